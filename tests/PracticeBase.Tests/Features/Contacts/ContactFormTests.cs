using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class ContactPortal : ClockPortal
{
    public PracticeRevision Practice { get; private set; } = null!;

    public PracticeRevision Other { get; private set; } = null!;

    public Contact Anna => Practice.Contacts[0].Contact;

    public Contact PhoneOnly => Practice.Contacts[1].Contact;

    public Contact Expired => Practice.Contacts[2].Contact;

    public Contact Internal => Practice.Contacts[3].Contact;

    public string Address(Contact contact) => $"/praktyka/{Practice.Practice.Id}-{Practice.Practice.Slug}/kontakt/{contact.Id}";

    protected override async Task SeedAsync(PortalSeed seed)
    {
        Contact[] contacts =
        [
            new() { Name = "Anna Próbna", Post = "kierowniczka", Email = "anna.probna@example.org", Phone = "00 111 22 33", ValidUntil = Time.Today },
            new() { Name = "Bez Poczty", Phone = "00 444 55 66", ValidUntil = Time.Today },
            new() { Name = "Dawna Osoba", Email = "dawna@example.org", ValidUntil = Time.Today.AddDays(-1) },
            new() { Name = "Wewnętrzna Osoba", Email = "wewnetrzna@example.org", ValidUntil = Time.Today, Visibility = ContactVisibility.Internal },
        ];
        Practice = await seed.AddAsync("Klub dla sąsiadów", r => r.Contacts.AddRange(contacts.Select((c, i) => new RevisionContact { Order = i, Contact = c })));
        Other = await seed.AddAsync("Inna praktyka");
    }
}

public sealed class ContactFormTests(ContactPortal portal) : IClassFixture<ContactPortal>, IAsyncLifetime
{
    private static readonly (string, string?)[] Question = [("Name", "Jan Ciekawy"), ("Email", "jan@gmina.example.org"), ("Message", "Ile trwało przygotowanie?\nI ile kosztowało?")];

    private static int senders;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await portal.UseDatabaseAsync(db => db.Messages.ExecuteDeleteAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Metryka_LeadsToTheFormAndHoldsNoAddressOrNumber()
    {
        var page = await portal.GetPageAsync($"/praktyka/{portal.Practice.Practice.Id}-{portal.Practice.Practice.Slug}");
        Assert.Equal("Anna Próbna kierowniczka Napisz wiadomość: Anna Próbna Numer telefonu: Anna Próbna Bez Poczty Numer telefonu: Bez Poczty", page.Term("Osoby kontaktowe"));
        Assert.Equal(portal.Address(portal.Anna), page.Main.Link("Napisz wiadomość: Anna Próbna").Href());
        Assert.DoesNotContain("@example", WebUtility.HtmlDecode(page.Source).Replace(PortalFactory.Email, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("111 22", WebUtility.HtmlDecode(page.Source), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_FilledIn_PassesTheQuestionOn()
    {
        using var visitor = portal.Visit();
        var form = await OpenAsync(visitor, portal.Anna);
        Assert.DoesNotContain("anna.probna", WebUtility.HtmlDecode(form.Source), StringComparison.Ordinal);
        Assert.Contains("noindex", form.Source, StringComparison.Ordinal);
        Assert.Contains("no-store", form.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Contains("przekażemy tej osobie: Anna Próbna", form.Main.Words(), StringComparison.Ordinal);
        var answer = await SendAsync(visitor, form, Question);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var done = await visitor.FollowAsync(answer);
        Assert.Contains("Wiadomość została przekazana.", done.Main.Words(), StringComparison.Ordinal);
        var letter = Assert.Single(await LettersAsync());
        Assert.Equal((MessageKind.ContactForm, "anna.probna@example.org", "jan@gmina.example.org", null), (letter.Kind, letter.Address, letter.ReplyTo, letter.AccountId));
        Assert.Contains("Jan Ciekawy (jan@gmina.example.org)", letter.Body, StringComparison.Ordinal);
        Assert.Contains("Ile trwało przygotowanie?\\\nI ile kosztowało?", letter.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Jan", letter.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Name", "\u200b\u202e")]
    [InlineData("Email", "")]
    [InlineData("Email", "jan")]
    [InlineData("Email", "jan@gmina")]
    [InlineData("Email", "jan@example.org\r\nBcc: wszyscy@example.org")]
    [InlineData("Email", "jan@example.org, inny@example.org")]
    [InlineData("Email", "\"Jan\" <jan@example.org>")]
    [InlineData("Email", "ją@example.org")]
    [InlineData("Message", "krótko")]
    public async Task Form_WithABadValue_IsKeptAndSaysWhere(string field, string value)
    {
        using var visitor = portal.Visit();
        var form = await OpenAsync(visitor, portal.Anna);
        var answer = await SendAsync(visitor, form, [.. Question.Where(q => q.Item1 != field), (field, value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        var input = answer.Document.GetElementById(field)!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains($"{field}-blad", input.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.NotNull(answer.Document.GetElementById($"{field}-blad"));
        Assert.Equal($"#{field}", Assert.Single(answer.Main.QuerySelectorAll("[role=alert] a")).GetAttribute("href"));
        Assert.Contains("Ciekawy", (field == "Name" ? "Ciekawy" : "") + answer.Document.GetElementById("Name")!.GetAttribute("value"), StringComparison.Ordinal);
        Assert.Empty(await LettersAsync());
    }

    [Fact]
    public async Task Form_WithAHostileName_MakesOneLineOfIt()
    {
        using var visitor = portal.Visit();
        var form = await OpenAsync(visitor, portal.Anna);
        await SendAsync(visitor, form, [("Name", "Jan\r\nBcc: wszyscy@example.org\r\n<script>"), .. Question.Skip(1)]);
        var letter = Assert.Single(await LettersAsync());
        Assert.Contains("Od: Jan Bcc: wszyscy@example.org \\<script> (jan@gmina.example.org)", letter.Body, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', letter.Subject);
        Assert.DoesNotContain('\n', letter.ReplyTo!);
    }

    [Fact]
    public async Task Form_WithANulCharacter_IsABadRequest()
    {
        using var visitor = portal.Visit();
        var answer = await SendAsync(visitor, await OpenAsync(visitor, portal.Anna), [("Name", "Jan\0"), .. Question.Skip(1)]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Empty(await LettersAsync());
    }

    [Fact]
    public async Task Form_TooLong_IsRefused()
    {
        using var visitor = portal.Visit();
        var form = await OpenAsync(visitor, portal.Anna);
        var answer = await SendAsync(visitor, form, [("Name", new string('a', 101)), ("Email", new string('a', 250) + "@example.org"), ("Message", new string('a', 3001))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(3, answer.Main.QuerySelectorAll("[role=alert] a").Length);
    }

    [Fact]
    public async Task Form_FilledInByAProgram_WritesNothing()
    {
        using var visitor = portal.Visit();
        var form = await OpenAsync(visitor, portal.Anna);
        var answer = await SendAsync(visitor, form, [.. Question, ("Website", "https://spam.example.org")]);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Empty(await LettersAsync());
    }

    [Fact]
    public async Task Form_SentTooSoonOrWithoutItsStamp_AsksAgainAndKeepsTheText()
    {
        using var visitor = portal.Visit();
        var form = await visitor.GetAsync(portal.Address(portal.Anna));
        foreach (var stamp in new[] { form.Document.QuerySelector("input[name=Stamp]")!.GetAttribute("value"), "podrobiony", null })
        {
            var answer = await SendAsync(visitor, form, [.. Question, ("Stamp", stamp)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains("Ile trwało", answer.Document.GetElementById("Message")!.TextContent, StringComparison.Ordinal);
            portal.Time.Pass(TimeSpan.FromSeconds(4));
            Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(visitor, answer, [])).Status);
            form = await visitor.GetAsync(portal.Address(portal.Anna));
        }
    }

    [Fact]
    public async Task Form_SentAgainAndAgain_IsStopped()
    {
        using var visitor = portal.Visit();
        var form = await OpenAsync(visitor, portal.Anna);
        var sender = $"10.9.8.{Interlocked.Increment(ref senders)}";
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await SendAsync(visitor, form, Question, sender)).Status);
        }

        var answer = await SendAsync(visitor, form, Question, sender);
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.Contains("Za dużo zapytań", answer.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("Ile trwało", answer.Document.GetElementById("Message")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, (await LettersAsync()).Count);
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, portal.Address(portal.Anna)) { Content = new FormUrlEncodedContent(Question.Select(q => KeyValuePair.Create(q.Item1, q.Item2!))) };
        Assert.Equal(HttpStatusCode.BadRequest, (await portal.SendAsync(request)).Status);
        Assert.Empty(await LettersAsync());
    }

    [Fact]
    public async Task Phone_IsShownToWhoAsks()
    {
        using var visitor = portal.Visit();
        var page = await visitor.GetAsync(portal.Address(portal.PhoneOnly));
        Assert.DoesNotContain("444 55", WebUtility.HtmlDecode(page.Source), StringComparison.Ordinal);
        Assert.Empty(page.Main.QuerySelectorAll("textarea"));
        var shown = await visitor.SubmitAsync(page, "Pokaż numer telefonu");
        Assert.Equal("00 444 55 66", shown.Main.QuerySelector("[data-testid=phone]")!.Words());
        Assert.Contains("no-store", shown.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(visitor, page, Question, path: portal.Address(portal.PhoneOnly))).Status);
    }

    [Fact]
    public async Task Contact_ThatIsNotShown_HasNoForm()
    {
        foreach (var contact in new[] { portal.Expired, portal.Internal })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(portal.Address(contact))).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync($"/praktyka/{portal.Other.Practice.Id}-inna-praktyka/kontakt/{portal.Anna.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync($"/praktyka/{portal.Practice.Practice.Id}/kontakt/2147483648")).Status);
    }

    [Fact]
    public async Task Address_OldSlug_RedirectsForGood()
    {
        var (status, location) = await portal.GetRedirectAsync($"/en/praktyka/{portal.Practice.Practice.Id}-dawny/kontakt/{portal.Anna.Id}");
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/en{portal.Address(portal.Anna)}"), (status, location));
    }

    /// <summary>Each question from an address of its own, so that tests do not use up each other's allowance.</summary>
    private async Task<Page> SendAsync(Visitor visitor, Page page, IEnumerable<(string, string?)> changes, string? sender = null, string? path = null)
    {
        var button = page.Main.QuerySelectorAll("button").FirstOrDefault(b => b.Words() == "Wyślij pytanie") ?? page.Main.QuerySelectorAll("button").First();
        var form = Form.Of(button);
        using var request = new HttpRequestMessage(HttpMethod.Post, path ?? form.Action)
        {
            Content = new FormUrlEncodedContent(form.With(changes).Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        request.Headers.Add("X-Forwarded-For", sender ?? $"10.1.1.{Interlocked.Increment(ref senders)}");
        return await visitor.SendAsync(request);
    }

    private async Task<Page> OpenAsync(Visitor visitor, Contact contact)
    {
        var page = await visitor.GetAsync(portal.Address(contact));
        portal.Time.Pass(TimeSpan.FromSeconds(20));
        return page;
    }

    private Task<List<Message>> LettersAsync() => portal.UseDatabaseAsync(db => db.Messages.AsNoTracking().ToListAsync(Cancelled));
}
