namespace PracticeBase.Features.Search.Language;

/// <summary>Letters of Cyrillic and Greek that look like a Latin one, left behind in copied texts («gminа» with a Cyrillic «а»).</summary>
internal static class LookAlikes
{
    private const string Foreign = "аеорсухіјѕһԁԛԝвкмнтαεορτυχνικβ";
    private const string Latin = "aeopcyxijshdqwbkmhtaeoptuxvikb";

    /// <summary>The form with Latin letters when it has some already; a wholly foreign word stays.</summary>
    public static string ToLatin(string form)
    {
        var latin = false;
        var foreign = false;
        foreach (var c in form)
        {
            latin |= c < '\u0250' && char.IsLetter(c);
            foreign |= c is >= '\u0370' and < '\u0530';
        }

        return latin && foreign ? string.Create(form.Length, form, static (into, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                var at = Foreign.IndexOf(from[i], StringComparison.Ordinal);
                into[i] = at < 0 ? from[i] : Latin[at];
            }
        }) : form;
    }
}
