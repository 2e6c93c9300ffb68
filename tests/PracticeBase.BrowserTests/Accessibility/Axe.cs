using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Accessibility;

/// <summary>The axe engine with the rules of WCAG 2.2, levels A and AA.</summary>
public static class Axe
{
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = [ResultType.Violations],
    };

    /// <summary>What the page breaks: rule, element and reason, a line each; empty when nothing.</summary>
    /// <param name="page">As it is shown now.</param>
    /// <param name="label">Names the page and its look in the lines.</param>
    public static async Task<IReadOnlyList<string>> ScanAsync(IPage page, string label)
    {
        var result = await page.RunAxe(Options);
        return [.. result.Violations.SelectMany(v => v.Nodes.Select(n => $"{label}: {v.Id} at «{n.Target}»: {v.Help}. {Reason(n)}"))];
    }

    private static string Reason(AxeResultNode node) =>
        string.Join(" ", node.Any.Concat(node.All).Concat(node.None).Select(c => c.Message));
}
