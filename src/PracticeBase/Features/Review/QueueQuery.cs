using System.Globalization;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

public enum QueueState
{
    /// <summary>Waiting or in review.</summary>
    Open,

    /// <summary>Submitted, nobody's.</summary>
    New,
    InReview,
    AtExpert,

    /// <summary>Submitted again after it was returned.</summary>
    Resubmitted,
    Returned,
    Scheduled,
}

/// <summary>What the queue shows, as the address says it; defaults are left out.</summary>
public sealed record QueueQuery
{
    public const string Mine = "moje";
    public const string Nobody = "nikt";

    private const string StateKey = "stan";
    private const string SectorKey = "dziedzina";
    private const string VoivodeshipKey = "wojewodztwo";
    private const string AssigneeKey = "opiekun";
    private const string AgeKey = "wiek";
    private const string SortKey = "sort";
    private const string PageKey = "strona";
    private const string NewestFirst = "najnowsze";

    private static readonly (QueueState State, string Value)[] States =
    [
        (QueueState.New, "nowe"), (QueueState.InReview, "w-ocenie"), (QueueState.AtExpert, "u-eksperta"), (QueueState.Resubmitted, "po-poprawkach"), (QueueState.Returned, "zwrocone"), (QueueState.Scheduled, "zaplanowane"),
    ];

    public QueueState State { get; init; }

    /// <summary>The sector's slug; empty for all.</summary>
    public string Sector { get; init; } = "";

    public string Voivodeship { get; init; } = "";

    /// <summary><see cref="Mine"/>, <see cref="Nobody"/>, the number of an account, or empty.</summary>
    public string Assignee { get; init; } = "";

    /// <summary>Waiting for more than so many days: 7, 14 or 0 for any.</summary>
    public int OlderThan { get; init; }

    public bool IsNewestFirst { get; init; }

    public int Page { get; init; } = 1;

    /// <exception cref="BadRequestException">A value that no queue has.</exception>
    public static QueueQuery Read(IQueryCollection address, Catalogue catalogue)
    {
        string Value(string key, Func<string, bool> exists) =>
            address[key].FirstOrDefault() is { Length: > 0 } value ? exists(value) ? value : throw new BadRequestException(key, value.Length > 100 ? null : value) : "";
        var state = Value(StateKey, v => States.Any(s => s.Value == v));
        return new QueueQuery
        {
            State = States.FirstOrDefault(s => s.Value == state).State,
            Sector = Value(SectorKey, v => catalogue.Sectors.Any(s => s.Slug == v)),
            Voivodeship = Value(VoivodeshipKey, v => catalogue.Voivodeships.Any(p => p.Slug == v)),
            Assignee = Value(AssigneeKey, v => v is Mine or Nobody || IsNumber(v)),
            OlderThan = Value(AgeKey, v => v is "7" or "14") is { Length: > 0 } days ? int.Parse(days, CultureInfo.InvariantCulture) : 0,
            IsNewestFirst = Value(SortKey, v => v == NewestFirst).Length > 0,
            Page = Value(PageKey, v => IsNumber(v)) is { Length: > 0 } page ? Math.Max(1, int.Parse(page, CultureInfo.InvariantCulture)) : 1,
        };
    }

    public static string ValueOf(QueueState state) => States.FirstOrDefault(s => s.State == state).Value ?? "";

    /// <summary>The desk's path with the query.</summary>
    public string Address
    {
        get
        {
            var pairs = new (string Key, string Value)[]
            {
                (StateKey, ValueOf(State)), (SectorKey, Sector), (VoivodeshipKey, Voivodeship), (AssigneeKey, Assignee), (AgeKey, OlderThan == 0 ? "" : OlderThan.ToString(CultureInfo.InvariantCulture)),
                (SortKey, IsNewestFirst ? NewestFirst : ""), (PageKey, Page == 1 ? "" : Page.ToString(CultureInfo.InvariantCulture)),
            };
            return "/redakcja" + QueryString.Create(pairs.Where(p => p.Value.Length > 0).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)));
        }
    }

    private static bool IsNumber(string value) => value.Length <= 9 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
