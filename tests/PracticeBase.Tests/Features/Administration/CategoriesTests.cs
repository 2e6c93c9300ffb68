using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class CategoriesTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rename_NameAndAddress_ShowAtOnceAndTheOldAddressLeadsOn()
    {
        var (sector, category, practice) = await SeedAsync("rename");
        using var admin = await portal.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync($"/praktyki/{sector.Slug}/{category.Slug}")).Status);
        var saved = await EditAsync(admin, category, ("NamePl", "Biblioteki i muzea"), ("NameEn", "Libraries"), ("Slug", "biblioteki-rename"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);

        var page = await portal.GetPageAsync($"/praktyki/{sector.Slug}/biblioteki-rename");
        Assert.Equal("Biblioteki i muzea", page.Heading);
        Assert.Contains(practice.Title, page.Titles);
        Assert.Equal("Libraries", (await portal.GetPageAsync($"/en/praktyki/{sector.Slug}/biblioteki-rename")).Heading);
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/praktyki/{sector.Slug}/biblioteki-rename?sort=tytul"), await portal.GetRedirectAsync($"/praktyki/{sector.Slug}/{category.Slug}?sort=tytul"));
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/en/praktyki/{sector.Slug}/biblioteki-rename"), await portal.GetRedirectAsync($"/en/praktyki/{sector.Slug}/{category.Slug}"));
    }

    [Fact]
    public async Task Rename_Twice_EveryFormerAddressLeadsToThePresentOne()
    {
        var (sector, category, _) = await SeedAsync("twice");
        using var admin = await portal.SignInAsync();
        await EditAsync(admin, category, ("Slug", "drugi-twice"));
        await EditAsync(admin, category, ("Slug", "trzeci-twice"));
        Assert.Equal($"/praktyki/{sector.Slug}/trzeci-twice", (await portal.GetRedirectAsync($"/praktyki/{sector.Slug}/{category.Slug}")).Location);
        Assert.Equal($"/praktyki/{sector.Slug}/trzeci-twice", (await portal.GetRedirectAsync($"/praktyki/{sector.Slug}/drugi-twice")).Location);
        // And back to the first one, which then is an address again and no redirect.
        await EditAsync(admin, category, ("Slug", category.Slug));
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync($"/praktyki/{sector.Slug}/{category.Slug}")).Status);
        Assert.Equal($"/praktyki/{sector.Slug}/{category.Slug}", (await portal.GetRedirectAsync($"/praktyki/{sector.Slug}/trzeci-twice")).Location);
    }

    [Fact]
    public async Task Rename_Sector_ItsCategoriesAddressesLeadOn()
    {
        var (sector, category, _) = await SeedAsync("sektor");
        using var admin = await portal.SignInAsync();
        await EditAsync(admin, sector, ("Slug", "nowy-dzial-sektor"));
        Assert.Equal("/praktyki/nowy-dzial-sektor", (await portal.GetRedirectAsync($"/praktyki/{sector.Slug}")).Location);
        Assert.Equal($"/praktyki/nowy-dzial-sektor/{category.Slug}", (await portal.GetRedirectAsync($"/praktyki/{sector.Slug}/{category.Slug}")).Location);
    }

    [Fact]
    public async Task Move_UnderAnotherSector_TakesItsColoursAndAddress()
    {
        var (sector, category, practice) = await SeedAsync("move");
        var (other, _, _) = await SeedAsync("cel-move", "jst");
        using var admin = await portal.SignInAsync();
        await EditAsync(admin, category, ("ParentId", $"{other.Id}"));
        var page = await portal.GetPageAsync($"/praktyki/{other.Slug}/{category.Slug}");
        Assert.Contains(practice.Title, page.Titles);
        Assert.Equal($"/praktyki/{other.Slug}/{category.Slug}", (await portal.GetRedirectAsync($"/praktyki/{sector.Slug}/{category.Slug}")).Location);
        Assert.Equal("jst", await portal.UseDatabaseAsync(db => db.Categories.Where(c => c.Id == category.Id).Select(c => c.Theme).SingleAsync(Cancelled)));
        Assert.DoesNotContain(practice.Title, (await portal.GetPageAsync($"/praktyki/{sector.Slug}")).Titles);
    }

    [Fact]
    public async Task Move_SectorWithCategories_IsRefusedAtTheField()
    {
        var (sector, _, _) = await SeedAsync("refuse");
        var (other, _, _) = await SeedAsync("cel-refuse");
        using var admin = await portal.SignInAsync();
        var page = await EditAsync(admin, sector, ("ParentId", $"{other.Id}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("ma własne kategorie", page.ErrorOf("ParentId"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NamePl", "", "Nowa nazwa", "NameEn")]
    [InlineData("NamePl", "za długa", "Nowa nazwa", "NameEn")]
    [InlineData("Slug", "Wielkie Litery", "Nowa nazwa", "NameEn")]
    [InlineData("Theme", "smok", "Nowa nazwa", "NameEn")]
    [InlineData("ParentId", "999999", "Nowa nazwa", "NameEn")]
    [InlineData("ParentId", "abc", "Nowa nazwa", "NameEn")]
    public async Task Edit_BadInput_IsToldAtTheFieldAndTheRestIsKept(string field, string value, string kept, string other)
    {
        var (sector, _, _) = await SeedAsync($"bad-{Guid.NewGuid():N}");
        using var admin = await portal.SignInAsync();
        var before = await portal.RowsAsync($"SELECT * FROM Categories WHERE Id = {sector.Id}");
        var page = await EditAsync(admin, sector, (field, value == "za długa" ? new string('ą', 101) : value), (other, kept));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.ErrorOf(field));
        Assert.Equal("true", page.Document.GetElementById(field)!.GetAttribute("aria-invalid"));
        Assert.Contains(page.Main.QuerySelectorAll("[role=alert] a"), a => a.GetAttribute("href") == $"#{field}");
        Assert.Equal(kept, page.ValueOf(other));
        Assert.Equal(before, await portal.RowsAsync($"SELECT * FROM Categories WHERE Id = {sector.Id}"));
    }

    [Fact]
    public async Task Edit_AddressOfANeighbour_IsRefused()
    {
        var (sector, category, _) = await SeedAsync("taken");
        using var admin = await portal.SignInAsync();
        var second = await admin.SubmitAsync(await admin.GetAsync("/administracja/kategorie/nowe"), "Zapisz", New("Druga taken", sector.Id, category.Slug));
        Assert.Contains("zajęty", second.ErrorOf("Slug"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_InvisibleCharacters_AreLeftOut()
    {
        var (_, category, _) = await SeedAsync("clean");
        using var admin = await portal.SignInAsync();
        await EditAsync(admin, category, ("NamePl", "Ku\u202Elt\u200Bura\u0007 nowa"));
        Assert.Equal("Kultura nowa", await portal.UseDatabaseAsync(db => db.Categories.Where(c => c.Id == category.Id).Select(c => c.NamePl).SingleAsync(Cancelled)));
    }

    [Fact]
    public async Task Edit_OlderThanWhatSomebodySaved_IsToldAndKeepsWhatWasTyped()
    {
        var (_, category, _) = await SeedAsync("stale");
        using var first = await portal.SignInAsync();
        using var second = await portal.SignInAsync(name: "Beata Zarządca");
        var seen = await first.GetAsync($"/administracja/kategorie/{category.Id}");
        await EditAsync(second, category, ("NamePl", "Zmienione przez Beatę"));
        var page = await first.SubmitAsync(seen, "Zapisz", [("NamePl", "Zmienione przez Adama")]);
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("Ktoś zmienił to w międzyczasie", page.Main.Words(), StringComparison.Ordinal);
        Assert.Equal("Zmienione przez Adama", page.ValueOf("NamePl"));
        Assert.Contains("Zmienione przez Beatę", page.Document.GetElementById("NamePl-now")!.Words(), StringComparison.Ordinal);
        Assert.Equal("Zmienione przez Beatę", await NameAsync(category.Id));
        // Having been told, a second press is meant.
        Assert.Equal(HttpStatusCode.SeeOther, (await first.SubmitAsync(page, "Zapisz")).Status);
        Assert.Equal("Zmienione przez Adama", await NameAsync(category.Id));
    }

    [Fact]
    public async Task Edit_FieldsThatAreNotOnTheForm_HaveNoEffect()
    {
        var (_, category, _) = await SeedAsync("over");
        var (_, target, _) = await SeedAsync("over-cel");
        using var admin = await portal.SignInAsync();
        await EditAsync(admin, category, ("NamePl", "Po zmianie"), ("MergedIntoId", $"{target.Id}"), ("Id", $"{target.Id}"), ("Order", "77"));
        var row = await portal.UseDatabaseAsync(db => db.Categories.AsNoTracking().SingleAsync(c => c.Id == category.Id, Cancelled));
        Assert.Equal(("Po zmianie", null, category.Order), (row.NamePl, row.MergedIntoId, row.Order));
    }

    [Fact]
    public async Task Edit_Saved_IsInTheAuditLogWithBothValues()
    {
        var (_, category, _) = await SeedAsync("audit");
        using var admin = await portal.SignInAsync(name: "Anna Dziennik");
        await EditAsync(admin, category, ("NamePl", "Nazwa po zmianie"));
        var entry = await portal.LastEntryAsync("category.edit");
        Assert.Equal(("Anna Dziennik", $"Category {category.Id}", "Nazwa po zmianie"), (entry.Account!.Name, entry.Subject, entry.SubjectName));
        Assert.Contains(category.NamePl, entry.Before, StringComparison.Ordinal);
        Assert.Contains("Nazwa po zmianie", entry.After, StringComparison.Ordinal);
        Assert.DoesNotContain("icon", entry.After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_NothingChanged_WritesNothing()
    {
        var (_, category, _) = await SeedAsync("nic");
        using var admin = await portal.SignInAsync();
        var before = await portal.RowsAsync("SELECT COUNT(*) FROM AuditEntries");
        await EditAsync(admin, category);
        Assert.Equal(before, await portal.RowsAsync("SELECT COUNT(*) FROM AuditEntries"));
    }

    [Fact]
    public async Task New_CategoryInASector_IsOfferedAtItsEnd()
    {
        var (sector, category, _) = await SeedAsync("new");
        using var admin = await portal.SignInAsync();
        var saved = await admin.SubmitAsync(await admin.GetAsync("/administracja/kategorie/nowe"), "Zapisz", New("Świetlice new", sector.Id, null));
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        Assert.Equal("Świetlice new", (await portal.GetPageAsync($"/praktyki/{sector.Slug}/swietlice-new")).Heading);
        var row = await portal.UseDatabaseAsync(db => db.Categories.AsNoTracking().SingleAsync(c => c.Slug == "swietlice-new", Cancelled));
        Assert.Equal(("spol", category.Order + 1), (row.Theme, row.Order));
        Assert.Equal($"Category {row.Id}", (await portal.LastEntryAsync("category.add")).Subject);
    }

    [Fact]
    public async Task Order_Down_ChangesPlacesWithTheNext()
    {
        var (sector, first, _) = await SeedAsync("order");
        using var admin = await portal.SignInAsync();
        await admin.SubmitAsync(await admin.GetAsync("/administracja/kategorie/nowe"), "Zapisz", New("Zzz order", sector.Id, null));
        var moved = await admin.SubmitAsync(await admin.GetAsync("/administracja/kategorie"), $"Niżej: {first.NamePl}");
        Assert.Equal(HttpStatusCode.SeeOther, moved.Status);
        var names = await portal.UseDatabaseAsync(db => db.Categories.Where(c => c.ParentId == sector.Id).OrderBy(c => c.Order).Select(c => c.NamePl).ToListAsync(Cancelled));
        Assert.Equal(["Zzz order", first.NamePl], names);
    }

    [Fact]
    public async Task Hide_Category_LeavesNavigationAndComesBack()
    {
        var (sector, category, practice) = await SeedAsync("hide");
        using var admin = await portal.SignInAsync();
        await EditAsync(admin, category, ("IsHidden", "true"));
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync($"/praktyki/{sector.Slug}/{category.Slug}")).Status);
        Assert.Contains(practice.Title, (await portal.GetPageAsync($"/praktyki/{sector.Slug}")).Titles);
        await EditAsync(admin, category, ("IsHidden", null));
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync($"/praktyki/{sector.Slug}/{category.Slug}")).Status);
    }

    [Fact]
    public async Task Merge_Category_CountsUnderTheOtherAndChangesNoPublishedRow()
    {
        var (sector, from, practice) = await SeedAsync("merge");
        var (target, to, _) = await SeedAsync("merge-cel");
        var draft = await DraftAsync("Szkic merge", from.Id);
        using var admin = await portal.SignInAsync();
        var before = await portal.RowsAsync($"SELECT * FROM Revisions WHERE Id = {practice.Id}");

        var preview = await admin.GetAsync($"/administracja/kategorie/{from.Id}/scal?cel={to.Id}");
        Assert.Equal("1", preview.Main.QuerySelector("[data-testid=published]")!.Words());
        Assert.Equal("1", preview.Main.QuerySelector("[data-testid=drafts]")!.Words());
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(preview, "Scal")).Status);

        Assert.Contains(practice.Title, (await portal.GetPageAsync($"/praktyki/{target.Slug}/{to.Slug}")).Titles);
        Assert.Contains(practice.Title, (await portal.GetPageAsync($"/praktyki/{target.Slug}")).Titles);
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/praktyki/{target.Slug}/{to.Slug}"), await portal.GetRedirectAsync($"/praktyki/{sector.Slug}/{from.Slug}"));
        Assert.DoesNotContain(from.NamePl, (await portal.GetPageAsync($"/praktyki/{sector.Slug}")).Main.Words(), StringComparison.Ordinal);
        Assert.Equal(before, await portal.RowsAsync($"SELECT * FROM Revisions WHERE Id = {practice.Id}"));
        var moved = await portal.UseDatabaseAsync(db => db.Revisions.AsNoTracking().SingleAsync(r => r.Id == draft.Id, Cancelled));
        Assert.Equal((to.Id, draft.Version + 1), (moved.CategoryId, moved.Version));
        Assert.Equal($"Category {from.Id}", (await portal.LastEntryAsync("category.merge")).Subject);
    }

    [Fact]
    public async Task Merge_Chain_EndsAtTheLastAndUndoingBringsBackWhatWentOver()
    {
        var (sector, first, practice) = await SeedAsync("chain-a");
        var (_, second, _) = await SeedAsync("chain-b");
        var (last, third, _) = await SeedAsync("chain-c");
        var draft = await DraftAsync("Szkic chain", first.Id);
        using var admin = await portal.SignInAsync();
        await MergeAsync(admin, first, second);
        await MergeAsync(admin, second, third);
        Assert.Contains(practice.Title, (await portal.GetPageAsync($"/praktyki/{last.Slug}/{third.Slug}")).Titles);
        Assert.Equal($"/praktyki/{last.Slug}/{third.Slug}", (await portal.GetRedirectAsync($"/praktyki/{sector.Slug}/{first.Slug}")).Location);
        Assert.Equal(third.Id, await CategoryOfAsync(draft.Id));

        var undone = await admin.SubmitAsync(await admin.GetAsync($"/administracja/kategorie/{first.Id}"), "Cofnij scalenie");
        Assert.Equal(HttpStatusCode.SeeOther, undone.Status);
        Assert.Contains(practice.Title, (await portal.GetPageAsync($"/praktyki/{sector.Slug}/{first.Slug}")).Titles);
        Assert.DoesNotContain(practice.Title, (await portal.GetPageAsync($"/praktyki/{last.Slug}/{third.Slug}")).Titles);
        Assert.Equal(first.Id, await CategoryOfAsync(draft.Id));
        Assert.Equal($"Category {first.Id}", (await portal.LastEntryAsync("category.unmerge")).Subject);
    }

    [Fact]
    public async Task Merge_IntoItselfOrAMergedOneOrASectorWithCategories_IsRefused()
    {
        var (sector, first, _) = await SeedAsync("no-a");
        var (_, second, _) = await SeedAsync("no-b");
        using var admin = await portal.SignInAsync();
        var preview = await admin.GetAsync($"/administracja/kategorie/{first.Id}/scal?cel={second.Id}");
        foreach (var (from, to, why) in new[] { (first.Id, first.Id, "z nią samą"), (sector.Id, second.Id, "własne kategorie") })
        {
            Assert.Contains(why, (await admin.GetAsync($"/administracja/kategorie/{from}/scal?cel={to}")).Main.Words(), StringComparison.Ordinal);
            var form = Form.Of(preview.Main.QuerySelectorAll("button").Single(b => b.Words() == "Scal")) with { Action = $"/administracja/kategorie/{from}/scal" };
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SubmitAsync(form, [("cel", $"{to}")])).Status);
        }

        await MergeAsync(admin, first, second);
        Assert.Contains("sama jest już scalona", (await admin.GetAsync($"/administracja/kategorie/{second.Id}/scal?cel={first.Id}")).Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merge_OlderThanAChangeOfTheTarget_IsTold()
    {
        var (_, from, _) = await SeedAsync("old-a");
        var (_, to, _) = await SeedAsync("old-b");
        using var admin = await portal.SignInAsync();
        var preview = await admin.GetAsync($"/administracja/kategorie/{from.Id}/scal?cel={to.Id}");
        await EditAsync(admin, to, ("NamePl", "Inna niż przed chwilą"));
        var page = await admin.SubmitAsync(preview, "Scal");
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        Assert.Contains("Inna niż przed chwilą", page.Main.Words(), StringComparison.Ordinal);
        Assert.Null(await portal.UseDatabaseAsync(db => db.Categories.Where(c => c.Id == from.Id).Select(c => c.MergedIntoId).SingleAsync(Cancelled)));
    }

    private static (string, string?)[] New(string name, int sector, string? slug) =>
        [("NamePl", name), ("NameEn", name), ("Slug", slug ?? ""), ("ParentId", $"{sector}"), ("Theme", "tech"), ("Icon", "p-kult")];

    private async Task<(Category Sector, Category Category, PracticeRevision Practice)> SeedAsync(string mark, string theme = "spol")
    {
        var sector = new Category { NamePl = $"Dział {mark}", NameEn = $"Sector {mark}", Slug = $"dzial-{mark}"[..Math.Min(60, mark.Length + 6)], Theme = theme, Icon = "p-spol", Order = 100 };
        var category = new Category { NamePl = $"Kategoria {mark}", NameEn = $"Category {mark}", Slug = $"kategoria-{mark}"[..Math.Min(60, mark.Length + 10)], Theme = theme, Icon = "p-kult", Parent = sector, Order = 3 };
        var practice = await portal.UseDatabaseAsync(db => new PortalSeed(db, null!).AddAsync($"Praktyka {mark}", r => r.Category = category));
        return (sector, category, practice);
    }

    private Task<PracticeRevision> DraftAsync(string title, int category) =>
        portal.UseDatabaseAsync(db => new PortalSeed(db, null!).AddAsync(title, r => r.CategoryId = category, status: RevisionStatus.Draft));

    private static async Task<Page> EditAsync(Visitor admin, Category category, params (string, string?)[] changes) =>
        await admin.SubmitAsync(await admin.GetAsync($"/administracja/kategorie/{category.Id}"), "Zapisz", changes);

    private static async Task MergeAsync(Visitor admin, Category from, Category to) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(await admin.GetAsync($"/administracja/kategorie/{from.Id}/scal?cel={to.Id}"), "Scal")).Status);

    private Task<string> NameAsync(int id) => portal.UseDatabaseAsync(db => db.Categories.Where(c => c.Id == id).Select(c => c.NamePl).SingleAsync(Cancelled));

    private Task<int?> CategoryOfAsync(int revision) => portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == revision).Select(r => r.CategoryId).SingleAsync(Cancelled));
}
