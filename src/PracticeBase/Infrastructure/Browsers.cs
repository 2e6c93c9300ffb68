using System.Buffers;

namespace PracticeBase.Infrastructure;

/// <summary>Tells people at a browser from programs, by what a request says of itself.</summary>
public static class Browsers
{
    /// <summary>
    /// Parts of the agents of programs: crawlers, AI crawlers and what they fetch for a chat, link previews, monitoring, link checkers,
    /// scanners, archives, feed readers, browsers without a screen, libraries. Most name a page about themselves: «http».
    /// </summary>
    private static readonly SearchValues<string> Programs = SearchValues.Create(
    [
        "http", "bot", "crawl", "spider", "slurp", "mediapartners", "google-", "googleother",
        "gpt", "openai", "claude", "anthropic", "perplexity", "cohere", "duckassist", "-user", "externalagent", "externalfetcher",
        "externalhit", "preview", "embedly",
        "monitor", "uptime", "pingdom", "statuscake", "site24x7", "synthetic", "datadog", "newrelic", "gtmetrix", "ptst", "lighthouse", "pagespeed",
        "check", "validator", "scanner", "inspect", "siteaudit", "zgrab", "nmap", "archive", "heritrix", "nutch", "scrapy", "fetch", "feed",
        "headless", "phantomjs", "puppeteer", "playwright", "selenium", "cypress",
        "curl", "wget", "python", "java/", "libwww", "perl", "ruby", "axios",
    ], StringComparison.OrdinalIgnoreCase);

    /// <summary>A make of telephones, whose name holds the commonest of them.</summary>
    private const string Telephone = "cubot";

    private static readonly string[] PurposeHeaders = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"];
    private static readonly SearchValues<string> AheadOfTime = SearchValues.Create(["prefetch", "prerender", "preview"], StringComparison.OrdinalIgnoreCase);

    /// <summary>A person who opens a page now: no program, no page fetched ahead of time, no request for the headers alone.</summary>
    public static bool IsPerson(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return HttpMethods.IsGet(HeadAsGet.SentMethod(request.HttpContext))
            && agent.StartsWith("Mozilla/", StringComparison.Ordinal)
            && !IsProgram(agent)
            && !IsAheadOfTime(request.Headers);
    }

    /// <summary>What a guest is known by within one day; never to be stored.</summary>
    public static string GuestOf(HttpRequest request) => $"{ClientNetwork.Of(request.HttpContext.Connection.RemoteIpAddress)}|{request.Headers.UserAgent}";

    private static bool IsProgram(string agent) =>
        agent.AsSpan().ContainsAny(Programs) && agent.Replace(Telephone, "", StringComparison.OrdinalIgnoreCase).AsSpan().ContainsAny(Programs);

    private static bool IsAheadOfTime(IHeaderDictionary headers)
    {
        foreach (var name in PurposeHeaders)
        {
            if (headers.TryGetValue(name, out var value) && value.ToString().AsSpan().ContainsAny(AheadOfTime))
            {
                return true;
            }
        }

        return false;
    }
}
