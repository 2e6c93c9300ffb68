using System.Globalization;
using Microsoft.Extensions.Primitives;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Practices;

/// <summary>A listing's address, read and checked: each value exists, text is bounded.</summary>
public sealed record ListingQuery
{
    public const int MaxTextLength = 200;
    public const int MaxValues = 50;

    public string Text { get; init; } = "";

    /// <summary>The chosen order; without a choice <see cref="DefaultSort"/>, and never by relevance where there is no text.</summary>
    public ListingSort Sort
    {
        get => ChosenSort is { } sort && (sort != ListingSort.Relevance || Text.Length > 0) ? sort : DefaultSort;
        init => ChosenSort = value;
    }

    /// <summary>By relevance where there is a text, else the newest first.</summary>
    public ListingSort DefaultSort => Text.Length > 0 ? ListingSort.Relevance : ListingSort.Newest;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Facet → chosen values, as in the address.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    private ListingSort? ChosenSort { get; init; }

    public IReadOnlyList<string> Of(string facet) => Values.GetValueOrDefault(facet, []);

    public bool HasFilters => Values.Count > 0;

    /// <exception cref="BadRequestException">A value that is malformed or does not exist.</exception>
    public static ListingQuery Read(IQueryCollection query, Catalogue catalogue)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var facet in ListingKeys.Facets)
        {
            var chosen = query[facet].OfType<string>().Where(v => v.Length > 0).Distinct().ToList();
            if (chosen.Count > MaxValues)
            {
                throw new BadRequestException(facet, "…");
            }

            if (chosen.Find(v => Facet.Of(facet).Parse(catalogue.Lists, v) is null) is { } unknown)
            {
                throw new BadRequestException(facet, unknown);
            }

            if (chosen.Count > 0)
            {
                values.Add(facet, chosen);
            }
        }

        return new ListingQuery
        {
            Text = ReadText(query[ListingKeys.Text]),
            ChosenSort = ReadSort(query[ListingKeys.Sort]),
            Page = ReadPage(query[ListingKeys.Page]),
            Values = values,
        };
    }

    /// <summary>The same without the values of other facets than these.</summary>
    public ListingQuery Only(IEnumerable<string> facets) => this with { Values = Values.Where(v => facets.Contains(v.Key)).ToDictionary(v => v.Key, v => v.Value) };

    /// <summary>What one can follow: the same without its page and order.</summary>
    public ListingQuery ToFollow() => this with { Page = 1, ChosenSort = null };

    /// <summary>The same listing with one value of a facet more or less, on its first page.</summary>
    public ListingQuery Toggle(string facet, string value)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(Values);
        List<string> chosen = Of(facet).Contains(value) ? [.. Of(facet).Where(v => v != value)] : [.. Of(facet), value];
        if (chosen.Count == 0)
        {
            values.Remove(facet);
        }
        else
        {
            values[facet] = chosen;
        }

        return this with { Values = values, Page = 1 };
    }

    /// <summary>The same listing with this value of a facet alone, on its first page.</summary>
    public ListingQuery With(string facet, string value) => this with { Values = new Dictionary<string, IReadOnlyList<string>>(Values) { [facet] = [value] }, Page = 1 };

    /// <summary>The same listing whatever the value of a facet, on its first page.</summary>
    public ListingQuery Without(string facet) => Only(ListingKeys.Facets.Where(f => f != facet)) with { Page = 1 };

    /// <summary>The query string with its question mark; defaults are left out, so that one listing has one address.</summary>
    public string ToQueryString()
    {
        var pairs = new List<KeyValuePair<string, string?>>();
        if (Text.Length > 0)
        {
            pairs.Add(new(ListingKeys.Text, Text));
        }

        pairs.AddRange(ListingKeys.Facets.SelectMany(f => Of(f).Order(StringComparer.Ordinal).Select(v => new KeyValuePair<string, string?>(f, v))));
        if (Sort != DefaultSort)
        {
            pairs.Add(new(ListingKeys.Sort, SortValue(Sort)));
        }

        if (Page > 1)
        {
            pairs.Add(new(ListingKeys.Page, Page.ToString(CultureInfo.InvariantCulture)));
        }

        return QueryString.Create(pairs).ToUriComponent();
    }

    public static string SortValue(ListingSort sort) => sort switch
    {
        ListingSort.Newest => "najnowsze",
        ListingSort.Updated => "aktualizowane",
        ListingSort.Title => "tytul",
        ListingSort.Relevance => "trafnosc",
        _ => "ludnosc",
    };

    public static string KindValue(PracticeKind kind) => kind == PracticeKind.Practice ? "praktyka" : "rezultat";

    public static string UnitTypeValue(LocalGovernmentType type) => type switch
    {
        LocalGovernmentType.UrbanCommune => "gmina-miejska",
        LocalGovernmentType.RuralCommune => "gmina-wiejska",
        LocalGovernmentType.UrbanRuralCommune => "gmina-miejsko-wiejska",
        LocalGovernmentType.CityWithCountyRights => "miasto-na-prawach-powiatu",
        LocalGovernmentType.County => "powiat",
        LocalGovernmentType.Voivodeship => "wojewodztwo",
        _ => "zwiazek",
    };

    /// <summary>Any text is a question: a longer one is cut, signs that are none become spaces.</summary>
    private static string ReadText(StringValues values)
    {
        var text = values.FirstOrDefault() ?? "";
        var clean = string.Concat(text.Take(MaxTextLength * 4).Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') ? ' ' : c));
        var line = string.Join(' ', clean.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxTextLength ? line : line[..MaxTextLength].TrimEnd();
    }

    private static ListingSort? ReadSort(StringValues values)
    {
        if (values.FirstOrDefault() is not { Length: > 0 } value)
        {
            return null;
        }

        foreach (var sort in Enum.GetValues<ListingSort>())
        {
            if (SortValue(sort) == value)
            {
                return sort;
            }
        }

        throw new BadRequestException(ListingKeys.Sort, value);
    }

    private static int ReadPage(StringValues values)
    {
        if (values.FirstOrDefault() is not { Length: > 0 } value)
        {
            return 1;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page >= 1
            ? page
            : throw new BadRequestException(ListingKeys.Page, value);
    }
}
