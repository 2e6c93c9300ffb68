using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Statistics;

/// <summary>The editors' statistics as tables in the request's language; the practices lead to the desk.</summary>
public sealed class DeskTables(DeskStatistics statistics, PublicStatistics known, Catalogue catalogue, Words words)
{
    public DeskStatistics Statistics => statistics;

    public PublicStatistics Public => known;

    public StatisticsTable Working => Table("stany", ReviewWorkflow.Working.Select(s => new StatisticsRow(words.Plain($"Statistics.Status.{s}"), statistics.Working.GetValueOrDefault(s))));

    public StatisticsTable EmptySearches => Table("bez-wynikow", statistics.EmptySearches.Select(m => PublicTables.Month(words, m.Month, m.Searches)));

    public StatisticsTable Needs => Table("czego-brakuje", statistics.Needs.Select(n => new StatisticsRow(n.Text, n.Searches)
    {
        Path = "/praktyki" + new ListingQuery { Text = n.Text }.ToQueryString(),
        IsContent = true,
    }));

    public StatisticsTable Trends => Table("trendy", known.Trends.Select(t => Practice(t.PracticeId, [t.Now, t.Before])).OfType<StatisticsRow>());

    public StatisticsTable Unread => Table("nieczytane", statistics.Unread.First.Select(p => Practice(p.PracticeId, [p.Reads])).OfType<StatisticsRow>());

    public StatisticsTable Unverified => Table("niezweryfikowane", statistics.Unverified.First.Select(p => Practice(p.PracticeId, [], p.VerifiedOn)).OfType<StatisticsRow>());

    public IEnumerable<StatisticsTable> All => [Working, EmptySearches, Needs, Trends, Unread, Unverified];

    private StatisticsRow? Practice(int id, IReadOnlyList<long> values, DateOnly? date = null) => catalogue.Find(id) is { } entry
        ? new StatisticsRow(entry.Title, values) { Path = $"/redakcja/praktyka/{id}", Signature = entry.Signature, Date = date, IsContent = true }
        : null;

    private StatisticsTable Table(string name, IEnumerable<StatisticsRow> rows) => new()
    {
        Name = name,
        Title = words.Plain($"Statistics.Title.{name}"),
        LabelHead = words.Plain($"Statistics.Head.{name}"),
        ValueHeads = name switch
        {
            "stany" => [words.Plain("Statistics.Revisions")],
            "trendy" => [words.Plain("Statistics.ReadsNow"), words.Plain("Statistics.ReadsBefore")],
            "nieczytane" => [words.Plain("Statistics.ReadsEver")],
            "niezweryfikowane" => [],
            _ => [words.Plain("Statistics.Searches")],
        },
        DateHead = name == "niezweryfikowane" ? words.Plain("Statistics.VerifiedOn") : null,
        Rows = [.. rows],
    };
}
