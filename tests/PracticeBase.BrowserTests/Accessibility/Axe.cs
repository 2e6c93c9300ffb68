using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Accessibility;

/// <summary>The axe engine with the rules of WCAG 2.2, levels A and AA.</summary>
public static class Axe
{
    /// <summary>Everything that a machine can judge.</summary>
    public static AxeRunOptions AllRules { get; } = Only("tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /// <summary>What a theme can change: the same page has passed the other rules in another theme.</summary>
    public static AxeRunOptions ColourRules { get; } = Only("rule", "color-contrast", "link-in-text-block");

    /// <summary>What the page breaks: rule, element and reason, a line each; empty when nothing.</summary>
    /// <param name="page">As it is shown now.</param>
    /// <param name="label">Names the page and its look in the lines.</param>
    /// <param name="rules">Which rules; all when left out.</param>
    public static async Task<IReadOnlyList<string>> ScanAsync(IPage page, string label, AxeRunOptions? rules = null)
    {
        var result = await page.RunAxe(rules ?? AllRules);
        return [.. result.Violations.SelectMany(v => v.Nodes.Select(n => $"{label}: {v.Id} at «{n.Target}»: {v.Help}. {Reason(n)}"))];
    }

    private static AxeRunOptions Only(string type, params string[] values) =>
        new() { RunOnly = new RunOnlyOptions { Type = type, Values = [.. values] }, ResultTypes = [ResultType.Violations] };

    private static string Reason(AxeResultNode node) =>
        string.Join(" ", node.Any.Concat(node.All).Concat(node.None).Select(c => c.Message));
}
