using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Accessibility;

/// <summary>The axe engine with the rules of WCAG 2.2, levels A and AA.</summary>
public static class Axe
{
    /// <summary>Everything that a machine can judge.</summary>
    public const string AllRules = """{ "type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }""";

    /// <summary>What a theme can change: the same page has passed the other rules in another theme.</summary>
    public const string ColourRules = """{ "type": "rule", "values": ["color-contrast", "link-in-text-block"] }""";

    private const string Run = """
        async rules => {
          const result = await axe.run(document, { runOnly: JSON.parse(rules), resultTypes: ['violations'] });
          return result.violations.flatMap(v => v.nodes.map(n => `${v.id} at «${n.target.join(' ')}»: ${v.help}. ${n.failureSummary.replace(/\s+/g, ' ')}`));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What the page breaks: rule, element and reason, a line each; empty when nothing.</summary>
    /// <param name="page">As it is shown now.</param>
    /// <param name="label">Names the page and its look in the lines.</param>
    /// <param name="rules">Which rules.</param>
    public static async Task<IReadOnlyList<string>> ScanAsync(IPage page, string label, string rules = AllRules)
    {
        // Run by hand: no frames here to gather from, and the package's way takes a second page and twice the time for them.
        await page.EvaluateAsync(Script);
        var lines = await page.EvaluateAsync<string[]>(Run, rules);
        return [.. lines.Select(l => $"{label}: {l}")];
    }
}
