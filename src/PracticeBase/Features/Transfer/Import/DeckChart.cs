using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The boxes of an organisation chart, which a transcript lists without their frames.</summary>
internal static partial class DeckChart
{
    public static IReadOnlyList<string> Boxes(IEnumerable<DocumentLine> lines)
    {
        var boxes = new List<string>();
        foreach (var line in lines.Where(l => !l.IsBlank))
        {
            var item = Markdown.AfterBullet(line.Text);
            var wasItem = boxes.Count > 0 && char.IsLower(boxes[^1][0]);
            if (boxes.Count == 0 || item is not null || line.IsIndented || BoxStart().IsMatch(line.Text) || (wasItem && char.IsUpper(line.Text[0])))
            {
                boxes.Add(item is null ? line.Text : PolishCase.IsAllCaps(item) ? item.ToLowerInvariant() : item);
            }
            else
            {
                boxes[^1] += " " + line.Text;
            }
        }

        return boxes;
    }

    [GeneratedRegex(
        @"^(?:DYREKTOR|DZIAŁ|INNE|REJON|REJONY|ZESPÓŁ|ZESPOŁY|PRACOWNICY|PRACOWNIK|KIEROWNI\w+|SEKCJA|REFERAT|WYDZIAŁ|KLUB|CENTRUM|WSPARCIE|OŚRODEK|BIURO|STANOWISKO|ZASTĘPCA|KOORDYNATOR"
        + @"|URZĄD|PUNKT|ZARZĄD|PREZYDENT|BURMISTRZ|WÓJT|RADA|WOLONTARIUSZE|SPECJALI\w+|PARTNERZY)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex BoxStart();
}
