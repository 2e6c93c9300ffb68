namespace PracticeBase.Features.Statistics;

/// <summary>
/// What a chart shows: it is drawn from the table, stands beside it and is downloaded as it. Labels are in the request's language.
/// </summary>
public sealed record StatisticsTable
{
    /// <summary>The end of its address: «lata» for /statystyki/lata.csv.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>The head of the labels.</summary>
    public required string LabelHead { get; init; }

    /// <summary>The heads of <see cref="StatisticsRow.Values"/>.</summary>
    public required IReadOnlyList<string> ValueHeads { get; init; }

    /// <summary>The head of <see cref="StatisticsRow.Date"/>; null for a table without dates.</summary>
    public string? DateHead { get; init; }

    public required IReadOnlyList<StatisticsRow> Rows { get; init; }

    public bool HasSignatures => Rows.Any(r => r.Signature is not null);

    public long Largest => Rows.Count == 0 ? 0 : Rows.Max(r => r.Value);
}

public sealed record StatisticsRow(string Label, params IReadOnlyList<long> Values)
{
    /// <summary>Where the label leads, from the site's root; null for nowhere.</summary>
    public string? Path { get; init; }

    /// <summary>«BDP 0217» where the row is a practice.</summary>
    public string? Signature { get; init; }

    public string? Theme { get; init; }

    public string? Icon { get; init; }

    /// <summary>Under the chart's column, where the label is too long for it.</summary>
    public string? Short { get; init; }

    public DateOnly? Date { get; init; }

    /// <summary>The label is not in the page's language but as an author or a visitor wrote it.</summary>
    public bool IsContent { get; init; }

    /// <summary>The one that charts show.</summary>
    public long Value => Values.Count > 0 ? Values[0] : 0;
}
