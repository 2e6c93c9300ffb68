using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer;

public sealed class PracticeWriterTests : TransferTestBase
{
    [Fact]
    public async Task NewDocument_Published_IsPublicWithHistoryAndChange()
    {
        var outcome = await WriteAsync(Document());

        var revision = Assert.Single(await RevisionsAsync());
        Assert.Equal(WriteResult.New, outcome.Result);
        Assert.Empty(outcome.Doubts);
        Assert.Equal(RevisionStatus.Published, revision.Status);
        Assert.NotNull(revision.PublishedAt);
        Assert.Equal("klub-seniora", revision.Practice.Slug);
        Assert.NotNull(revision.CategoryId);
        Assert.NotNull(revision.ImplementingUnitId);
        Assert.Equal("Operator", Assert.Single(revision.History).Actor);
        Assert.True(Assert.Single(revision.Practice.Opinions).IsPublic);
        Assert.Equal(outcome.PracticeId, await Host.QueryAsync(db => db.Changes.Select(c => c.PracticeId).SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task SameDocument_WrittenAgain_ChangesNothing()
    {
        await WriteAsync(Document());

        var outcome = await WriteAsync(Document());

        Assert.Equal(WriteResult.Unchanged, outcome.Result);
        Assert.Single(await RevisionsAsync());
        Assert.Equal(1, await ChangeCountAsync());
    }

    [Fact]
    public async Task ChangedDocument_Published_SupersedesTheFormerRevision()
    {
        await WriteAsync(Document());

        var outcome = await WriteAsync(Document() with { Summary = "Inny opis." });

        var revisions = await RevisionsAsync();
        Assert.Equal((WriteResult.Changed, 2), (outcome.Result, outcome.RevisionNumber));
        Assert.Equal([RevisionStatus.Superseded, RevisionStatus.Published], revisions.Select(r => r.Status));
        Assert.Equal("Krótki opis.", revisions[0].Summary);
        Assert.Contains(revisions[0].History, h => h is { Action: ReviewAction.Supersede, Actor: "System" });
        Assert.Single(revisions[0].Practice.Opinions);
        Assert.Single(revisions[0].Practice.Adoptions);
        Assert.Equal(2, await ChangeCountAsync());
    }

    [Fact]
    public async Task ChangedDocument_AsDraft_StandsBesideThePublishedRevision()
    {
        await WriteAsync(Document());

        await WriteAsync(Document() with { Summary = "Inny opis." }, publish: false);
        await WriteAsync(Document() with { Summary = "Jeszcze inny." }, publish: false);

        var revisions = await RevisionsAsync();
        Assert.Equal([RevisionStatus.Published, RevisionStatus.Draft], revisions.Select(r => r.Status));
        Assert.Equal("Jeszcze inny.", revisions[1].Summary);
        Assert.Equal(1, await ChangeCountAsync());
    }

    [Fact]
    public async Task DraftThatSomebodyEdited_ImportedAgain_IsRefused()
    {
        await WriteAsync(Document(), publish: false);
        await Host.QueryAsync(async db =>
        {
            (await db.Revisions.SingleAsync(Cancelled)).Summary = "Poprawione ręcznie.";
            return await db.SaveChangesAsync(Cancelled);
        });

        await Assert.ThrowsAsync<ImportException>(() => WriteAsync(Document() with { Summary = "Z pliku." }, publish: false));

        Assert.Equal("Poprawione ręcznie.", Assert.Single(await RevisionsAsync()).Summary);
    }

    [Fact]
    public async Task ImportedDraft_SameDocumentPublished_IsPublished()
    {
        await WriteAsync(Document(), publish: false);

        var outcome = await WriteAsync(Document());

        Assert.Equal(WriteResult.Changed, outcome.Result);
        Assert.Equal(RevisionStatus.Published, Assert.Single(await RevisionsAsync()).Status);
    }

    [Fact]
    public async Task UnknownLayout_Published_IsADraft()
    {
        var outcome = await WriteAsync(Document(), isKnownLayout: false);

        Assert.Equal(RevisionStatus.Draft, outcome.Status);
        Assert.NotEmpty(outcome.Doubts);
        Assert.Equal(0, await ChangeCountAsync());
    }

    [Fact]
    public async Task DocumentWithUid_OfAnOlderRevision_ChangesNothing()
    {
        var document = Document() with { Uid = Guid.NewGuid(), Revision = 1 };
        await WriteAsync(document);

        var outcome = await WriteAsync(document with { Summary = "Inny opis." });

        Assert.Equal(WriteResult.Unchanged, outcome.Result);
        Assert.Equal(WriteResult.Changed, (await WriteAsync(document with { Revision = 2, Summary = "Nowy opis." })).Result);
    }

    [Fact]
    public async Task LongValues_Written_AreKeptWholeInOtherInformation()
    {
        var title = string.Join(' ', Enumerable.Repeat("usługa", 60));
        var street = new string('u', 250);

        var outcome = await WriteAsync(Document(title) with { Metryka = new Metryka { UnitName = "Urząd", Street = street, Website = "javascript:alert(1)" }, Teryt = null });

        var revision = Assert.Single(await RevisionsAsync());
        Assert.True(revision.Title.Length <= 300);
        Assert.StartsWith(title, revision.OtherInformation, StringComparison.Ordinal);
        Assert.Contains(street, revision.OtherInformation, StringComparison.Ordinal);
        Assert.Null(revision.Metryka.Street);
        Assert.Null(revision.Metryka.Website);
        Assert.Equal(3, outcome.Doubts.Count);
    }

    [Theory]
    [InlineData("999999999999.994", "999999999999.99")]
    [InlineData("100000000000000000000", null)]
    [InlineData("-100000000000000000000", null)]
    public async Task Amount_BeyondAnyCost_IsKeptInOtherInformation(string amount, string? stored)
    {
        var outcome = await WriteAsync(Document() with { Cost = decimal.Parse(amount, CultureInfo.InvariantCulture) });
        var revision = Assert.Single(await RevisionsAsync());
        Assert.Equal(stored, revision.Cost?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(stored is null, outcome.Doubts.Any(d => d.Contains("bilion", StringComparison.Ordinal)));
        Assert.Equal(stored is null, revision.OtherInformation?.Contains(amount, StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task SameContact_InTwoPractices_IsOnePerson()
    {
        await WriteAsync(Document());
        await WriteAsync(Document("Inna praktyka") with { Contacts = [new ContactDocument { Name = "Anna Wrona", Phone = "00 000 33 44" }] });

        var contact = await Host.QueryAsync(db => db.Contacts.SingleAsync(Cancelled));
        Assert.Equal(("00 000 33 44", "anna@example.org", "koordynatorka"), (contact.Phone, contact.Email, contact.Post));
        Assert.Equal(1, await Host.QueryAsync(db => db.ImplementingUnits.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task PublishedRevision_Edited_IsRefused()
    {
        await WriteAsync(Document());

        await Assert.ThrowsAsync<InvalidOperationException>(() => Host.QueryAsync(async db =>
        {
            (await db.Revisions.SingleAsync(Cancelled)).Title = "Inny";
            return await db.SaveChangesAsync(Cancelled);
        }));
    }
}
