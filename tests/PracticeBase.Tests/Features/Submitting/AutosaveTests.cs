using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Features.Submitting;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What the form's script is told of the saves that it sends by itself.</summary>
public sealed class AutosaveTests(SubmittingPortal portal) : IClassFixture<SubmittingPortal>
{
    [Fact]
    public async Task Autosave_Json_TellsTimeStampAndErrors()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        var page = await officer.GetAsync($"/panel/praktyka/{id}/koszty");

        var good = await AutosaveAsync(officer, page, ("CostsText", "Najdroższy był remont."));
        var bad = await AutosaveAsync(officer, page, ("CostsText", "Najdroższy był dach."), ("Stan", good.Json.GetProperty("stamp").GetString()), ("Cost", "sto"));

        Assert.Equal(HttpStatusCode.OK, good.Status);
        Assert.Matches(@"^\d{1,2}:\d\d$", good.Json.GetProperty("saved").GetString());
        Assert.Equal("Cost", bad.Json.GetProperty("errors")[0].GetProperty("anchor").GetString());
        Assert.Equal("Najdroższy był dach.", await CostsAsync(id));
    }

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("text/html", "br")]
    public async Task Answer_IsCompressedForAPersonAlone(string accepts, string encoding)
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var page = await officer.GetAsync($"/panel/praktyka/{await SubmittingPortal.StartAsync(officer)}/koszty");
        var form = Form.Of(page.Document.QuerySelectorAll("button").Single(b => b.Words() == "Zapisz" && !b.HasAttribute("aria-hidden")));
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.With([("Cost", "sto")]).Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Accept.ParseAdd(accepts);
        request.Headers.AcceptEncoding.ParseAdd("br");
        Assert.Equal(encoding, (await officer.SendAsync(request)).Headers.GetValueOrDefault("Content-Encoding", ""));
    }

    [Fact]
    public async Task Autosave_SignedOut_Answers401()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        var page = await officer.GetAsync($"/panel/praktyka/{id}/koszty");
        await portal.UseDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == portal.Officer.Id).ExecuteDeleteAsync());

        var answer = await AutosaveAsync(officer, page, ("CostsText", "x"));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task Autosave_Completeness_IsToldWhereItChanged()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        await CompleteDraft.FillAsync(officer, id);

        var same = await SaveAsync("koszty", ("CostsText", "Najdroższy był remont."));
        var less = await SaveAsync("tytul", ("Summary", "Za krótkie."));
        var whole = await SaveAsync("tytul", ("Summary", CompleteDraft.Summary));
        var withoutContact = await SaveAsync("jednostka", ("Contacts.Email", ""), ("Contacts.Phone", ""));
        var withoutGroups = await SaveAsync("prezentacja", ("TargetGroups", null));
        var withoutConsent = await SaveAsync("zgody", ("ConsentsToPublication", null));

        var again = await SaveAsync("zgody");

        Assert.Null(same);
        Assert.Equal(withoutConsent, again);
        Assert.Equal((100, true), (whole, less < 100));
        Assert.Equal(less, withoutContact);
        Assert.True(withoutGroups < withoutContact && withoutConsent < withoutGroups);
        Assert.Equal($"{withoutConsent}%", (await officer.GetAsync($"/panel/praktyka/{id}/tytul")).Document.QuerySelector("[data-testid=completeness]")!.Words());

        async Task<int?> SaveAsync(string step, params (string, string?)[] changes)
        {
            var (status, json) = await AutosaveAsync(officer, await officer.GetAsync($"/panel/praktyka/{id}/{step}"), changes);
            Assert.Equal((HttpStatusCode.OK, true), (status, json.GetProperty("message").ValueKind == JsonValueKind.Null));
            return json.GetProperty("completeness") is { ValueKind: JsonValueKind.Number } number ? number.GetInt32() : null;
        }
    }

    [Fact]
    public async Task Autosave_BadAddressBesideAnotherField_LeavesTheStoredOne()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer);
        var page = await officer.GetAsync($"/panel/praktyka/{id}/jednostka");
        var good = await AutosaveAsync(officer, page, ("Website", "https://example.org/"));

        var bad = await AutosaveAsync(officer, page, ("Website", "https://a b"), ("UnitName", "Dom Kultury"), ("Stan", good.Json.GetProperty("stamp").GetString()));

        Assert.Equal((HttpStatusCode.OK, "Website"), (bad.Status, bad.Json.GetProperty("errors")[0].GetProperty("anchor").GetString()));
        Assert.Equal(("https://example.org/", "Dom Kultury"), await portal.UseDatabaseAsync(async db =>
        {
            var metryka = (await db.Revisions.SingleAsync(r => r.Id == id)).Metryka;
            return (metryka.Website, metryka.UnitName);
        }));
        Assert.Equal(good.Json.GetProperty("stamp").GetString()!.Split(';').Single(s => s.StartsWith("Website", StringComparison.Ordinal)),
            bad.Json.GetProperty("stamp").GetString()!.Split(';').Single(s => s.StartsWith("Website", StringComparison.Ordinal)));
    }

    /// <summary>Forms that are open while the portal is brought up to date send the stamps of the version before.</summary>
    [Fact]
    public void Stamp_OfAnyText_StaysWhatItWas()
    {
        string[][] texts = [[""], ["Żółw <&>'\"+ \u2028 😀 \t\n\\"], ["\uD83D"], ["a", "b", "ą"]];
        Assert.All(texts, row => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<IReadOnlyList<string>>>([row, row])))[..12], new FieldInput("Title", [row, row]).Stamp));
        Assert.Equal("4f53cda18c2b", new FieldInput("Title", []).Stamp);
    }

    private Task<string?> CostsAsync(int id) => portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == id).Select(r => r.CostsText).SingleAsync());

    private static async Task<(HttpStatusCode Status, JsonElement Json)> AutosaveAsync(Visitor visitor, Page page, params (string Name, string? Value)[] changes)
    {
        var form = Form.Of(page.Document.QuerySelectorAll("button").Single(b => b.Words() == "Zapisz" && !b.HasAttribute("aria-hidden")));
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.With(changes).Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Accept.ParseAdd("application/json");
        var answer = await visitor.SendAsync(request);
        return (answer.Status, answer.Source.Length > 0 && answer.Source[0] == '{' ? JsonDocument.Parse(answer.Source).RootElement : default);
    }
}
