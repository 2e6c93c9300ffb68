using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Several editors at the same moment.</summary>
public sealed class ReviewRaceTests(ReviewPortal portal) : IClassFixture<ReviewPortal>
{
    [Fact]
    public async Task Take_ByFiveEditorsAtOnce_HasOneWinnerAndTellsTheOthers()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.Submitted);
        var editors = await SignInEditorsAsync(5);
        var pages = await Task.WhenAll(editors.Select(e => e.GetAsync(ReviewPortal.Path(revision))));
        var answers = await Task.WhenAll(editors.Zip(pages, (e, p) => e.SubmitAsync(p, "Weź do oceny")));
        Assert.Single(answers, a => a.Status == HttpStatusCode.SeeOther);
        var told = answers.Where(a => a.Status == HttpStatusCode.Conflict).ToList();
        Assert.Equal(4, told.Count);
        Assert.All(told, a => Assert.Contains("wzięto do oceny", a.Document.QuerySelector("[data-testid=refusal]")!.Words(), StringComparison.Ordinal));
        await portal.UseDatabaseAsync(async db =>
        {
            Assert.Equal(1, await db.History.CountAsync(h => h.RevisionId == revision.Id && h.Action == ReviewAction.Take));
            Assert.NotNull((await db.Revisions.SingleAsync(r => r.Id == revision.Id)).AssigneeId);
            return 0;
        });
    }

    [Fact]
    public async Task TakeNext_ByThreeEditorsAtOnce_GivesEachAnother()
    {
        for (var i = 0; i < 3; i++)
        {
            await portal.AddRevisionAsync(RevisionStatus.Submitted, submittedAt: PortalSeed.Moment.AddYears(-1).AddDays(i));
        }

        var editors = await SignInEditorsAsync(3);
        var pages = await Task.WhenAll(editors.Select(e => e.GetAsync("/redakcja")));
        var answers = await Task.WhenAll(editors.Zip(pages, (e, p) => e.SubmitAsync(p, "Weź następną")));
        Assert.All(answers, a => Assert.StartsWith("/redakcja/wersja/", a.Headers["Location"], StringComparison.Ordinal));
        Assert.Equal(3, answers.Select(a => a.Headers["Location"]).Distinct().Count());
    }

    [Fact]
    public async Task Decision_AfterAColleagueDecided_IsToldAndKeepsWhatWasTyped()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        var (first, second) = (await visitor.GetAsync(ReviewPortal.Path(revision)), await visitor.GetAsync(ReviewPortal.Path(revision)));
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(first, "Wyślij decyzję", [("Decision", "Return")])).Status);
        var late = await visitor.SubmitAsync(second, "Wyślij decyzję", [("Decision", "Approve"), ("Message", "Gratulujemy wytrwałości.")]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Zwrócono wersję 1 do poprawy", late.Document.QuerySelector("[data-testid=refusal]")!.Words(), StringComparison.Ordinal);
        Assert.Contains("Gratulujemy wytrwałości.", late.Document.QuerySelector("[data-testid=kept]")!.Words(), StringComparison.Ordinal);
        Assert.Equal(RevisionStatus.Returned, await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision.Id).Select(r => r.Status).SingleAsync()));
    }

    [Fact]
    public async Task Decision_OnATextThatChanged_IsRefusedAndCanBeRepeated()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        var page = await visitor.GetAsync(ReviewPortal.Path(revision));
        await portal.UseDatabaseAsync(async db =>
        {
            (await db.Revisions.SingleAsync(r => r.Id == revision.Id)).Problem = "Coś innego.";
            return await db.SaveChangesAsync();
        });
        var stale = await visitor.SubmitAsync(page, "Wyślij decyzję", [("Decision", "Approve"), ("Message", "Dobre.")]);
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Coś innego.", stale.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(stale, "Wyślij decyzję")).Status);
        Assert.Equal(RevisionStatus.Published, await portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision.Id).Select(r => r.Status).SingleAsync()));
    }

    private async Task<Visitor[]> SignInEditorsAsync(int count)
    {
        var visitors = new Visitor[count];
        for (var i = 0; i < count; i++)
        {
            visitors[i] = await portal.SignInAsync(await portal.AddAccountAsync($"Redaktor {i}", AccountRoles.Editor));
        }

        return visitors;
    }
}
