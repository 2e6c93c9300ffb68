using Microsoft.AspNetCore.WebUtilities;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Map;

/// <summary>What the shades show.</summary>
public enum MapMeasure
{
    Practices,

    /// <summary>Practices for 100,000 inhabitants.</summary>
    ByInhabitants,
}

/// <summary>The map's address, read and checked: the listings' filters and what the shades show.</summary>
public sealed record MapQuery
{
    public const string Path = "/mapa";
    public const string MeasureKey = "miara";
    public const string ByInhabitants = "na-100-tys";

    private const string ListingPath = "/praktyki";

    /// <summary>In the usual order, on the first page; of practices, never of programme results.</summary>
    public required ListingQuery Filters { get; init; }

    public required MapMeasure Measure { get; init; }

    /// <summary>The only one chosen: the map shows it alone.</summary>
    public required LocalGovernment? Voivodeship { get; init; }

    /// <summary>The only sector or category chosen: the page takes its colours.</summary>
    public required Category? Section { get; init; }

    /// <exception cref="BadRequestException">A value that is malformed or does not exist.</exception>
    public static MapQuery Read(IQueryCollection address, Catalogue catalogue)
    {
        var filters = ListingQuery.Read(address, catalogue).Only(ListingFilter.FacetsOf(PracticeKind.Practice, category: null)) with { Sort = ListingSort.Relevance, Page = 1 };
        return new MapQuery
        {
            Filters = filters,
            Measure = (address[MeasureKey].FirstOrDefault() ?? "") switch
            {
                "" => MapMeasure.Practices,
                ByInhabitants => MapMeasure.ByInhabitants,
                var other => throw new BadRequestException(MeasureKey, other),
            },
            Voivodeship = filters.Of(ListingKeys.Voivodeship) is [var slug] ? catalogue.Lists.Voivodeships.First(v => v.Slug == slug) : null,
            Section = filters.Of(ListingKeys.Section) is [var slugs] ? catalogue.Lists.FindBySlugs(slugs) : null,
        };
    }

    /// <summary>The map of what a listing shows, from the site's root.</summary>
    public static string Of(ListingPage listing)
    {
        var filters = listing.Category is null ? listing.Query : listing.Query.With(ListingKeys.Section, listing.Catalogue.Lists.SlugsOf(listing.Category)!);
        return Path + (filters with { Sort = ListingSort.Relevance, Page = 1 }).ToQueryString();
    }

    /// <summary>The map with other filters, from the site's root.</summary>
    public string Map(ListingQuery filters)
    {
        var link = Path + filters.ToQueryString();
        return Measure == MapMeasure.Practices ? link : QueryHelpers.AddQueryString(link, MeasureKey, ByInhabitants);
    }

    /// <summary>The listing of what the map counts, with other filters, from the site's root. One sector or category has a listing of its own.</summary>
    public static string Listing(ListingQuery filters) =>
        filters.Of(ListingKeys.Section) is [var slugs]
            ? $"{ListingPath}/{slugs}{filters.Without(ListingKeys.Section).ToQueryString()}"
            : ListingPath + filters.ToQueryString();
}
