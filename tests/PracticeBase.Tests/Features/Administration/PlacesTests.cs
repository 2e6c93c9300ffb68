using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Changes;
using PracticeBase.Domain;
using PracticeBase.Features.Administration.LocalGovernments;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class MailDomainTests
{
    [Theory]
    [InlineData("um.przykladowo.pl", null)]
    [InlineData("powiat-limanowski.pl", null)]
    [InlineData("gmail.com", "Admin.Error.OpenDomain")]
    [InlineData("wp.pl", "Admin.Error.OpenDomain")]
    [InlineData("onet.pl", "Admin.Error.OpenDomain")]
    [InlineData("o2.pl", "Admin.Error.OpenDomain")]
    [InlineData("interia.pl", "Admin.Error.OpenDomain")]
    [InlineData("poczta.interia.pl", "Admin.Error.OpenDomain")]
    [InlineData("gov.pl", "Admin.Error.SharedDomain")]
    [InlineData("com.pl", "Admin.Error.SharedDomain")]
    [InlineData("pl", "Admin.Error.Domain")]
    [InlineData("@um.pl", "Admin.Error.Domain")]
    [InlineData("jan@um.pl", "Admin.Error.Domain")]
    [InlineData("https://um.pl", "Admin.Error.Domain")]
    [InlineData("um.pl/", "Admin.Error.Domain")]
    [InlineData("*.um.pl", "Admin.Error.Domain")]
    [InlineData("-um.pl", "Admin.Error.Domain")]
    [InlineData("um..pl", "Admin.Error.Domain")]
    [InlineData("127.0.0.1", "Admin.Error.Domain")]
    public void WhyNot_Domain_IsRightlyJudged(string domain, string? expected) => Assert.Equal(expected, MailDomain.WhyNot(domain));
}

public sealed class PlacesTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("LABUNIE", "gmina Łabunie")]
    [InlineData("0226", "powiat złotoryjski")]
    [InlineData("miasto nic", null)]
    public async Task Search_NameOrCode_FindsIt(string search, string? expected)
    {
        using var admin = await portal.SignInAsync();
        var page = await admin.GetAsync($"/administracja/samorzady?q={Uri.EscapeDataString(search)}");
        var found = page.Main.QuerySelectorAll("tbody th a").Select(a => a.Words()).ToList();
        Assert.Equal(expected is not null, found.Count > 0);
        Assert.True(expected is null || found.Exists(f => f.StartsWith(expected, StringComparison.Ordinal)), string.Join("; ", found));
    }

    [Fact]
    public async Task Edit_LocalGovernment_IsSavedAndShown()
    {
        using var admin = await portal.SignInAsync();
        var place = await PlaceAsync("2477");
        var saved = await EditAsync(admin, "samorzady", place.Id, ("Population", "127 500"), ("PopulationYear", "2025"), ("Latitude", "50,13"), ("Longitude", "18.97"), ("EmailDomain", "UM-Tychy.example"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        var row = await PlaceAsync("2477");
        Assert.Equal((127_500, 2025, 50.13, 18.97, "um-tychy.example"), (row.Population, row.PopulationYear, row.Latitude, row.Longitude, row.EmailDomain));
        var entry = await portal.LastEntryAsync("localGovernment.edit");
        Assert.Contains("127500", entry.After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EmailDomain", "gmail.com", "każdy")]
    [InlineData("EmailDomain", "jan@um.pl", "samą domenę")]
    [InlineData("Population", "-5", "liczbę całkowitą")]
    [InlineData("Population", "dużo", "liczbę całkowitą")]
    [InlineData("Population", "99999999999999999999", "liczbę całkowitą")]
    [InlineData("PopulationYear", "25", "liczbę całkowitą")]
    [InlineData("Latitude", "90", "od 48 do 56")]
    [InlineData("Name", " \u200B ", "wypełnić")]
    public async Task Edit_BadInput_IsToldAtTheField(string field, string value, string message)
    {
        using var admin = await portal.SignInAsync();
        var place = await PlaceAsync("0226");
        var page = await EditAsync(admin, "samorzady", place.Id, (field, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains(message, page.ErrorOf(field), StringComparison.Ordinal);
        Assert.Equal(value.Trim(), page.ValueOf(field).Trim());
    }

    /// <summary>A practice's card keeps a voivodeship's name as a text of its own, a shorter one.</summary>
    [Theory]
    [InlineData("24", 51, HttpStatusCode.UnprocessableEntity)]
    [InlineData("0226", 51, HttpStatusCode.SeeOther)]
    [InlineData("0226", 101, HttpStatusCode.UnprocessableEntity)]
    public async Task Edit_LongName_FitsWhereverItIsWritten(string teryt, int length, HttpStatusCode status)
    {
        var place = await PlaceAsync(teryt);
        using var admin = await portal.SignInAsync();
        Assert.Equal(status, (await EditAsync(admin, "samorzady", place.Id, ("Name", new string('n', length)))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await EditAsync(admin, "samorzady", place.Id, ("Name", place.Name))).Status);
    }

    /// <summary>SQL Server gives numbers in one order and commits in another.</summary>
    [Fact]
    public async Task Place_RenamedByAChangeThatWasCommittedLater_IsOfferedByItsNewName()
    {
        Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "SQL Server gives the numbers itself.");
        var place = await PlaceAsync("0226");
        var finder = portal.Services.GetRequiredService<LocalGovernmentFinder>();
        var newest = await portal.UseDatabaseAsync(db => db.Changes.MaxAsync(c => (long?)c.Id, Cancelled)) ?? 0;
        await SaveAsync(newest + 2, place.Name);
        Assert.NotEmpty(await finder.SuggestAsync(place.Name, Cancelled));
        await SaveAsync(newest + 1, "Zupełnie Inny");
        Assert.Contains(await finder.SuggestAsync("Zupełnie Inny", Cancelled), p => p.Id == place.Id);
        await SaveAsync(newest + 3, place.Name);

        Task SaveAsync(long number, string name) => portal.UseDatabaseAsync(async db =>
        {
            await db.LocalGovernments.Where(g => g.Id == place.Id).ExecuteUpdateAsync(s => s.SetProperty(g => g.Name, name), Cancelled);
            db.Changes.Add(new Change { Id = number, At = TimeProvider.System.GetUtcNow() });
            return await db.SaveChangesAsync(Cancelled);
        });
    }

    [Fact]
    public async Task Edit_Unit_NameAndPlaceByNameOrCode()
    {
        var (unit, _) = await UnitAsync("Ośrodek do poprawy", "0226");
        using var admin = await portal.SignInAsync();
        var ambiguous = await EditAsync(admin, "jednostki", unit.Id, ("Place", "Bolesławiec"));
        Assert.Contains("Kilka samorządów", ambiguous.ErrorOf("Place"), StringComparison.Ordinal);
        var unknown = await EditAsync(admin, "jednostki", unit.Id, ("Place", "Atlantyda"));
        Assert.Contains("Nie ma takiego samorządu", unknown.ErrorOf("Place"), StringComparison.Ordinal);
        var script = await EditAsync(admin, "jednostki", unit.Id, ("Website", "javascript:alert(1)"));
        Assert.NotNull(script.ErrorOf("Website"));
        Assert.Equal(HttpStatusCode.SeeOther, (await EditAsync(admin, "jednostki", unit.Id, ("Name", "Ośrodek poprawiony"), ("Place", "2477"))).Status);
        var page = await portal.GetPageAsync($"/jednostki/{unit.Id}-osrodek-poprawiony");
        Assert.Contains("Ośrodek poprawiony", page.Heading, StringComparison.Ordinal);
        Assert.Equal($"/jednostki/{unit.Id}-osrodek-poprawiony", (await portal.GetRedirectAsync($"/jednostki/{unit.Id}-osrodek-do-poprawy")).Location);
    }

    [Fact]
    public async Task Merge_Units_AddressLeadsOnAndPracticesStandTogether()
    {
        var (from, practice) = await UnitAsync("OPS w Złotoryi", "0226");
        var (to, other) = await UnitAsync("Ośrodek Pomocy w Złotoryi", "0226");
        var contact = await portal.UseDatabaseAsync(async db =>
        {
            var row = new Contact { Name = "Celina Kontakt", ImplementingUnitId = from.Id };
            db.Contacts.Add(row);
            await db.SaveChangesAsync(Cancelled);
            return row;
        });
        using var admin = await portal.SignInAsync();
        var before = await portal.RowsAsync($"SELECT * FROM Revisions WHERE Id = {practice.Id}");
        await MergeAsync(admin, "jednostki", from.Id, to.Id);

        Assert.Equal((HttpStatusCode.MovedPermanently, $"/jednostki/{to.Id}-{to.Slug}"), await portal.GetRedirectAsync($"/jednostki/{from.Id}-{from.Slug}"));
        var page = await portal.GetPageAsync($"/jednostki/{to.Id}-{to.Slug}");
        Assert.Equivalent(new[] { other.Title, practice.Title }, page.Titles, strict: true);
        var card = await portal.GetPageAsync($"/praktyka/{practice.PracticeId}-{Text.Slug(practice.Title)}");
        Assert.Contains(card.Main.QuerySelectorAll("a"), a => a.GetAttribute("href") == $"/jednostki/{to.Id}-{to.Slug}");
        Assert.Equal(before, await portal.RowsAsync($"SELECT * FROM Revisions WHERE Id = {practice.Id}"));
        Assert.Equal(to.Id, await ContactUnitAsync(contact.Id));

        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(await admin.GetAsync($"/administracja/jednostki/{from.Id}"), "Cofnij scalenie")).Status);
        Assert.Equal([practice.Title], (await portal.GetPageAsync($"/jednostki/{from.Id}-{from.Slug}")).Titles);
        Assert.Equal(from.Id, await ContactUnitAsync(contact.Id));
        Assert.Equal(before, await portal.RowsAsync($"SELECT * FROM Revisions WHERE Id = {practice.Id}"));
    }

    [Fact]
    public async Task Merge_LocalGovernments_AccountsAndPracticesGoOverAndComeBack()
    {
        var target = await PlaceAsync("2477");
        var twin = await AssociationAsync("Związek Bliźniaczy");
        var officer = await portal.AddAccountAsync("Olga Przenoszona", AccountRoles.Officer);
        var practice = await portal.UseDatabaseAsync(async db =>
        {
            (await db.Accounts.SingleAsync(a => a.Id == officer.Id, Cancelled)).LocalGovernmentId = twin.Id;
            return await new PortalSeed(db, null!).AddAsync("Praktyka związku", r => r.LocalGovernmentId = twin.Id, also: p => p.OwnerId = twin.Id);
        });
        using var admin = await portal.SignInAsync();
        var before = await portal.RowsAsync($"SELECT * FROM Revisions WHERE Id = {practice.Id}");
        var preview = await admin.GetAsync($"/administracja/samorzady/{twin.Id}/scal?cel={target.Id}");
        Assert.Equal(["1", "1", "1"], new[] { "accounts", "practices", "published" }.Select(p => preview.Main.QuerySelector($"[data-testid={p}]")!.Words()));
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(preview, "Scal")).Status);
        Assert.Equal((target.Id, target.Id), await OwnersAsync());
        Assert.Equal(before, await portal.RowsAsync($"SELECT * FROM Revisions WHERE Id = {practice.Id}"));
        Assert.Contains("Praktyka związku", (await portal.GetPageAsync("/praktyki?wojewodztwo=slaskie&typ=miasto-na-prawach-powiatu")).Titles);

        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(await admin.GetAsync($"/administracja/samorzady/{twin.Id}"), "Cofnij scalenie")).Status);
        Assert.Equal((twin.Id, twin.Id), await OwnersAsync());
        Assert.DoesNotContain("Praktyka związku", (await portal.GetPageAsync("/praktyki?wojewodztwo=slaskie")).Titles);

        Task<(int?, int?)> OwnersAsync() => portal.UseDatabaseAsync(async db => (
            await db.Accounts.Where(a => a.Id == officer.Id).Select(a => a.LocalGovernmentId).SingleAsync(Cancelled),
            await db.Practices.Where(p => p.Id == practice.PracticeId).Select(p => p.OwnerId).SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task Merge_CountyWithCommunes_IsRefused()
    {
        using var admin = await portal.SignInAsync();
        var county = await PlaceAsync("0226");
        var target = await PlaceAsync("2477");
        Assert.Contains("nie można scalić", (await admin.GetAsync($"/administracja/samorzady/{county.Id}/scal?cel={target.Id}")).Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_NameOfAMergedUnit_GoesToItsSuccessor()
    {
        var (from, _) = await UnitAsync("Dawny ośrodek", "0226");
        var (to, _) = await UnitAsync("Obecny ośrodek", "0226");
        using var admin = await portal.SignInAsync();
        await MergeAsync(admin, "jednostki", from.Id, to.Id);
        var published = await portal.UseDatabaseAsync(async db =>
        {
            var revision = await new PortalSeed(db, null!).AddAsync("Nowa praktyka dawnego ośrodka", r =>
            {
                r.LocalGovernmentId = from.LocalGovernmentId;
                r.Metryka = new Metryka { UnitName = "Dawny ośrodek" };
            }, status: RevisionStatus.InReview);
            await new Publisher(db, TimeProvider.System).PublishAsync(revision, Cancelled);
            await db.SaveChangesAsync(Cancelled);
            return revision;
        });
        Assert.Equal(to.Id, published.ImplementingUnitId);
    }

    private static async Task<Page> EditAsync(Visitor admin, string kind, int id, params (string, string?)[] changes) =>
        await admin.SubmitAsync(await admin.GetAsync($"/administracja/{kind}/{id}"), "Zapisz", changes);

    private static async Task MergeAsync(Visitor admin, string kind, int from, int to) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(await admin.GetAsync($"/administracja/{kind}/{from}/scal?cel={to}"), "Scal")).Status);

    private Task<LocalGovernment> PlaceAsync(string teryt) => portal.UseDatabaseAsync(db => db.LocalGovernments.AsNoTracking().SingleAsync(g => g.Teryt == teryt, Cancelled));

    private Task<LocalGovernment> AssociationAsync(string name) => portal.UseDatabaseAsync(async db =>
    {
        var row = new LocalGovernment { Name = name, Slug = Text.Slug(name), Type = LocalGovernmentType.Association };
        db.LocalGovernments.Add(row);
        await db.SaveChangesAsync(Cancelled);
        return row;
    });

    private Task<int?> ContactUnitAsync(int id) => portal.UseDatabaseAsync(db => db.Contacts.Where(c => c.Id == id).Select(c => c.ImplementingUnitId).SingleAsync(Cancelled));

    private async Task<(ImplementingUnit Unit, PracticeRevision Practice)> UnitAsync(string name, string teryt)
    {
        var place = await PlaceAsync(teryt);
        var unit = new ImplementingUnit { Name = name, Slug = Text.Slug(name), LocalGovernmentId = place.Id };
        var practice = await portal.UseDatabaseAsync(db => new PortalSeed(db, null!).AddAsync($"Praktyka: {name}", r =>
        {
            r.ImplementingUnit = unit;
            r.Metryka = new Metryka { UnitName = name };
        }));
        return (unit, practice);
    }
}
