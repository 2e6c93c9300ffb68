using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Text in capitals as one would write it: sentence case, with abbreviations, towns and institutions kept.</summary>
internal static partial class PolishCase
{
    private static readonly HashSet<string> Abbreviations =
    [
        "MOPS", "GOPS", "MGOPS", "OPS", "MOPR", "PCPR", "KIS", "CIS", "WTZ", "ZAZ", "PUP", "WUP", "OHP", "CAL", "NGO", "JST", "UE", "EFS", "EOG", "ZUS", "NFZ",
        "PFRON", "PIW", "EQUAL", "OSIR", "MOSIR", "GUS", "BDP", "SMUP", "RP", "USA", "PRL", "MPIPS", "RPO", "POKL", "WRPO", "OSP", "ZHP", "PCK", "PKS", "SWOT", "ICT", "IT",
        "II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII",
    ];

    private static readonly HashSet<string> Names =
    [
        "mazowszu", "mazowsza", "śląsku", "śląska", "podlasiu", "podlasia", "pomorzu", "pomorza", "kujawach", "małopolsce", "małopolski", "wielkopolsce", "wielkopolski",
        "podkarpaciu", "podkarpacia", "polsce", "polski", "polska", "europie", "europy", "internet", "internetu", "internecie",
    ];

    private static readonly HashSet<string> SmallWords = ["w", "we", "i", "z", "ze", "do", "na", "dla", "ds", "przy", "nad", "pod", "oraz", "im", "u"];

    public static bool IsAllCaps(string text) => text.Any(char.IsUpper) && !text.Any(char.IsLower) && text.Count(char.IsLetter) >= 2;

    /// <summary>«CEL PROJEKTU W RADOMIU» → «Cel projektu w Radomiu»; text that is not all capitals only gets its first letter raised.</summary>
    public static string Sentence(string text, Gazetteer gazetteer)
    {
        if (!IsAllCaps(text))
        {
            return UpperFirst(text);
        }

        var places = gazetteer.Mentions(text);
        var lowered = Word().Replace(text, word => Abbreviations.Contains(word.Value) || word.Value.Any(char.IsDigit) ? word.Value
            : places.Any(p => word.Index >= p.Start && word.Index < p.Start + p.Length) ? UpperFirst(word.Value.ToLowerInvariant())
            : Names.Contains(word.Value.ToLowerInvariant()) ? UpperFirst(word.Value.ToLowerInvariant())
            : word.Value.ToLowerInvariant());
        lowered = Institution().Replace(lowered, m => Title(m.Value));
        return SentenceStart().Replace(UpperFirst(lowered), m => m.Value.ToUpperInvariant());
    }

    /// <summary>«POWIATOWY URZĄD PRACY W RADOMIU» → «Powiatowy Urząd Pracy w Radomiu».</summary>
    public static string InstitutionName(string text) => IsAllCaps(text) ? UpperFirst(Title(text)) : UpperFirst(text);

    public static string UpperFirst(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    public static string LowerFirst(string text) => text.Length == 0 || IsAllCaps(text.Split(' ')[0]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private static string Title(string text) => Word().Replace(text, word =>
        Abbreviations.Contains(word.Value) ? word.Value
        : SmallWords.Contains(word.Value.ToLowerInvariant()) ? word.Value.ToLowerInvariant()
        : UpperFirst(word.Value.ToLowerInvariant()));

    [GeneratedRegex(@"\p{L}[\p{L}\d]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<=[.!?]\s)\p{Ll}")]
    private static partial Regex SentenceStart();

    [GeneratedRegex(
        @"\b(?:(?:miejsk|gminn|powiatow)\w{1,4} (?:ośrod\w+ pomocy społecznej|centrum pomocy rodzinie)|ośrod\w{2,4} pomocy społecznej|ministerstw\w \w+(?: \w+ej)?(?: i \w+ej)?"
        + @"|(?:powiatow|wojewódzk)\w{1,4} urz\w+ pracy|klub\w{0,3} integracji społecznej|centrum integracji społecznej|europejsk\w{2,4} fundusz\w* społeczn\w+|unii europejskiej)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Institution();
}
