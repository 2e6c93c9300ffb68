using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>«Links:*».</summary>
public sealed class LinkOptions
{
    public const string Section = "Links";

    /// <summary>Asks addresses of the own network too. For tests: with it an author's link reaches what only the portal's machine can reach.</summary>
    public bool AllowPrivate { get; set; }
}

/// <summary>Asks whether the links of a revision still lead anywhere.</summary>
public sealed class LinkChecker(PracticeBaseDbContext db, IHttpClientFactory clients, TimeProvider clock)
{
    public const string ClientName = "links";
    public const int MaxLinks = 30;

    private const int AtOnce = 6;
    private const int MaxRedirects = 3;
    private const int MaxUrl = 2000;

    private static readonly TimeSpan PerLink = TimeSpan.FromSeconds(5);

    /// <summary>Every link once, in the order of the texts: the website, links in the texts, legal bases; http and https only.</summary>
    public static IReadOnlyList<string> LinksOf(PracticeRevision revision)
    {
        string?[] texts =
        [
            revision.Summary, revision.Result.Beneficiaries, revision.Problem, revision.MainGoal, .. revision.SpecificGoals, revision.TargetGroupsText, revision.ActivitiesText, revision.ScheduleText, revision.PartnersText,
            revision.Organisation, revision.LegalText, revision.CostsText, revision.ResultsText, revision.Difficulties, revision.Sustainability, revision.OtherInformation,
        ];
        return [.. texts.SelectMany(MarkdownText.Links).Prepend(revision.Metryka.Website).Concat(revision.LegalBases.Select(b => b.Url))
            .Where(u => u?.Length <= MaxUrl && Uri.TryCreate(u, UriKind.Absolute, out var uri) && IsWeb(uri)).Distinct().Take(MaxLinks)!];
    }

    /// <summary>Asks all links and keeps what came out in place of what was known before.</summary>
    public async Task CheckAsync(PracticeRevision revision, CancellationToken cancellationToken)
    {
        var links = LinksOf(revision);
        var statuses = new int?[links.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, links.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, token) => statuses[i] = await AskAsync(new Uri(links[i]), token));
        var now = clock.GetUtcNow();
        await db.InTransactionAsync(async () =>
        {
            await db.LinkChecks.Where(c => c.RevisionId == revision.Id).ExecuteDeleteAsync(cancellationToken);
            db.LinkChecks.AddRange(links.Select((url, i) => new LinkCheck { RevisionId = revision.Id, Url = url, Status = statuses[i], IsAlive = IsAlive(statuses[i]), At = now }));
            await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Connects to public addresses only, whatever name leads there and however often it is asked.</summary>
    public static HttpMessageHandler CreateHandler(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<LinkOptions>>().Value;
        return new SocketsHttpHandler
        {
            // Each address of a redirect is looked at like the first; a proxy would hide it.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = async (context, token) =>
            {
                var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, token);
                var allowed = options.AllowPrivate ? addresses : [.. addresses.Where(PublicAddresses.IsPublic)];
                if (allowed.Length == 0)
                {
                    throw new HttpRequestException($"{context.DnsEndPoint.Host} is no public address.");
                }

                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
    }

    /// <summary>The status in the end; null when nobody answered in time.</summary>
    private async Task<int?> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PerLink);
        var client = clients.CreateClient(ClientName);
        int? status = null;
        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Get })
        {
            try
            {
                status = await AskAsync(client, method, address, limit.Token);
                if (status < 400)
                {
                    break;
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or UriFormatException or SocketException && !cancellationToken.IsCancellationRequested)
            {
                // Some servers close the connection on HEAD; the GET decides.
            }
        }

        return status;
    }

    private static async Task<int?> AskAsync(HttpClient client, HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        for (var hops = 0; hops <= MaxRedirects && IsWeb(address); hops++)
        {
            using var request = new HttpRequestMessage(method, address);
            request.Headers.UserAgent.ParseAdd("PracticeBase/1.0 (link check)");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            if (status is < 300 or >= 400 || response.Headers.Location is not { } next)
            {
                return status;
            }

            address = new Uri(address, next);
        }

        return null;
    }

    /// <summary>Whoever asks for a password or for patience is there.</summary>
    private static bool IsAlive(int? status) => status is < 400 or 401 or 403 or 429;

    private static bool IsWeb(Uri address) => address.Scheme is "http" or "https";
}
