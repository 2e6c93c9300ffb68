using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class OpinionTests(ReviewPortal portal) : IClassFixture<ReviewPortal>
{
    [Fact]
    public async Task Opinion_AskedWrittenSignedAndChosen_IsShownWithThePractice()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned, title: "Praktyka z opinią");
        var (editor, expert) = (await portal.AtAsync(portal.Assigned), await portal.AtAsync(portal.Expert));
        var asked = await editor.SubmitAsync(await editor.GetAsync(ReviewPortal.Path(revision)), "Wyślij prośbę", [("AccountId", Id(portal.Expert)), ("Message", "Czy efekty są trwałe?")]);
        Assert.Equal(HttpStatusCode.SeeOther, asked.Status);
        var page = await expert.GetAsync((await expert.GetAsync("/panel/opinie")).Main.Link("Praktyka z opinią").Href());
        Assert.Contains("Czy efekty są trwałe?", page.Main.Words(), StringComparison.Ordinal);
        Assert.Equal($"/panel/podglad/{revision.Id}", page.Main.Link("Przeczytaj praktykę").Href());
        Assert.Equal(4, page.Main.QuerySelectorAll("select").Length);

        page = await expert.FollowAsync(await expert.SubmitAsync(page, "Zapisz szkic", [("Text", "Działa, bo uczy.\u200B"), ("Scores[1].Score", "4")]));
        Assert.DoesNotContain("Działa, bo uczy.", (await editor.GetAsync(ReviewPortal.Path(revision))).Main.Words(), StringComparison.Ordinal);

        var unsigned = await expert.SubmitAsync(page, "Podpisz opinię");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsigned.Status);
        Assert.Equal(["#Recommended", "#Confirmed"], unsigned.Document.QuerySelectorAll("[data-testid=errors] a").Select(a => a.Href()));
        Assert.All(["Recommended", "Confirmed"], (string id) => Assert.NotNull(unsigned.Document.GetElementById(id)));
        var signed = await expert.SubmitAsync(unsigned, "Podpisz opinię", [("Recommended", "true"), ("WorksWithoutFunding", "false"), ("Confirmed", "true")]);
        Assert.Equal(HttpStatusCode.SeeOther, signed.Status);
        var opinion = await OpinionAsync(revision);
        Assert.Equal((DateOnly.FromDateTime(DateTime.Now), "Tomasz Olcha", "Działa, bo uczy.", true, false), (opinion.SignedOn!.Value, opinion.Expert, opinion.Text, opinion.Recommended, opinion.WorksWithoutFunding));
        Assert.Equal([new ExpertScore { Criterion = "Trwałość", Score = 4 }], opinion.Scores);
        Assert.Equal(portal.Assigned.Id, await portal.UseDatabaseAsync(db => db.Messages.Where(m => m.RevisionId == revision.Id && m.Kind == MessageKind.OpinionSigned).Select(m => m.AccountId).SingleAsync()));

        var review = await editor.GetAsync(ReviewPortal.Path(revision));
        Assert.Contains("Działa, bo uczy.", review.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await editor.SubmitAsync(review, "Wyślij decyzję", [("Decision", "Approve")])).Status);
        Assert.True((await OpinionAsync(revision)).IsPublic);
    }

    [Fact]
    public async Task Opinion_OnceSigned_ChangesNoMore()
    {
        var (_, id) = await AskAsync();
        var expert = await portal.AtAsync(portal.Expert);
        var page = await expert.GetAsync($"/panel/opinia/{id}");
        (string, string?)[] typed = [("Text", "Podpisany tekst."), ("Recommended", "false"), ("Confirmed", "true")];
        Assert.Equal(HttpStatusCode.SeeOther, (await expert.SubmitAsync(page, "Podpisz opinię", typed)).Status);
        var late = await expert.SubmitAsync(page, "Zapisz szkic", [("Text", "Inny tekst.")]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        var now = await expert.GetAsync($"/panel/opinia/{id}");
        Assert.Contains("Podpisany tekst.", now.Main.Words(), StringComparison.Ordinal);
        Assert.Empty(now.Main.QuerySelectorAll("textarea"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => portal.UseDatabaseAsync(async db =>
        {
            (await db.Opinions.SingleAsync(o => o.Id == id)).Text = "Zmieniony.";
            return await db.SaveChangesAsync();
        }));
    }

    [Fact]
    public async Task Opinion_SavedInTwoWindows_TellsTheSecondAndKeepsItsText()
    {
        var (_, id) = await AskAsync();
        var expert = await portal.AtAsync(portal.Expert);
        var (first, second) = (await expert.GetAsync($"/panel/opinia/{id}"), await expert.GetAsync($"/panel/opinia/{id}"));
        await expert.SubmitAsync(first, "Zapisz szkic", [("Text", "Z pierwszego okna.")]);
        var stale = await expert.SubmitAsync(second, "Zapisz szkic", [("Text", "Z drugiego okna.")]);
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Z pierwszego okna.", stale.Document.QuerySelector("[data-testid=refusal]")!.Words(), StringComparison.Ordinal);
        Assert.Equal("Z drugiego okna.", stale.Main.QuerySelector("textarea")!.TextContent.Trim());
        Assert.Equal(HttpStatusCode.SeeOther, (await expert.SubmitAsync(stale, "Zapisz szkic")).Status);
    }

    [Fact]
    public async Task Rows_AddedAndRemoved_KeepWhatWasTyped()
    {
        var (_, id) = await AskAsync();
        var expert = await portal.AtAsync(portal.Expert);
        var page = await expert.SubmitAsync(await expert.GetAsync($"/panel/opinia/{id}"), "Dodaj kryterium", [("Text", "Zaczęte"), ("Scores[0].Score", "2")]);
        Assert.Equal(5, page.Main.QuerySelectorAll("select").Length);
        page = await expert.SubmitAsync(page, "Usuń kryterium 2", [("Scores[4].Criterion", "Zaangażowanie"), ("Scores[4].Score", "5")]);
        Assert.Equal(["Skuteczność", "Możliwość przeniesienia", "Koszty wobec efektów", "Zaangażowanie"], page.Main.QuerySelectorAll("fieldset input[maxlength]").Select(i => i.GetAttribute("value")!));
        Assert.Equal("Zaczęte", page.Main.QuerySelector("textarea")!.TextContent.Trim());
        await expert.SubmitAsync(page, "Zapisz szkic");
        Assert.Equal([2, 5], (await portal.UseDatabaseAsync(db => db.Opinions.SingleAsync(o => o.Id == id))).Scores.Select(s => s.Score));
    }

    [Fact]
    public async Task Opinion_OfOthers_Is404AndOfOtherRolesClosed()
    {
        var (_, id) = await AskAsync();
        var page = await (await portal.AtAsync(portal.Expert)).GetAsync($"/panel/opinia/{id}");
        var other = await portal.AtAsync(portal.OtherExpert);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/panel/opinia/{id}")).Status);
        var token = (await other.GetAsync("/")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value");
        Assert.Equal(HttpStatusCode.NotFound, (await other.SubmitAsync(page, "Zapisz szkic", [("Text", "Cudze."), ("__RequestVerificationToken", token)])).Status);
        foreach (var account in new[] { portal.Officer, portal.Stranger, portal.Assigned, portal.Administrator })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await portal.AtAsync(account)).GetAsync($"/panel/opinia/{id}")).Status);
        }

        Assert.Equal("", (await portal.UseDatabaseAsync(db => db.Opinions.SingleAsync(o => o.Id == id))).Text);
    }

    [Fact]
    public async Task Opinion_OfADecidedRevision_CanNoLongerBeWritten()
    {
        var (revision, id) = await AskAsync();
        var expert = await portal.AtAsync(portal.Expert);
        var page = await expert.GetAsync($"/panel/opinia/{id}");
        await portal.UseDatabaseAsync(async db =>
        {
            (await db.Revisions.SingleAsync(r => r.Id == revision.Id)).Status = RevisionStatus.Declined;
            return await db.SaveChangesAsync();
        });
        var late = await expert.SubmitAsync(page, "Zapisz szkic", [("Text", "Za późno.")]);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Za późno.", late.Main.Words(), StringComparison.Ordinal);
    }

    private async Task<(PracticeRevision Revision, int Opinion)> AskAsync()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        return (revision, await portal.UseDatabaseAsync(async db =>
        {
            var opinion = new ExpertOpinion { PracticeId = revision.PracticeId, RevisionId = revision.Id, ExpertId = portal.Expert.Id, AskedAt = PortalSeed.Moment, Text = "" };
            db.Opinions.Add(opinion);
            await db.SaveChangesAsync();
            return opinion.Id;
        }));
    }

    private Task<ExpertOpinion> OpinionAsync(PracticeRevision revision) => portal.UseDatabaseAsync(db => db.Opinions.SingleAsync(o => o.RevisionId == revision.Id));

    private static string Id(Account account) => account.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
