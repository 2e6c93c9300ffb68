using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Submitting;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Benchmarks.Load;

/// <summary>Signs officers in and begins a draft for each, through the running portal's own pages.</summary>
internal sealed class Officers(IServiceProvider services, Uri portal)
{
    private const string Title = "Klub sąsiedzki w dawnej remizie";
    private const string ChangingField = "Problem";

    private static readonly string Text = string.Concat(Enumerable.Repeat(
        "Mieszkańcy nie mieli miejsca, w którym mogliby się spotkać po pracy, a dawna remiza stała pusta od lat. Rada sołecka zebrała głosy i wskazała godziny, w których klub będzie otwarty. ", 5))
        + $"Zapis {Draft.Changing}.";

    /// <summary>One officer a connection, each of another unit: nobody saves a draft from two windows at once.</summary>
    public async Task<List<Draft>> BeginAsync(int count, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var units = await scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().LocalGovernments
            .Where(g => g.Type == LocalGovernmentType.RuralCommune && g.Teryt != null).OrderBy(g => g.Teryt).Select(g => g.Teryt!).Take(count).ToListAsync(cancellationToken);
        var drafts = new List<Draft>();
        foreach (var unit in units)
        {
            drafts.Add(await BeginAsync(unit, cancellationToken));
        }

        return drafts;
    }

    private async Task<Draft> BeginAsync(string unit, CancellationToken cancellationToken)
    {
        var account = await SignIn.AddAccountAsync(services, "Urzędnik z pomiaru", AccountRoles.Officer, unit);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        handler.CookieContainer.Add(await SignIn.CookieAsync(services, account, portal.Host));
        using var client = new HttpClient(handler) { BaseAddress = portal };
        var token = Fields(await FormAsync(client, "/panel/nowa", "form[action$='/panel/nowa']", cancellationToken)).Find(f => f.Key.StartsWith("__", StringComparison.Ordinal));
        using var content = new FormUrlEncodedContent([new("Title", Title), token]);
        using var begun = await client.PostAsync("/panel/nowa", content, cancellationToken);
        var first = begun.Headers.Location?.ToString() ?? throw new InvalidOperationException($"No draft was begun: status {(int)begun.StatusCode}.");
        var path = SubmittingController.PathOf(int.Parse(first.Split('/')[3], System.Globalization.CultureInfo.InvariantCulture), SubmissionStep.Presentation);
        var fields = Fields(await FormAsync(client, path, "form[data-draft]", cancellationToken));
        fields[fields.FindIndex(f => f.Key == ChangingField)] = new(ChangingField, Text);
        return new Draft(path, handler.CookieContainer.GetCookieHeader(portal), fields, DraftForm.StampName, token.Key);
    }

    private static async Task<IHtmlFormElement> FormAsync(HttpClient client, string path, string selector, CancellationToken cancellationToken) =>
        (IHtmlFormElement)new HtmlParser().ParseDocument(await client.GetStringAsync(path, cancellationToken)).QuerySelector(selector)!;

    /// <summary>What a browser would send of a form that nobody has typed in.</summary>
    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form) => [.. form.Elements.SelectMany(e => e switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => [],
        IHtmlInputElement { Name.Length: > 0 } input => [new KeyValuePair<string, string>(input.Name, input.Value)],
        IHtmlTextAreaElement area => [new(area.Name!, area.Value)],
        IHtmlSelectElement select => [new(select.Name!, select.Value ?? "")],
        _ => Array.Empty<KeyValuePair<string, string>>(),
    })];
}
