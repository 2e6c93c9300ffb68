namespace PracticeBase.Features.Statistics;

/// <summary>A table as a page shows it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Folder">Where its file is: «/statystyki».</param>
public sealed record TableView(StatisticsTable Table, string Folder)
{
    /// <summary>Longer tables are shown in part; the file has all of it.</summary>
    public const int Shown = 20;

    /// <summary>Of the heading.</summary>
    public string Id => $"t-{Table.Name}";

    /// <summary>How many there are, where the table holds but the first of them.</summary>
    public int? Total { get; init; }

    public int Hidden => Math.Max(Total ?? 0, Table.Rows.Count) - Math.Min(Shown, Table.Rows.Count);
}
