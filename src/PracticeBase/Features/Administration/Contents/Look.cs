namespace PracticeBase.Features.Administration.Contents;

/// <summary>What administrators choose among for the look of a category or a banner: the names in site.css and icons.svg.</summary>
public static class Look
{
    public static IReadOnlyList<string> Themes { get; } = ["spol", "tech", "inst", "ener", "ngo", "jst", "dial", "smup", "rez"];

    public static IReadOnlyList<string> Icons { get; } =
        ["p-spol", "p-tech", "p-inst", "p-ener", "p-ngo", "p-jst", "p-dial", "p-smup", "p-kult", "p-pomoc", "p-osw", "p-zdrow", "p-sport", "p-rez", "p-mapa"];
}
