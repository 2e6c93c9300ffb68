using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class RemarkTests(ReviewPortal portal) : IClassFixture<ReviewPortal>
{
    [Fact]
    public async Task Remark_AddedByTheEditorInCharge_StandsAtItsFieldAndBlocks()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        var added = await AddAsync(visitor, revision, "CostsText", "Czy kwota obejmuje świadczenia?");
        Assert.Equal(HttpStatusCode.SeeOther, added.Status);
        Assert.EndsWith("#CostsText", added.Headers["Location"], StringComparison.Ordinal);
        var page = await visitor.FollowAsync(added);
        Assert.Contains("Czy kwota obejmuje świadczenia?", Field(page, "CostsText").Words(), StringComparison.Ordinal);
        var refused = await visitor.SubmitAsync(page, "Wyślij decyzję", [("Decision", "Approve")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("nierozwiązane uwagi", refused.Document.QuerySelector("[data-testid=errors]")!.Words(), StringComparison.Ordinal);
        var resolved = await visitor.SubmitAsync(page, "Oznacz jako rozwiązaną", within: Field(page, "CostsText"));
        page = await visitor.FollowAsync(resolved);
        Assert.Contains("Oznaczona jako rozwiązana", Field(page, "CostsText").Words(), StringComparison.Ordinal);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "Otwórz ponownie", within: Field(page, "CostsText")));
        Assert.DoesNotContain("Oznaczona jako rozwiązana", Field(page, "CostsText").Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_OfEachSide_IsWrittenToTheOther()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var editor = await portal.AtAsync(portal.Assigned);
        var page = await editor.GetAsync(ReviewPortal.Path(revision));
        page = await editor.FollowAsync(await editor.SubmitAsync(page, "Wyślij odpowiedź", [("Text", "Wystarczy\u202E *przybliżona*.")], within: Field(page, "Problem")));
        Assert.Contains("Wystarczy *przybliżona*.", Field(page, "Problem").Words(), StringComparison.Ordinal);

        var officer = await portal.AtAsync(portal.Officer);
        var form = await FormAsync(officer, $"/panel/uwagi/{await ThreadAsync(revision)}/odpowiedz", ("Text", "Dopisaliśmy."), ("Back", "/panel/praktyka/7/opis"));
        var answered = await officer.SubmitAsync(form);
        Assert.StartsWith("/panel/praktyka/7/opis?", answered.Headers["Location"], StringComparison.Ordinal);
        await portal.UseDatabaseAsync(async db =>
        {
            var letters = await db.Messages.Where(m => m.RevisionId == revision.Id && m.Kind == MessageKind.RemarkAnswered).OrderBy(m => m.Id).ToListAsync();
            Assert.Equal([portal.Officer.Id, portal.Assigned.Id], letters.Select(m => m.AccountId!.Value));
            Assert.Contains(@"Wystarczy \*przybliżona\*", letters[0].Body, StringComparison.Ordinal);
            Assert.Equal($"/redakcja/wersja/{revision.Id}#Problem", letters[1].Link);
            return 0;
        });
    }

    [Theory]
    [InlineData("https://example.org/")]
    [InlineData("//example.org/")]
    [InlineData("/\\example.org/")]
    [InlineData("/konto/wyloguj")]
    public async Task Reply_WithAForeignWayBack_StaysInThePortal(string back)
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.Returned, assignee: portal.Assigned);
        var officer = await portal.AtAsync(portal.Officer);
        var answered = await officer.SubmitAsync(await FormAsync(officer, $"/panel/uwagi/{await ThreadAsync(revision)}/odpowiedz", ("Text", "Tak."), ("Back", back)));
        Assert.StartsWith($"/panel/podglad/{revision.Id}?", answered.Headers["Location"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_TooLongOrEmpty_IsGivenBackWithWhatWasTyped()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        var path = $"/panel/uwagi/{await ThreadAsync(revision)}/odpowiedz";
        foreach (var text in new[] { "\u200B \n", new string('ż', 4001) })
        {
            var refused = await visitor.SubmitAsync(await FormAsync(visitor, path, ("Text", text)));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal(text.Trim(), refused.Main.QuerySelector("textarea")!.TextContent.Trim());
            Assert.Equal(HttpStatusCode.SeeOther, (await visitor.SubmitAsync(refused, "Wyślij odpowiedź", [("Text", "Krócej.")])).Status);
        }
    }

    /// <summary>Who may do what: add, reply, resolve, reopen.</summary>
    [Theory]
    [InlineData("in charge", RevisionStatus.InReview, "dodaj odpowiedz rozwiaz otworz")]
    [InlineData("administrator", RevisionStatus.InReview, "dodaj odpowiedz rozwiaz otworz")]
    [InlineData("editor", RevisionStatus.InReview, "odpowiedz rozwiaz otworz")]
    [InlineData("officer", RevisionStatus.InReview, "odpowiedz")]
    [InlineData("officer", RevisionStatus.Returned, "odpowiedz rozwiaz")]
    [InlineData("in charge", RevisionStatus.Returned, "odpowiedz rozwiaz otworz")]
    [InlineData("officer", RevisionStatus.Published, "")]
    [InlineData("in charge", RevisionStatus.Published, "")]
    [InlineData("in charge", RevisionStatus.Draft, "")]
    [InlineData("stranger", RevisionStatus.Returned, "")]
    [InlineData("stranger", RevisionStatus.InReview, "")]
    [InlineData("expert", RevisionStatus.InReview, "")]
    public async Task Remarks_ByEachPerson_AllowTheirPart(string person, RevisionStatus status, string allowed)
    {
        var account = person switch { "in charge" => portal.Assigned, "administrator" => portal.Administrator, "editor" => portal.Editor, "officer" => portal.Officer, "stranger" => portal.Stranger, _ => portal.Expert };
        var visitor = await portal.AtAsync(account);
        foreach (var act in new[] { "dodaj", "odpowiedz", "rozwiaz", "otworz" })
        {
            var revision = await portal.AddRevisionAsync(status, assignee: portal.Assigned);
            await portal.UseDatabaseAsync(async db =>
            {
                db.Opinions.Add(new ExpertOpinion { PracticeId = revision.PracticeId, RevisionId = revision.Id, ExpertId = portal.Expert.Id, AskedAt = PortalSeed.Moment, Text = "" });
                return await db.SaveChangesAsync();
            });
            var before = await StateAsync(revision);
            var path = act == "dodaj" ? $"/panel/uwagi/{revision.Id}/dodaj" : $"/panel/uwagi/{await ThreadAsync(revision)}/{act}";
            var answer = await visitor.SubmitAsync(await FormAsync(visitor, path, ("Text", "Tekst."), ("Field", "Summary")));
            var expected = allowed.Split(' ').Contains(act);
            Assert.True(answer.Status == (expected ? HttpStatusCode.SeeOther : HttpStatusCode.NotFound), $"{act} by {person} in {status}: {answer.Status}");
            if (!expected || act == "otworz")
            {
                Assert.Equal(before, await StateAsync(revision));
            }
        }
    }

    [Fact]
    public async Task Add_ToAFieldThatIsNone_Is404()
    {
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned);
        var visitor = await portal.AtAsync(portal.Assigned);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SubmitAsync(await FormAsync(visitor, $"/panel/uwagi/{revision.Id}/dodaj", ("Field", "Nic"), ("Text", "Tekst.")))).Status);
    }

    private static async Task<Page> AddAsync(Visitor visitor, PracticeRevision revision, string field, string text)
    {
        var page = await visitor.GetAsync(ReviewPortal.Path(revision));
        var button = Assert.Single(Field(page, field).QuerySelectorAll("button"), b => b.Words() == "Dodaj uwagę");
        return await visitor.SubmitAsync(Form.Of(button), [("Text", text)]);
    }

    private static IElement Field(Page page, string key) => page.Document.GetElementById(key)!;

    private static async Task<Form> FormAsync(Visitor visitor, string path, params (string, string)[] fields)
    {
        var token = (await visitor.GetAsync("/")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return new Form(HttpMethod.Post, path, false, [.. fields, ("__RequestVerificationToken", token)]);
    }

    private Task<int> ThreadAsync(PracticeRevision revision) => portal.UseDatabaseAsync(db => db.Remarks.Where(r => r.RevisionId == revision.Id && r.ParentId == null).Select(r => r.Id).FirstAsync());

    private Task<string> StateAsync(PracticeRevision revision) => portal.UseDatabaseAsync(async db =>
        string.Join('|', await db.Remarks.Where(r => r.RevisionId == revision.Id).OrderBy(r => r.Id).Select(r => $"{r.Id} {r.ResolvedAt}").ToListAsync()));
}
