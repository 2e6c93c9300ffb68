using System.Text.RegularExpressions;

namespace PracticeBase.Infrastructure;

/// <summary>Finds and hides phones and e-mails: what must not get into a log, a feed or a letter to many.</summary>
internal static partial class PersonalData
{
    public static string Mask(string text, string with = "«podano»") => PhonePattern().Replace(EmailPattern().Replace(text, with), "$1" + with);

    [GeneratedRegex(@"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")]
    public static partial Regex EmailPattern();

    // Either announced as a phone, or nine and more digits in a row.
    [GeneratedRegex(@"(\b(?:tel|telefon|kom|faks|fax)\b[.:/\w ]{0,12}?)[+(]?\d[\d ()/-]{5,20}\d|(?<![\d-])(?!(?:19|20)\d\d-\d\d)\+?\d{2,3}(?:[ -]?\d{2,3}){3,4}(?![\d-])", RegexOptions.IgnoreCase)]
    private static partial Regex PhonePattern();
}
