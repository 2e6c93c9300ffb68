using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The slide of the partners: «NAME – what they do», under levels such as «NA POZIOMIE OŚRODKA:».</summary>
internal static partial class DeckPartners
{
    public static IReadOnlyList<PartnerDocument> Read(IReadOnlyList<DocumentLine> lines, List<string> leftOver)
    {
        var partners = new List<PartnerDocument>();
        var level = "";
        foreach (var text in Entries(lines))
        {
            if (Level().IsMatch(text) && text.EndsWith(':'))
            {
                level = PolishCase.UpperFirst(PolishCase.IsAllCaps(text) ? text.ToLowerInvariant() : text).TrimEnd(':');
                continue;
            }

            var dash = Dash().Match(text);
            var name = (dash.Success ? text[..dash.Index] : text).Trim(' ', ',', ';');
            var role = dash.Success ? text[(dash.Index + dash.Length)..].Trim() : "";
            if (name.Length is 0 or > 300)
            {
                leftOver.Add(text);
                continue;
            }

            partners.Add(new PartnerDocument
            {
                Name = PolishCase.InstitutionName(name),
                Kind = Institutions.Kind(name),
                Role = string.Join(": ", new[] { level, role }.Where(p => p.Length > 0)) is { Length: > 0 } all ? all : null,
            });
        }

        return partners;
    }

    /// <summary>An entry starts with a name in capitals or with a mark, and ends where the next one starts.</summary>
    private static IEnumerable<string> Entries(IReadOnlyList<DocumentLine> lines)
    {
        var entries = new List<List<string>>();
        foreach (var line in lines.Where(l => !l.IsBlank))
        {
            var text = Markdown.AfterBullet(line.Text) ?? line.Text;
            var previous = entries.Count == 0 ? null : TextItems.Join(entries[^1]);
            var isMarked = line.IsIndented || text.Length < line.Text.Length;
            // A name over two lines stays one: the first line has no dash yet.
            var isInName = previous is not null && PolishCase.IsAllCaps(previous) && !previous.EndsWith(':') && !Dash().IsMatch(previous);
            var startsWithName = StartsInCapitals().IsMatch(text);
            if (previous is null || Level().IsMatch(text) || previous.EndsWith(':') || isMarked || (startsWithName && !isInName))
            {
                entries.Add([]);
            }

            entries[^1].Add(text);
        }

        return entries.Select(e => TextItems.Join(e));
    }

    [GeneratedRegex(@"^NA POZIOMIE\b", RegexOptions.IgnoreCase)]
    private static partial Regex Level();

    [GeneratedRegex(@"\s+[–—−-](?:\s+|$)")]
    private static partial Regex Dash();

    [GeneratedRegex(@"^[\p{Lu}„""]{4,}|^\p{Lu}{2,}\s+\p{Lu}{2,}")]
    private static partial Regex StartsInCapitals();
}
