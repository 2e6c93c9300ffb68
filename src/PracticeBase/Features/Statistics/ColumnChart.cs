using System.Globalization;

namespace PracticeBase.Features.Statistics;

/// <summary>One column: percent across the chart, pixels down it; ready for an attribute.</summary>
public sealed record ChartColumn(StatisticsRow Row, string X, string Width, string Middle, string Top, string Height, string ValueTop, bool HasLabel);

/// <summary>A table of years or months as columns. As wide as there is room, so that it needs no script and no picture of another size.</summary>
public sealed record ColumnChart(StatisticsTable Table)
{
    public const int Height = 290;

    private const int Base = 260;
    private const int Room = 240;
    private const int LabelTop = 280;
    private const int Steps = 3;
    private const double Share = 0.76;
    private const double WidestPercent = 8;

    /// <summary>How many labels below fit beside each other on the narrowest screen.</summary>
    public required int Labels { get; init; }

    /// <summary>Said below the chart; null for nothing.</summary>
    public string? Note { get; init; }

    public string LabelY => Number(LabelTop);

    /// <summary>The horizontal lines, from the bottom.</summary>
    public IEnumerable<string> Lines => Enumerable.Range(0, Steps + 1).Select(i => Number(Base - ((double)Room * i / Steps)));

    public IReadOnlyList<ChartColumn> Columns
    {
        get
        {
            var slot = 100.0 / Math.Max(1, Table.Rows.Count);
            var width = Math.Min(slot * Share, WidestPercent);
            var labelEvery = (Table.Rows.Count + Labels - 1) / Labels;
            var top = Top(Table.Largest);
            return [.. Table.Rows.Select((row, i) =>
            {
                var middle = slot * (i + 0.5);
                var height = (double)Room * row.Value / top;
                return new ChartColumn(
                    row, Percent(middle - (width / 2)), Percent(width), Percent(middle), Number(Base - height), Number(height), Number(Base - height - 6), i % labelEvery == 0);
            })];
        }
    }

    /// <summary>The value of the uppermost line: three equal steps of a round number.</summary>
    private static long Top(long largest)
    {
        for (long power = 1; ; power *= 10)
        {
            foreach (var step in (long[])[1, 2, 3, 4, 5, 6, 8])
            {
                if (Steps * step * power >= largest)
                {
                    return Steps * step * power;
                }
            }
        }
    }

    private static string Percent(double value) => value.ToString("0.00", CultureInfo.InvariantCulture) + "%";

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
