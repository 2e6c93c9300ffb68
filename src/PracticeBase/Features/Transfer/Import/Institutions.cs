using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Tells organisations in running text apart and says what kind they are.</summary>
internal static partial class Institutions
{
    /// <summary>A name has one of these among its first words; «Kultury i Sportu» does not, so that it is not cut in two.</summary>
    private static readonly string[] Heads =
    [
        "urzad", "miasto", "gmina", "powiat", "wojewodztwo", "osrodek", "centrum", "stowarzyszenie", "fundacja", "zespol", "szkola", "komenda", "biblioteka", "dom", "parafia",
        "caritas", "uniwersytet", "politechnika", "akademia", "spolka", "przedsiebiorstwo", "klub", "starostwo", "zaklad", "instytut", "izba", "hufiec", "straz", "policja",
        "muzeum", "mops", "gops", "pcpr", "pup", "wup", "ohp", "towarzystwo", "zwiazek", "spoldzielnia", "szpital", "przychodnia", "sad", "diecezja", "kolo", "bank", "agencja", "firma",
    ];

    /// <summary>«A i B oraz C» as three names.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var names = new List<string>();
        foreach (var part in Separator().Split(text).Select(p => p.Trim(' ', ',', ';', '.')).Where(p => p.Length > 0))
        {
            if (names.Count > 0 && !HasHead(part))
            {
                names[^1] = text[text.IndexOf(names[^1], StringComparison.Ordinal)..(text.IndexOf(part, text.IndexOf(names[^1], StringComparison.Ordinal), StringComparison.Ordinal) + part.Length)];
            }
            else
            {
                names.Add(part);
            }
        }

        return names;
    }

    public static bool HasHead(string name) => DocumentText.Key(name).Split(' ').Take(4).Any(Heads.Contains);

    public static PartnerKind? Kind(string name) => DocumentText.Key(name) switch
    {
        var n when Has(n, "parafi", "diecezj", "caritas", "kosciol", "zakon", "zgromadzenie") => PartnerKind.Church,
        var n when Has(n, "stowarzyszen", "fundacj", "towarzystw", "zwiazek harcerstwa", "hufiec", "ngo", "ochotnicza straz", "kolo gospodyn", "polski czerwony krzyz") => PartnerKind.Ngo,
        var n when Has(n, "uniwersytet", "politechni", "akademi", "szkola wyzsza", "wyzsza szkola", "uczelni") => PartnerKind.University,
        var n when Has(n, "sp z o o", "spolka", "s a", "przedsiebiorstw", "firma", "bank ") => PartnerKind.Business,
        var n when Has(n, "grupa nieformalna", "grupa mieszkancow", "rada rodzicow") => PartnerKind.Informal,
        var n when HasHead(n) => PartnerKind.Public,
        _ => null,
    };

    private static bool Has(string name, params string[] parts) => parts.Any(p => $" {name} ".Contains(" " + p, StringComparison.Ordinal));

    [GeneratedRegex(@"\s+(?:i|oraz|a\s+także)\s+(?=\p{Lu})|[,;]\s+(?:oraz\s+|i\s+)?(?=\p{Lu})")]
    private static partial Regex Separator();
}
