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

    /// <summary>Years are never further apart than this in the chart: a mistyped one must not make it a wall.</summary>
    private const int MaxYears = 60;

    public PublicStatistics Statistics => statistics;

    public Catalogue Catalogue => catalogue;

    public StatisticsTable Years => Table("lata", YearRows());

    public StatisticsTable Sectors => Table("dziedziny", WithRest(catalogue.Sectors
        .Select(s => new StatisticsRow(words.Name(s), catalogue.CountOf(s)) { Path = $"/praktyki/{s.Slug}", Theme = s.Theme, Icon = s.Icon })));

    public StatisticsTable UnitTypes => Table("typy", WithRest(statistics.Counts.ByUnitType
        .Select(t => new StatisticsRow(words.UnitType(t.Key), t.Value) { Path = Listing(ListingKeys.UnitType, ListingQuery.UnitTypeValue(t.Key)) })));

    public StatisticsTable Voivodeships => Table("wojewodztwa", WithRest(catalogue.Voivodeships
        .Select(v => new StatisticsRow(v.Name, statistics.Counts.ByVoivodeship.GetValueOrDefault(v.Id)) { Path = Listing(ListingKeys.Voivodeship, v.Slug) })));

    /// <summary>From the smallest to the largest.</summary>
    public StatisticsTable Populations => Table("ludnosc", WithRest(
        PopulationBand.All.Select((b, i) => new StatisticsRow(words.Plain($"Population.{b.Slug}"), statistics.Counts.ByBand[i]) { Path = Listing(ListingKeys.Population, b.Slug) }), isSorted: true));

    /// <summary>A practice can be for several of them, so there is no rest.</summary>
    public StatisticsTable TargetGroups => Table("grupy", Largest(
        catalogue.TargetGroups.Select((g, i) => new StatisticsRow(words.Name(g), statistics.Counts.ByGroup[i]) { Path = Listing(ListingKeys.TargetGroup, g.Slug) })));

    public StatisticsTable MostReadLately => Table("czytane-30-dni", statistics.Trends.Select(t => Practice(t.PracticeId, t.Now)).OfType<StatisticsRow>().Take(Ranked));

    public StatisticsTable MostRead => Table("czytane", statistics.Reads.Select(r => Practice(r.PracticeId, r.Reads)).OfType<StatisticsRow>().Take(Ranked));

    public StatisticsTable Guests => Table("goscie", statistics.Guests.Select(g => Month(words, g.Month, g.Guests)));

    public IEnumerable<StatisticsTable> All => [Years, Sectors, UnitTypes, Voivodeships, Populations, TargetGroups, MostReadLately, MostRead, Guests];

    /// <summary>«październik 2026», and «10.2026» where there is less room.</summary>
    internal static StatisticsRow Month(Words words, DateOnly month, long count) =>
        new(words.Date(new PartialDate(month.Year, month.Month)), count) { Short = month.ToString("MM.yyyy", CultureInfo.InvariantCulture) };

    private static string Listing(string facet, string value) => $"/praktyki?{facet}={value}";

    private static IEnumerable<StatisticsRow> Largest(IEnumerable<StatisticsRow> rows) =>
        rows.Where(r => r.Value > 0).OrderByDescending(r => r.Value).ThenBy(r => r.Label, StringComparer.CurrentCulture);

    private IEnumerable<StatisticsRow> YearRows()
    {
        var counts = statistics.Counts.ByYear;
        if (counts.Count == 0)
        {
            return [];
        }

        var (first, last) = (counts.Keys.Min(), counts.Keys.Max());
        var years = last - first < MaxYears ? Enumerable.Range(first, last - first + 1) : counts.Keys.Order();
        return years.Select(y => (Label: y.ToString(CultureInfo.InvariantCulture), Count: counts.GetValueOrDefault(y)))
            .Select(y => new StatisticsRow(y.Label, y.Count) { Path = y.Count == 0 ? null : Listing(ListingKeys.Year, y.Label) });
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
