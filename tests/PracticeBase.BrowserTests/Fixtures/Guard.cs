using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PracticeBase.BrowserTests.Fixtures;

/// <summary>Watches all pages of a context: no script error, no refused content, no missing part, nothing from another host.</summary>
public sealed class Guard
{
    private readonly ConcurrentQueue<string> troubles = new();
    private readonly string origin;
    private readonly IReadOnlyCollection<int> expected;

    public Guard(IBrowserContext context, string origin, IReadOnlyCollection<int> expected)
    {
        this.origin = origin;
        this.expected = expected;
        context.Console += (_, message) =>
        {
            // The browser also says here that a document is a 404; answers are judged below.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                troubles.Enqueue($"console {message.Type} on {message.Page?.Url}: {message.Text}");
            }
        };
        context.WebError += (_, error) => troubles.Enqueue($"script error on {error.Page?.Url}: {error.Error}");
        context.Request += (_, request) => Check(request);
        context.Response += (_, response) => Check(response);
    }

    public void AssertQuiet() => Assert.True(troubles.IsEmpty, string.Join(Environment.NewLine, troubles));

    private void Check(IRequest request)
    {
        if (!request.Url.StartsWith(origin + "/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
        {
            troubles.Enqueue($"request to another host: {request.Url}");
        }
    }

    private void Check(IResponse response)
    {
        if (response.Status >= 400 && !expected.Contains(response.Status) && (response.Status >= 500 || !response.Request.IsNavigationRequest))
        {
            troubles.Enqueue($"{response.Status} for {response.Url}");
        }
    }
}
