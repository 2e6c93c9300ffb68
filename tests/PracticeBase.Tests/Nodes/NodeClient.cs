using System.Globalization;
using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace PracticeBase.Tests.Nodes;

/// <summary>A browser that talks to whichever node it is told to, as behind a load balancer. Throws HttpRequestException when the node is gone.</summary>
public sealed class NodeClient(CookieContainer cookies) : IDisposable
{
    private const string Token = "__RequestVerificationToken";

    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { Timeout = TimeSpan.FromSeconds(20) };

    public async Task<(HttpStatusCode Status, string Body)> GetAsync(NodeProcess node, string path, CancellationToken cancellationToken)
    {
        using var answer = await client.GetAsync(new Uri(node.Address, path), cancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>The hidden fields of a page's form, and the text of one of its boxes.</summary>
    public async Task<OpenForm> OpenAsync(NodeProcess node, string path, string? box, CancellationToken cancellationToken)
    {
        var (status, body) = await GetAsync(node, path, cancellationToken);
        if (status != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{path}: {(int)status}", null, status);
        }

        var page = new HtmlParser().ParseDocument(body);
        var hidden = page.QuerySelectorAll("main form input[type=hidden]").OfType<IHtmlInputElement>().GroupBy(i => i.Name!).ToDictionary(g => g.Key, g => g.First().Value);
        return new OpenForm(hidden, box is null ? "" : (page.GetElementById(box) as IHtmlTextAreaElement)?.Value ?? "");
    }

    /// <summary>What the script of the form does; returns the new stamp, or null when the answer was not «saved».</summary>
    public async Task<string?> SaveAsync(NodeProcess node, string path, OpenForm form, string stamp, string field, string text, CancellationToken cancellationToken)
    {
        using var request = Post(node, path, new() { [Token] = form.Hidden[Token], ["Stan"] = stamp, [field] = text });
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await client.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            return null;
        }

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return json.RootElement.GetProperty("saved").GetString() is null ? null : json.RootElement.GetProperty("stamp").GetString();
    }

    public async Task<HttpStatusCode> PostAsync(NodeProcess node, string path, OpenForm form, CancellationToken cancellationToken, params (string Name, string Value)[] fields)
    {
        var values = fields.ToDictionary(f => f.Name, f => f.Value);
        values[Token] = form.Hidden[Token];
        using var request = Post(node, path, values);
        using var answer = await client.SendAsync(request, cancellationToken);
        await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.StatusCode;
    }

    public void Dispose() => client.Dispose();

    private static HttpRequestMessage Post(NodeProcess node, string path, Dictionary<string, string> fields) =>
        new(HttpMethod.Post, new Uri(node.Address, path)) { Content = new FormUrlEncodedContent(fields) };
}

/// <param name="Hidden">By name.</param>
/// <param name="Text">Of the box that was asked for.</param>
public sealed record OpenForm(IReadOnlyDictionary<string, string> Hidden, string Text)
{
    public string Stamp => Hidden["Stan"];

    public int Version => int.Parse(Hidden["version"], CultureInfo.InvariantCulture);
}
