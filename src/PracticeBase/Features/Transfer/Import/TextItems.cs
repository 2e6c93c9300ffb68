using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Puts the items of a list together again whose marks a transcript lost and whose lines it broke.</summary>
internal static partial class TextItems
{
    /// <summary>Each item as one line. <paramref name="IsCertain"/> is false when the ends had to be guessed without a check.</summary>
    public sealed record Items(IReadOnlyList<string> Texts, bool IsCertain);

    public static Items Split(IReadOnlyList<DocumentLine> lines)
    {
        var content = lines.Where(l => !l.IsBlank).ToList();
        if (content.Any(l => IsBullet(l.Text)))
        {
            return new Items(Join(content, (_, line) => IsBullet(line.Text)), true);
        }

        if (content.Any(l => l.IsIndented))
        {
            return new Items(Join(content, (_, line) => line.IsIndented), true);
        }

        // Slides lose their marks into as many blank lines as there are items.
        var marks = lines.TakeWhile(l => l.IsBlank).Count();
        var byEnd = Join(content, Ends);
        if (marks < 2 || byEnd.Count == marks)
        {
            var nouns = Join(content, EndsBeforeGerund);
            var isGoals = marks < 2 && nouns.Count > 1 && content.Count > 0 && Gerund().IsMatch(content[0].Text);
            return isGoals ? new Items(nouns, true) : new Items(byEnd, marks >= 2);
        }

        var byGerund = Join(content, EndsBeforeGerund);
        return byGerund.Count == marks ? new Items(byGerund, true) : new Items(Math.Abs(byGerund.Count - marks) < Math.Abs(byEnd.Count - marks) ? byGerund : byEnd, false);
    }

    /// <summary>Lines as one text; a word divided at the end of a line is put together.</summary>
    public static string Join(IEnumerable<string> lines)
    {
        var text = string.Join(' ', lines.Where(l => l.Length > 0));
        return Spaces().Replace(text, " ").Trim();
    }

    public static bool IsBullet(string line) => Markdown.AfterBullet(line) is not null && !Quantity().IsMatch(line);

    private static List<string> Join(List<DocumentLine> lines, Func<DocumentLine, DocumentLine, bool> startsItem)
    {
        var items = new List<List<string>>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i == 0 || startsItem(lines[i - 1], lines[i]))
            {
                items.Add([]);
            }

            items[^1].Add(IsBullet(lines[i].Text) ? Markdown.AfterBullet(lines[i].Text)! : lines[i].Text);
        }

        return [.. items.Select(Join)];
    }

    private static bool Ends(DocumentLine previous, DocumentLine next) =>
        previous.Text[^1] is ',' or ';' or '.' && !previous.Text.EndsWith("np.", StringComparison.Ordinal) && next.Text.Length > 0;

    private static bool EndsBeforeGerund(DocumentLine previous, DocumentLine next) => Ends(previous, next) && Gerund().IsMatch(next.Text);

    // Goals begin with a noun made of a verb, or a verb: «podnoszenie», «kształtowanie», «wzrost», «zwiększyć».
    [GeneratedRegex(@"^(?:\p{L}{3,}(?:nie|cie)|wzrost|poprawa|rozwój|integracja|aktywizacja|promocja|redukcja|edukacja|budowa|pomoc|\p{L}{3,}[aeioyśź]ć)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Gerund();

    // «– 17 MIESIĘCY» and «- łączny czas» are the rest of a sentence, not an item.
    [GeneratedRegex(@"^[-–—−]\s*(?:\d|(?:łączny )?czas\b|ok\.|średnio)", RegexOptions.IgnoreCase)]
    private static partial Regex Quantity();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
