using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using PracticeBase.Tests.Uploads;
using Xunit;

namespace PracticeBase.Tests;

public sealed class ContentsTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private const string Root = "/administracja/tresci";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StaticPage_NewEditedDeleted_IsOnThePortal()
    {
        using var admin = await portal.SignInAsync();
        var preview = await admin.SubmitAsync(await admin.GetAsync($"{Root}/strony/nowe"), "Podgląd", StaticPage("Regulamin", "## Zasady\n\n<script>alert(1)</script> **ważne**"));
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        var shown = preview.Landmark("section", "Podgląd");
        Assert.Equal("ważne", shown.QuerySelector("strong")!.Words());
        Assert.Empty(shown.QuerySelectorAll("script"));
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync("/strona/regulamin")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(preview, "Zapisz")).Status);
        Assert.Equal("Regulamin", (await portal.GetPageAsync("/strona/regulamin")).Heading);
        Assert.Equal("Terms", (await portal.GetPageAsync("/en/strona/regulamin")).Heading);
        Assert.Contains("Regulamin", (await portal.GetPageAsync("/strona/mapa-serwisu")).Main.Words(), StringComparison.Ordinal);

        var address = await AddressOfAsync(admin, "strony", "Regulamin");
        await admin.SubmitAsync(await admin.GetAsync(address), "Zapisz", [("BodyPl", "Nowa treść")]);
        Assert.Contains("Nowa treść", (await portal.GetPageAsync("/strona/regulamin")).Main.Words(), StringComparison.Ordinal);
        var question = await admin.GetAsync($"{address}/usun");
        Assert.Contains("Regulamin", question.Heading, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(question, "Tak, usuń")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync("/strona/regulamin")).Status);
        Assert.Contains("Nowa treść", (await portal.LastEntryAsync("staticPage.delete")).Before, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deklaracja-dostepnosci")]
    [InlineData("mapa-serwisu")]
    [InlineData("kontakt")]
    public async Task StaticPage_AddressThatIsTaken_IsRefused(string slug)
    {
        using var admin = await portal.SignInAsync();
        var page = await admin.SubmitAsync(await admin.GetAsync($"{Root}/strony/nowe"), "Zapisz", [.. StaticPage("Podróbka", "Treść"), ("Slug", slug)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.ErrorOf("Slug"));
        Assert.Equal("Podróbka", page.ValueOf("TitlePl"));
    }

    [Fact]
    public async Task StaticPage_LinkedFromEverywhere_CannotBeDeletedOrMoved()
    {
        using var admin = await portal.SignInAsync();
        var address = await AddressOfAsync(admin, "strony", "/strona/prywatnosc");
        var question = await admin.GetAsync($"{address}/usun");
        Assert.DoesNotContain("Tak, usuń", question.Main.Words(), StringComparison.Ordinal);
        var other = await admin.GetAsync($"{await AddressOfAsync(admin, "strony", "/strona/kontakt")}");
        var form = Form.Of(other.Main.QuerySelectorAll("button").Single(b => b.Words() == "Zapisz")) with { Action = $"{address}/usun" };
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.SubmitAsync(form)).Status);
        Assert.NotNull((await admin.SubmitAsync(await admin.GetAsync(address), "Zapisz", [("Slug", "inny-adres")])).ErrorOf("Slug"));
        Assert.Equal(HttpStatusCode.OK, (await portal.GetPageAsync("/strona/prywatnosc")).Status);
    }

    [Fact]
    public async Task Banner_ShownWithinItsDatesOnly()
    {
        using var admin = await portal.SignInAsync();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
        await AddBannerAsync(admin, "Baner dzisiejszy", today, today);
        await AddBannerAsync(admin, "Baner przyszły", today.AddDays(1), null);
        await AddBannerAsync(admin, "Baner miniony", null, today.AddDays(-1));
        var home = await portal.GetPageAsync("/");
        Assert.Contains("Baner dzisiejszy", home.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Baner przyszły", home.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Baner miniony", home.Main.Words(), StringComparison.Ordinal);
        Assert.Equal(2, (await admin.GetAsync($"{Root}/banery")).Main.QuerySelectorAll("tbody th").Count(h => h.Words().EndsWith("niewidoczne", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Url", "javascript:alert(1)")]
    [InlineData("Url", "//evil.example")]
    [InlineData("Url", @"/\evil.example")]
    [InlineData("Url", "https://user:pass@example.org")]
    [InlineData("Theme", "smok")]
    [InlineData("Icon", "i-trash")]
    [InlineData("ShownFrom", "wczoraj")]
    [InlineData("ShownUntil", "2020-01-01")]
    [InlineData("TitleEn", "")]
    public async Task Banner_BadInput_IsToldAtTheFieldAndTheRestIsKept(string field, string value)
    {
        using var admin = await portal.SignInAsync();
        var page = await admin.SubmitAsync(await admin.GetAsync($"{Root}/banery/nowe"), "Zapisz", Banner("Zły baner", "2026-01-01", null).Where(f => f.Name != field).Append((field, value)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.ErrorOf(field));
        Assert.Equal("Zły baner", page.ValueOf("TitlePl"));
    }

    [Fact]
    public async Task Order_OtherDatabases_ChangesAndRepeatsSafely()
    {
        using var admin = await portal.SignInAsync();
        var names = await NamesAsync();
        var list = await admin.GetAsync($"{Root}/inne-bazy");
        await admin.SubmitAsync(list, $"Wyżej: {names[1]}");
        Assert.Equal([names[1], names[0], .. names.Skip(2)], await NamesAsync());
        Assert.Equal([names[1], names[0]], (await portal.GetPageAsync("/inne-bazy")).Titles.Take(2));
        // The first row has no button; a stale page that still has one changes nothing.
        await admin.SubmitAsync(list, $"Wyżej: {names[1]}");
        Assert.Equal(names[1], (await NamesAsync())[0]);
        Assert.Equal("otherDatabase.order", (await portal.LastEntryAsync("otherDatabase.order")).Action);

        Task<List<string>> NamesAsync() => portal.UseDatabaseAsync(db => db.OtherDatabases.OrderBy(d => d.Order).ThenBy(d => d.Id).Select(d => d.NamePl).ToListAsync(Cancelled));
    }

    [Fact]
    public async Task CalendarEvent_NewAndDeletedTwice_IsToldTheSecondTime()
    {
        using var admin = await portal.SignInAsync();
        await admin.SubmitAsync(await admin.GetAsync($"{Root}/kalendarium/nowe"), "Zapisz", [("Title", "Forum Sekretarzy"), ("StartsOn", "2099-05-06"), ("EndsOn", "2099-05-07"), ("StartsAt", "9:30"), ("Place", "Tychy")]);
        Assert.Contains("Forum Sekretarzy", (await portal.GetPageAsync("/kalendarium")).Main.Words(), StringComparison.Ordinal);
        var address = await AddressOfAsync(admin, "kalendarium", "Forum Sekretarzy");
        var bad = await admin.SubmitAsync(await admin.GetAsync(address), "Zapisz", [("EndsOn", "2099-05-01"), ("StartsAt", "25:00")]);
        Assert.Equal(("2099-05-01", "25:00"), (bad.ValueOf("EndsOn"), bad.ValueOf("StartsAt")));
        Assert.NotNull(bad.ErrorOf("EndsOn"));
        Assert.NotNull(bad.ErrorOf("StartsAt"));
        var question = await admin.GetAsync($"{address}/usun");
        await admin.SubmitAsync(await admin.GetAsync(address), "Zapisz", [("Title", "Forum Skarbników")]);
        var stale = await admin.SubmitAsync(question, "Tak, usuń");
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("Forum Skarbników", stale.Heading, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(stale, "Tak, usuń")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SubmitAsync(stale, "Tak, usuń")).Status);
    }

    [Fact]
    public async Task Publication_FileOrLink_CanBeReadByEverybody()
    {
        using var admin = await portal.SignInAsync();
        var form = await admin.GetAsync($"{Root}/publikacje/nowe");
        var none = await admin.SubmitAsync(form, "Zapisz", [("Title", "Bez niczego"), ("PublicationKind", "Guide")]);
        Assert.NotNull(none.ErrorOf("File"));
        Assert.Equal("Bez niczego", none.ValueOf("Title"));
        var content = PdfSamples.Pdf();
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(form, "Zapisz", [("Title", "Poradnik"), ("PublicationKind", "Guide"), ("Year", "2024")], [("File", "poradnik żółty.pdf", content)])).Status);
        var link = (await portal.GetPageAsync("/publikacje")).Main.Link("Poradnik").Href();
        var file = await portal.GetPageAsync(link);
        Assert.Equal(content, file.Body);
        var address = await AddressOfAsync(admin, "publikacje", "Poradnik");
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(await admin.GetAsync(address), "Zapisz", [("RemoveFile", "true"), ("Url", "https://example.org/poradnik")])).Status);
        Assert.Equal("https://example.org/poradnik", (await portal.GetPageAsync("/publikacje")).Main.Link("Poradnik").Href());
    }

    [Theory]
    [InlineData("program.exe", 10)]
    [InlineData("rysunek.svg", 10)]
    [InlineData("strona.html", 10)]
    [InlineData("bez-rozszerzenia", 10)]
    [InlineData("pusty.pdf", 0)]
    [InlineData("za-duzy.pdf", 25_000_001)]
    [InlineData("udaje.pdf", 10)]
    public async Task Publication_FileThatIsNotTaken_IsRefusedAtTheField(string name, int size)
    {
        using var admin = await portal.SignInAsync();
        var page = await admin.SubmitAsync(await admin.GetAsync($"{Root}/publikacje/nowe"), "Zapisz", [("Title", "Zły plik"), ("PublicationKind", "Guide")], [("File", name, new byte[size])]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.ErrorOf("File"));
        Assert.Equal("Zły plik", page.ValueOf("Title"));
    }

    [Fact]
    public async Task Funder_Logo_IsShownAtTheFootAndServedAsADownload()
    {
        using var admin = await portal.SignInAsync();
        var svg = Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8v8z\"/></svg>");
        await admin.SubmitAsync(await admin.GetAsync($"{Root}/finansujacy/nowe"), "Zapisz", [("NamePl", "Fundusz Próbny"), ("NameEn", "Test Fund"), ("Url", "https://example.org/")], [("Logo", "logo.svg", svg)]);
        var funders = (await portal.GetPageAsync("/")).Landmark("aside", "Finansowanie");
        Assert.Contains("Fundusz Próbny", funders.Words(), StringComparison.Ordinal);
        var logo = await portal.GetPageAsync(funders.QuerySelector("img")!.GetAttribute("src")!);
        Assert.Equal(svg, logo.Body);
        Assert.StartsWith("attachment", logo.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Contains("sandbox", logo.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        var address = await AddressOfAsync(admin, "finansujacy", "Fundusz Próbny");
        await admin.SubmitAsync(await admin.GetAsync(address), "Zapisz", [("NamePl", "Fundusz Zmieniony")], [("Logo", "logo.png", PictureSamples.Png())]);
        Assert.Contains("Fundusz Zmieniony", (await portal.GetPageAsync("/")).Landmark("aside", "Finansowanie").Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    [InlineData("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [InlineData("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><foreignObject/></svg>")]
    [InlineData("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"http://www.w3.org/1999/xlink\"><a x:href=\"javascript:alert(1)\"/></svg>")]
    [InlineData("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><use href=\"https://example.org/x.svg#a\"/></svg>")]
    [InlineData("logo.svg", "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>")]
    [InlineData("logo.svg", "<?xml-stylesheet href=\"https://example.org/x.css\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("logo.svg", "<html xmlns=\"http://www.w3.org/1999/xhtml\"/>")]
    [InlineData("logo.svg", "to nie jest rysunek")]
    [InlineData("logo.gif", "GIF89a")]
    public async Task Funder_LogoThatIsMoreThanADrawing_IsRefused(string name, string content)
    {
        using var admin = await portal.SignInAsync();
        var before = await portal.RowsAsync("SELECT COUNT(*) FROM Files");
        var page = await admin.SubmitAsync(await admin.GetAsync($"{Root}/finansujacy/nowe"), "Zapisz", [("NamePl", "Zły fundusz"), ("NameEn", "Bad fund")], [("Logo", name, Encoding.UTF8.GetBytes(content))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.NotNull(page.ErrorOf("Logo"));
        Assert.Equal(before, await portal.RowsAsync("SELECT COUNT(*) FROM Files"));
    }

    private static (string Name, string? Value)[] StaticPage(string title, string body) =>
        [("TitlePl", title), ("TitleEn", "Terms"), ("BodyPl", body), ("BodyEn", "Text")];

    private static IEnumerable<(string Name, string? Value)> Banner(string title, string? from, string? until) =>
        [("TitlePl", title), ("TitleEn", "Banner"), ("Url", "/praktyki"), ("Theme", "tech"), ("Icon", "p-tech"), ("ShownFrom", from ?? ""), ("ShownUntil", until ?? "")];

    private static async Task AddBannerAsync(Visitor admin, string title, DateOnly? from, DateOnly? until) =>
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.SubmitAsync(await admin.GetAsync($"{Root}/banery/nowe"), "Zapisz", Banner(title, from?.ToString("O"), until?.ToString("O")))).Status);

    /// <summary>The page of a row of a list, found by a text in the row.</summary>
    private static async Task<string> AddressOfAsync(Visitor admin, string kind, string text) =>
        (await admin.GetAsync($"{Root}/{kind}")).Main.QuerySelectorAll("tbody tr").Single(r => r.Words().Contains(text, StringComparison.Ordinal)).QuerySelector("th a")!.Href();
}
