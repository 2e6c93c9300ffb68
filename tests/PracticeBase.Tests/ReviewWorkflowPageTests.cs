using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class ReviewWorkflowPageTests
{
    private static readonly string[] Page = DocumentationPage.ReadLines("review-workflow.md");

    [Fact]
    public void Page_Moves_AreThoseOfTheTable() => Assert.Equal(ReviewWorkflow.Moves.Select(Describe), RowsUnder("| From | Action |"));

    [Fact]
    public void Page_Actors_AreThoseOfTheTable() =>
        Assert.Equal(Enum.GetValues<ReviewActor>().Where(a => a != ReviewActor.None).Select(a => a.ToString()).Order(), RowsUnder("| Actor |").Select(r => r[0]).Order());

    private static string[] Describe(ReviewMove move) =>
        [move.From?.ToString() ?? "–", move.Action.ToString(), move.By.ToString(), move.To.ToString(), move.NeedsRemark ? "required" : "", move.ForbiddenToAuthor ? "yes" : ""];

    private static IEnumerable<string[]> RowsUnder(string heading) =>
        Page.SkipWhile(l => !l.StartsWith(heading, StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|')).Select(DocumentationPage.Cells);
}
