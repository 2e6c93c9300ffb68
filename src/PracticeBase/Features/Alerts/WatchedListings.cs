using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Alerts;

/// <summary>Reads the addresses of listings as the listings themselves do, says in words what they are, and finds what is in them.</summary>
public sealed class WatchedListings(PracticeQueries queries, PracticeBaseDbContext db, Words words)
{
    private const string Practices = "/praktyki";
    private const string Results = "/rezultaty";
    private const string Search = "/szukaj";
    private const string Units = "/jednostki/";

    /// <summary>The listing of an address as people send it; null for one that is none, or whose values do not exist.</summary>
    /// <param name="address">From the site's root without the language; at most <see cref="WatchedListing.MaxAddress"/> characters, percent-encoded too.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<WatchedListing?> ReadAsync(string address, CancellationToken cancellationToken)
    {
        if (address.Length > WatchedListing.MaxAddress || !address.StartsWith('/') || address.Contains('#', StringComparison.Ordinal))
        {
            return null;
        }

        var mark = address.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (address, "") : (address[..mark], address[mark..]);
        try
        {
            var listing = await ReadAsync(path, new QueryCollection(QueryHelpers.ParseQuery(query)), cancellationToken);
            return listing?.Address.Length > WatchedListing.MaxAddress ? null : listing;
        }
        catch (BadRequestException)
        {
            return null;
        }
    }

    /// <summary>The listing at a path; null for a path that is no listing's. One that has moved comes with its present path.</summary>
    /// <exception cref="BadRequestException">A value that is malformed or does not exist.</exception>
    public async Task<WatchedListing?> ReadAsync(string path, IQueryCollection query, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var read = ListingQuery.Read(query, catalogue).ToFollow();
        var listing = path switch
        {
            WatchedListing.Everything or Search => new WatchedListing { Path = path, Query = read },
            Practices => new WatchedListing { Path = path, Query = read, Kind = PracticeKind.Practice },
            Results => new WatchedListing { Path = path, Query = read, Kind = PracticeKind.ProgrammeResult },
            _ when path.StartsWith(Practices + "/", StringComparison.Ordinal) => await OfCategoryAsync(catalogue, path, read, cancellationToken),
            _ when path.StartsWith(Units, StringComparison.Ordinal) => await OfUnitAsync(path[Units.Length..], cancellationToken),
            _ => null,
        };
        return listing is null ? null : listing with { Query = listing.Query.Only(ListingFilter.FacetsOf(listing.Kind, listing.Category)) };
    }

    /// <summary>What of the listing is public now: with a text, what holds all its words as they were typed.</summary>
    /// <exception cref="SearchUnavailableException">It has a text, and the index is being made.</exception>
    public async Task<PracticeSet> MatchesAsync(WatchedListing listing, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        if (listing.Unit is not { } unit)
        {
            return ListingFilter.Matches(catalogue, listing.Query, listing.Kind, listing.Category, await FindTextAsync(listing.Query.Text, cancellationToken));
        }

        var matches = new PracticeSet(catalogue.Capacity);
        foreach (var entry in catalogue.OfUnit(unit.Id))
        {
            matches.Add(entry.PracticeId);
        }

        return matches;
    }

    /// <summary>Those of a set that were new to readers in a time, the newest first.</summary>
    public async Task<List<CatalogueEntry>> NewestAsync(PracticeSet set, int most, DateTimeOffset after, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        return [.. set.ToList().Select(catalogue.Find).OfType<CatalogueEntry>().Where(e => e.FirstPublishedAt > after && e.FirstPublishedAt <= until)
            .OrderByDescending(e => e.FirstPublishedAt).ThenByDescending(e => e.PracticeId).Take(most)];
    }

    /// <summary>What the listing is, a label each: «Wszystkie praktyki», «„senior”», «śląskie».</summary>
    /// <param name="listing">Which.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="hidesText">Says that there are words, not which: for whom did not type them.</param>
    public async Task<IReadOnlyList<string>> LabelsAsync(WatchedListing listing, CancellationToken cancellationToken, bool hidesText = false)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        List<string> labels = [listing switch
        {
            { Unit: { } unit } => unit.Name,
            { Category: { } category } => words.Name(category),
            { Kind: PracticeKind.Practice } => words.Plain("Nav.AllPractices"),
            { Kind: PracticeKind.ProgrammeResult } => words.Plain("Nav.Results"),
            _ => words.Plain("Alerts.Everything"),
        }];
        if (listing.Query.Text.Length > 0)
        {
            labels.Add(hidesText ? words.Plain("Alerts.OwnWords") : words.Plain("Listing.TextChip", listing.Query.Text));
        }

        if (listing.Query.HasFilters)
        {
            var result = ListingFilter.Run(catalogue, listing.Query, listing.Kind, listing.Category, text: null);
            labels.AddRange(FacetView.Of(catalogue, listing.Query, listing.Kind, result, words).SelectMany(f => f.Options).Where(o => o.IsChosen).Select(o => o.Label));
        }

        return labels;
    }

    /// <summary>The labels in one line.</summary>
    /// <inheritdoc cref="LabelsAsync"/>
    public async Task<string> TitleAsync(WatchedListing listing, int maxLength, CancellationToken cancellationToken, bool hidesText = false) =>
        MarkdownText.Shorten(string.Join(", ", await LabelsAsync(listing, cancellationToken, hidesText)), maxLength);

    /// <summary>What lacks some of the words, or was found under another one, may help who searches; it is no news.</summary>
    private async Task<TextMatches?> FindTextAsync(string text, CancellationToken cancellationToken) =>
        await queries.SearchSetAsync(text, cancellationToken) switch
        {
            null => null,
            { IsReady: false } => throw new SearchUnavailableException(),
            { Corrected: not null } => new TextMatches(new PracticeSet(0), null),
            var answer => new TextMatches(answer.Full, null),
        };

    private async Task<WatchedListing?> OfCategoryAsync(Catalogue catalogue, string path, ListingQuery query, CancellationToken cancellationToken)
    {
        var parts = path[(Practices.Length + 1)..].Split('/');
        if (parts.Length > 2)
        {
            return null;
        }

        var (sector, category) = (parts[0], parts.ElementAtOrDefault(1));
        return Find(catalogue, path) is { } place
            ? new WatchedListing { Path = path, Query = query, Kind = PracticeKind.Practice, Category = place }
            : await queries.FindMovedCategoryAsync(sector, category, cancellationToken) is { } now
                ? new WatchedListing { Path = now, Query = query, Kind = PracticeKind.Practice, Category = Find(catalogue, now) }
                : null;
    }

    private async Task<WatchedListing?> OfUnitAsync(string key, CancellationToken cancellationToken)
    {
        if (!int.TryParse(key.Split('-', 2)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        var unit = await db.ImplementingUnits.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancellationToken);
        while (unit?.MergedIntoId is { } successor)
        {
            unit = await db.ImplementingUnits.AsNoTracking().SingleAsync(u => u.Id == successor, cancellationToken);
        }

        return unit is null ? null : new WatchedListing { Path = Units + PermanentAddress.Format(unit.Id, unit.Slug), Query = new ListingQuery(), Unit = unit };
    }

    private static Category? Find(Catalogue catalogue, string path) => catalogue.Categories.Values.FirstOrDefault(c => catalogue.PathOf(c) == path);
}
