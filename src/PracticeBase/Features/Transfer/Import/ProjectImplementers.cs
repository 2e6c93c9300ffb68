using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Who carried a project out: «Realizatorem Programu było A i B w zakresie … oraz C w zakresie …».</summary>
internal static partial class ProjectImplementers
{
    public static (string? Unit, IReadOnlyList<PartnerDocument> Partners) Read(IEnumerable<string> unitParagraphs, IEnumerable<string> implementerParagraphs)
    {
        var unit = unitParagraphs.Select(p => UnitName().Match(p)).FirstOrDefault(m => m.Success)?.Groups[1].Value.Trim();
        var implementers = implementerParagraphs.SelectMany(Implementers).ToList();
        if (unit is null && implementers is [{ } only])
        {
            return (only.Name, []);
        }

        return (unit, [.. implementers.Where(i => unit is null || !IsSame(i.Name, unit))]);
    }

    private static IEnumerable<PartnerDocument> Implementers(string paragraph)
    {
        var list = ListStart().Match(paragraph);
        if (!list.Success)
        {
            yield break;
        }

        var sentence = SentenceEnd().Split(paragraph[list.Length..])[0];
        foreach (Match group in Group().Matches(sentence))
        {
            var role = group.Groups["role"].Value.Trim(' ', ',', '.');
            foreach (var name in Institutions.Split(group.Groups["names"].Value).Where(n => Institutions.HasHead(n) && n.Length <= 300))
            {
                yield return new PartnerDocument { Name = name, Kind = Institutions.Kind(name), Role = role.Length > 0 ? "w zakresie " + role : null };
            }
        }
    }

    /// <summary>«Miejski Ośrodek Pomocy Społecznej» and the same with «w Rawie Mazowieckiej».</summary>
    private static bool IsSame(string name, string unit)
    {
        var (a, b) = (DocumentText.Key(name), DocumentText.Key(unit));
        return a == b || a.StartsWith(b + " w", StringComparison.Ordinal) || b.StartsWith(a + " w", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^Podmiotem \w+(?: projekt| program| zadanie| za realizację(?: projektu)?)?\s+(?:jest|był|była|było|będzie)\s+(.+?)\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex UnitName();

    [GeneratedRegex(@"^(?:Realizator\w*|Partner\w*|Projekt)(?: \w+){0,2}? (?:jest przez|był realizowany przez|realizuje|był[aoiy]?|jest|są|będzie|będą)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex ListStart();

    [GeneratedRegex(@"(?<names>.+?)(?:\s+w zakresie\s+(?<role>.+?))?(?:\s+oraz\s+(?=\p{Lu}.*w zakresie)|[;]\s+|\.?$)")]
    private static partial Regex Group();

    [GeneratedRegex(@"\.\s+(?=\p{Lu})")]
    private static partial Regex SentenceEnd();
}
