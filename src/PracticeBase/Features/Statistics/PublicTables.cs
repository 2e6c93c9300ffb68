using System.Globalization;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Statistics;

/// <summary>The public statistics as tables in the request's language. The rows of facets lead to the listing that holds as many practices as the row says.</summary>
public sealed class PublicTables(PublicStatistics statistics, Catalogue catalogue, Words words)
{
    private const int Ranked = 10;

    /// <summary>Beyond this span only years with practices are shown: a mistyped one must not stretch the chart.</summary>
    private const int MaxYears = 60;

    public PublicStatistics Statistics => statistics;

    public Catalogue Catalogue => catalogue;

    public StatisticsTable Years => Table("lata", YearRows());

    public StatisticsTable Sectors => Table("dziedziny", WithRest(catalogue.Sectors
        .Select(s => new StatisticsRow(words.Name(s), catalogue.CountOf(s)) { Path = $"/praktyki/{s.Slug}", Theme = s.Theme, Icon = s.Icon })));

    public StatisticsTable UnitTypes => Table("typy", WithRest(
        Enum.GetValues<LocalGovernmentType>().Select(t => Row(ListingKeys.UnitType, ListingQuery.UnitTypeValue(t), words.UnitType(t)))));

    public StatisticsTable Voivodeships => Table("wojewodztwa", WithRest(catalogue.Voivodeships.Select(v => Row(ListingKeys.Voivodeship, v.Slug, v.Name))));

    /// <summary>From the smallest to the largest.</summary>
    public StatisticsTable Populations => Table("ludnosc", WithRest(PopulationBand.All.Select(b => Row(ListingKeys.Population, b.Slug, words.Plain($"Population.{b.Slug}"))), isSorted: true));

    /// <summary>A practice can be for several of them, so there is no rest.</summary>
    public StatisticsTable TargetGroups => Table("grupy", Largest(catalogue.TargetGroups.Select(g => Row(ListingKeys.TargetGroup, g.Slug, words.Name(g)))));

    public StatisticsTable MostReadLately => Table("czytane-30-dni", statistics.Trends.Select(t => Practice(t.PracticeId, t.Now)).OfType<StatisticsRow>().Take(Ranked));

    public StatisticsTable MostRead => Table("czytane", statistics.Reads.Select(r => Practice(r.PracticeId, r.Reads)).OfType<StatisticsRow>().Take(Ranked));

    public StatisticsTable Guests => Table("goscie", statistics.Guests.Select(g => Month(words, g.Month, g.Guests)));

    public IEnumerable<StatisticsTable> All => [Years, Sectors, UnitTypes, Voivodeships, Populations, TargetGroups, MostReadLately, MostRead, Guests];

    /// <summary>«październik 2026», and «10.2026» where there is less room.</summary>
    internal static StatisticsRow Month(Words words, DateOnly month, long count) =>
        new(words.Date(new PartialDate(month.Year, month.Month)), count) { Short = month.ToString("MM.yyyy", CultureInfo.InvariantCulture) };

    private static IEnumerable<StatisticsRow> Largest(IEnumerable<StatisticsRow> rows) =>
        rows.Where(r => r.Value > 0).OrderByDescending(r => r.Value).ThenBy(r => r.Label, StringComparer.CurrentCulture);

    /// <summary>No year is left out between the first and the last.</summary>
    private IEnumerable<StatisticsRow> YearRows()
    {
        var years = statistics.Counts.ByFacet[ListingKeys.Year].Keys.Select(y => int.Parse(y, CultureInfo.InvariantCulture)).Order().ToList();
        if (years.Count > 0 && years[^1] - years[0] < MaxYears)
        {
            years = [.. Enumerable.Range(years[0], years[^1] - years[0] + 1)];
        }

        return years.Select(y => y.ToString(CultureInfo.InvariantCulture)).Select(y => Row(ListingKeys.Year, y, y));
    }

    /// <summary>Leads to the listing of as many practices; nowhere when there are none.</summary>
    private StatisticsRow Row(string facet, string value, string label)
    {
        var count = statistics.Counts.ByFacet[facet].GetValueOrDefault(value);
        return new StatisticsRow(label, count) { Path = count == 0 ? null : $"/praktyki?{facet}={value}" };
    }

    /// <summary>The largest first, then those of which it is not known.</summary>
    private IEnumerable<StatisticsRow> WithRest(IEnumerable<StatisticsRow> rows, bool isSorted = false)
    {
        var list = (isSorted ? rows.Where(r => r.Value > 0) : Largest(rows)).ToList();
        var rest = catalogue.PracticeCount - list.Sum(r => r.Value);
        return rest > 0 ? list.Append(new StatisticsRow(words.Plain("Statistics.Unknown"), rest)) : list;
    }

    private StatisticsRow? Practice(int id, long reads) => catalogue.Find(id) is { } entry
        ? new StatisticsRow(entry.Title, reads) { Path = $"/praktyka/{PermanentAddress.Format(id, entry.Slug)}", Signature = entry.Signature, IsContent = true }
        : null;

    private StatisticsTable Table(string name, IEnumerable<StatisticsRow> rows) => new()
    {
        Name = name,
        Title = words.Plain($"Statistics.Title.{name}"),
        LabelHead = words.Plain($"Statistics.Head.{name}"),
        ValueHeads = [words.Plain(name switch
        {
            "czytane" or "czytane-30-dni" => "Statistics.Reads",
            "goscie" => "Statistics.Guests",
            _ => "Statistics.Practices",
        })],
        Rows = [.. rows],
    };
}
