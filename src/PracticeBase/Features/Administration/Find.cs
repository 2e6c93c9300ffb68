using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration;

/// <summary>The search of the administration's lists: every word has to be somewhere in the names, whatever its case and diacritics.</summary>
public static class Find
{
    public const int PageSize = 50;

    private const int MaxLength = 200;

    /// <summary>One line, bounded.</summary>
    public static string Tidy(string? search)
    {
        var text = InputText.CleanLine(search) ?? "";
        return text.Length > MaxLength ? text[..MaxLength] : text;
    }

    public static IQueryable<LocalGovernment> Matching(this IQueryable<LocalGovernment> places, string search)
    {
        foreach (var word in WordsOf(search))
        {
            places = places.Where(g => g.Slug.Contains(word) || g.Teryt!.StartsWith(word) || g.County!.Slug.Contains(word) || g.Voivodeship!.Slug.Contains(word));
        }

        return places;
    }

    public static IQueryable<ImplementingUnit> Matching(this IQueryable<ImplementingUnit> units, string search)
    {
        foreach (var word in WordsOf(search))
        {
            units = units.Where(u => u.Slug.Contains(word) || u.LocalGovernment!.Slug.Contains(word));
        }

        return units;
    }

    /// <summary>The page that was asked for, within those that there are.</summary>
    public static PageInfo Page(int asked, int total)
    {
        var pages = new PageInfo(1, PageSize, total).PageCount;
        return new PageInfo(Math.Clamp(asked, 1, pages), PageSize, total);
    }

    /// <summary>The query of an address, without what is empty.</summary>
    public static QueryString Query(params IEnumerable<(string Name, string? Value)> parts) =>
        QueryString.Create(parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => KeyValuePair.Create(p.Name, p.Value)));

    private static string[] WordsOf(string search) => search.Any(char.IsLetterOrDigit) ? Text.Slug(search).Split('-') : [];
}
