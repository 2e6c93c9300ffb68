using System.Globalization;
using System.Text.RegularExpressions;

namespace PracticeBase.Features.Map;

/// <summary>A rectangle of the map, x to the east and y to the south.</summary>
public readonly partial record struct MapBox(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public (double X, double Y) Middle => ((Left + Right) / 2, (Top + Bottom) / 2);

    public bool Overlaps(MapBox other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    /// <summary>Around a path whose parts begin with an absolute «M x y» and go on with relative «l dx dy …».</summary>
    public static MapBox Around(string path)
    {
        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        var (x, y) = (0.0, 0.0);
        foreach (Match step in Step().Matches(path))
        {
            var (dx, dy) = (Number(step, "x"), Number(step, "y"));
            (x, y) = step.Groups["M"].Success ? (dx, dy) : (x + dx, y + dy);
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        }

        return new MapBox(left, top, right, bottom);
    }

    private static double Number(Match step, string group) => double.Parse(step.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<M>M)?\s*(?<x>-?[\d.]+)\s*(?<y>-?[\d.]+)")]
    private static partial Regex Step();
}

/// <summary>
/// The part of the map that a picture shows: enlarged, then moved. The picture is always as large as all Poland at scale 1, so that
/// lines, letters and points keep their size.
/// </summary>
public sealed record MapView(double Scale, double Left, double Top)
{
    public const double Width = 1000;
    public const double Height = 954;

    /// <summary>How much of the picture the part itself takes; its neighbours are around it.</summary>
    private const double Filled = 0.94;

    public static string ViewBox { get; } = FormattableString.Invariant($"0 0 {Width} {Height}");

    /// <summary>What of the whole map lies within the picture.</summary>
    public MapBox Shown => new(-Left / Scale, -Top / Scale, (Width - Left) / Scale, (Height - Top) / Scale);

    /// <summary>For a group of shapes.</summary>
    public string Transform => FormattableString.Invariant($"translate({Left:0.#} {Top:0.#}) scale({Scale:0.###})");

    /// <summary>The largest view of what lies in the box.</summary>
    public static MapView Of(MapBox box)
    {
        var scale = Filled * Math.Min(Width / box.Width, Height / box.Height);
        var (x, y) = box.Middle;
        return new MapView(scale, (Width / 2) - (scale * x), (Height / 2) - (scale * y));
    }

    /// <summary>Where a point of the outlines' map stands in the picture.</summary>
    public (double X, double Y) Place(double x, double y) => (Left + (Scale * x), Top + (Scale * y));

    /// <summary>Where a place of the earth stands in the picture. The projection is that of the outlines: docs/attribution.md.</summary>
    public (double X, double Y) PlaceEarth(double latitude, double longitude) => Place((longitude - 14.07) * 98.70, (54.90 - latitude) * 160.31);
}
