using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;

namespace PracticeBase.Tests.Nodes;

/// <summary>An editor publishes on one node; a reader of the other one sees it.</summary>
public static class Publication
{
    /// <summary>What shows a publication, by name.</summary>
    public static IReadOnlyList<string> Pages { get; } = ["feed", "listing", "map", "page", "search"];

    /// <summary>How long until each page of the other node showed it; a page that never did is not among them.</summary>
    public static async Task<IReadOnlyDictionary<string, TimeSpan>> FollowAsync(NodePair pair, NodeProcess from, NodeProcess to, int revisionId, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var editor = await pair.SignInAsync(pair.Editor);
        using var reader = new NodeClient(new CookieContainer());
        var (id, slug, title) = await pair.UseDatabaseAsync(async db =>
        {
            var revision = await db.Revisions.AsNoTracking().Include(r => r.Practice).SingleAsync(r => r.Id == revisionId, cancellationToken);
            return (revision.PracticeId, revision.Practice.Slug, revision.Title);
        });
        var addresses = Pages.Zip(["/praktyki/kanal.atom", "/praktyki", "/mapa?wojewodztwo=slaskie", $"/praktyka/{id}-{slug}", $"/szukaj?q={Uri.EscapeDataString(title)}"]).ToDictionary();
        foreach (var address in addresses.Values)
        {
            // What a node holds in memory is what must follow.
            await reader.GetAsync(to, address, cancellationToken);
        }

        var form = await editor.OpenAsync(from, $"/redakcja/wersja/{revisionId}", null, cancellationToken);
        var status = await editor.PostAsync(from, $"/redakcja/wersja/{revisionId}/decyzja", form, cancellationToken,
            ("Decision", nameof(ReviewAction.Approve)), ("Version", form.Hidden["Version"]));
        if (status != HttpStatusCode.SeeOther)
        {
            throw new InvalidOperationException($"The decision was answered with {(int)status}.");
        }

        var since = Stopwatch.StartNew();
        var seen = new Dictionary<string, TimeSpan>();
        var mark = string.Create(CultureInfo.InvariantCulture, $"/praktyka/{id}");
        while (seen.Count < addresses.Count && since.Elapsed < deadline)
        {
            foreach (var (name, address) in addresses.Where(a => !seen.ContainsKey(a.Key)))
            {
                var (found, body) = await reader.GetAsync(to, address, cancellationToken);
                if (found == HttpStatusCode.OK && body.Contains(mark, StringComparison.Ordinal))
                {
                    seen[name] = since.Elapsed;
                }
            }

            await Task.Delay(10, cancellationToken);
        }

        return seen;
    }
}
