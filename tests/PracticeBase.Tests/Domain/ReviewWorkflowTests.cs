using FsCheck;
using FsCheck.Fluent;
using PracticeBase.Domain;
using Xunit;
using static PracticeBase.Domain.ReviewAction;
using static PracticeBase.Domain.RevisionStatus;

namespace PracticeBase.Tests;

public sealed class ReviewWorkflowTests
{
    /// <summary>The table of the domain's description, row by row, with the way back from a date and what comes from the command line.</summary>
    private static readonly (RevisionStatus? From, ReviewAction Action, ReviewActor[] By, RevisionStatus To)[] Table =
    [
        (null, Start, [ReviewActor.UnitOfficer, ReviewActor.Editor], Draft),
        (Draft, Edit, [ReviewActor.UnitOfficer], Draft),
        (Returned, Edit, [ReviewActor.UnitOfficer], Returned),
        (Draft, Submit, [ReviewActor.UnitOfficer], Submitted),
        (Returned, Submit, [ReviewActor.UnitOfficer], Submitted),
        (Submitted, Withdraw, [ReviewActor.UnitOfficer], Draft),
        (Submitted, Take, [ReviewActor.Editor], InReview),
        (InReview, HandOver, [ReviewActor.AssignedEditor, ReviewActor.Administrator], InReview),
        (InReview, Release, [ReviewActor.AssignedEditor, ReviewActor.Administrator], Submitted),
        (InReview, AskExpert, [ReviewActor.AssignedEditor], InReview),
        (InReview, Return, [ReviewActor.AssignedEditor], Returned),
        (InReview, Decline, [ReviewActor.AssignedEditor], Declined),
        (InReview, Approve, [ReviewActor.AssignedEditor], Published),
        (InReview, Schedule, [ReviewActor.AssignedEditor], Scheduled),
        (Scheduled, Unschedule, [ReviewActor.AssignedEditor, ReviewActor.Administrator], InReview),
        (Scheduled, PublishScheduled, [ReviewActor.System], Published),
        (Published, Supersede, [ReviewActor.System], Superseded),
        (Published, Archive, [ReviewActor.Editor], Published),
        (Published, Restore, [ReviewActor.Editor], Published),
        (null, ImportDraft, [ReviewActor.Operator], Draft),
        (null, ImportPublished, [ReviewActor.Operator], Published),
    ];

    private static readonly ReviewActor[] Actors = [.. Enum.GetValues<ReviewActor>().Where(a => a != ReviewActor.None)];

    public static TheoryData<RevisionStatus?, ReviewAction, ReviewActor, RevisionStatus> Allowed =>
        [.. Table.SelectMany(r => r.By.Select(by => new TheoryDataRow<RevisionStatus?, ReviewAction, ReviewActor, RevisionStatus>(r.From, r.Action, by, r.To)))];

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Demand_MoveOfTheTable_LeadsWhereTheTableSays(RevisionStatus? from, ReviewAction action, ReviewActor by, RevisionStatus to) =>
        Assert.Equal(to, ReviewWorkflow.Demand(from, action, by).To);

    [Fact]
    public void Demand_AnyOtherCombination_Throws()
    {
        var combinations =
            from status in Gen.Elements(Enum.GetValues<RevisionStatus>().Select(s => (RevisionStatus?)s).Append(null).ToArray())
            from action in Gen.Elements(Enum.GetValues<ReviewAction>())
            from actors in Gen.SubListOf(Actors)
            from isAuthor in Gen.Elements(true, false)
            select (status, action, who: actors.Aggregate(ReviewActor.None, (a, b) => a | b), isAuthor);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll(combinations.ToArbitrary(), c =>
            {
                var allowed = Table.Any(r => r.From == c.status && r.Action == c.action && r.By.Any(by => c.who.HasFlag(by))) && !(c.isAuthor && (c.action is Approve or Schedule));
                try
                {
                    _ = ReviewWorkflow.Demand(c.status, c.action, c.who, c.isAuthor);
                    return allowed;
                }
                catch (IllegalMoveException)
                {
                    return !allowed;
                }
            }));
    }

    [Theory]
    [InlineData(Approve)]
    [InlineData(Schedule)]
    public void Demand_AuthorPublishesOwnRevision_Throws(ReviewAction action) =>
        Assert.Throws<IllegalMoveException>(() => ReviewWorkflow.Demand(InReview, action, ReviewActor.AssignedEditor | ReviewActor.Administrator, isAuthor: true));

    [Fact]
    public void Moves_ReturnDeclineAndArchive_AskForARemark() =>
        Assert.Equal([Return, Decline, Archive], ReviewWorkflow.Moves.Where(m => m.NeedsRemark).Select(m => m.Action));

    [Fact]
    public void MovesFrom_AgreesWithDemand()
    {
        var actions = ReviewWorkflow.MovesFrom(InReview, ReviewActor.AssignedEditor, isAuthor: true).Select(m => m.Action);
        Assert.Equal([HandOver, Release, AskExpert, Return, Decline], actions);
    }

    [Theory]
    [InlineData(Draft, true, false)]
    [InlineData(Submitted, true, false)]
    [InlineData(InReview, true, false)]
    [InlineData(Returned, true, false)]
    [InlineData(Scheduled, true, false)]
    [InlineData(Declined, false, false)]
    [InlineData(Published, false, true)]
    [InlineData(Superseded, false, true)]
    public void Status_IsWorkingOrFrozen_AsTheDomainSays(RevisionStatus status, bool working, bool frozen) =>
        Assert.Equal((working, frozen), (ReviewWorkflow.Working.Contains(status), ReviewWorkflow.IsFrozen(status)));
}
