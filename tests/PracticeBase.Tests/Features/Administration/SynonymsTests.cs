using System.Net;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class SynonymsTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private const string Root = "/administracja/tresci/synonimy";

    [Fact]
    public async Task Synonym_AddedChangedAndDeleted_IsFollowedByTheSearch()
    {
        await portal.UseDatabaseAsync(async db =>
        {
            var seed = new PortalSeed(db, null!);
            await seed.AddAsync("Hulajnogi na wynajem");
            return 0;
        });
        Assert.Empty((await portal.GetPageAsync("/szukaj?q=UTO")).Titles);
        using var admin = await portal.SignInAsync();
        await admin.SubmitAsync(await admin.GetAsync($"{Root}/nowe"), "Zapisz", [("Words", "UTO,  hulajnoga ;UTO")]);
        Assert.Equal(["Hulajnogi na wynajem"], (await portal.GetPageAsync("/szukaj?q=UTO")).Titles);

        var list = await admin.GetAsync(Root);
        var address = list.Main.QuerySelectorAll("a[href]").Single(a => a.Words() == "UTO, hulajnoga").GetAttribute("href")!;
        await admin.SubmitAsync(await admin.GetAsync(address), "Zapisz", [("Words", "UTO, deskorolka")]);
        Assert.Empty((await portal.GetPageAsync("/szukaj?q=UTO")).Titles);
        Assert.Equal("synonymGroup.edit", (await portal.LastEntryAsync("synonymGroup.edit")).Action);
    }

    [Theory]
    [InlineData("")]
    [InlineData("samotne")]
    [InlineData("dwa, Dwa")]
    [InlineData(", ,")]
    public async Task Synonym_OfOneWord_IsRefused(string words)
    {
        using var admin = await portal.SignInAsync();
        var page = await admin.SubmitAsync(await admin.GetAsync($"{Root}/nowe"), "Zapisz", [("Words", words)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.ErrorOf("Words"));
    }

    /// <summary>As typed they fit; with a space after each comma they no longer do.</summary>
    [Fact]
    public async Task Synonym_TooLongOnceTidied_IsRefused()
    {
        using var admin = await portal.SignInAsync();
        var words = string.Join(',', Enumerable.Range(0, 150).Select(i => $"{(char)('a' + (i / 26))}{(char)('a' + (i % 26))}"));
        var page = await admin.SubmitAsync(await admin.GetAsync($"{Root}/nowe"), "Zapisz", [("Words", words)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("za długi", page.ErrorOf("Words"), StringComparison.Ordinal);
    }
}
