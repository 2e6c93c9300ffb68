using System.Globalization;
using PracticeBase.Features.Transfer;

namespace PracticeBase.Features.Operations;

/// <summary>Prints what a check found, a line each: «ok», «uwaga» or «błąd».</summary>
internal sealed class CheckReport(VerbConsole console)
{
    private const int MaxNamed = 5;

    private static readonly CultureInfo Polish = CultureInfo.GetCultureInfo("pl-PL");

    private int warnings;
    private int errors;

    public VerbConsole Console => console;

    public void Good(string text) => console.Line($"  ok     {text}");

    /// <summary>Something to look at; the portal works.</summary>
    public void Warn(string text)
    {
        warnings++;
        console.Line($"  uwaga  {text}");
    }

    /// <summary>Something is broken or lost.</summary>
    public void Fail(string text)
    {
        errors++;
        console.Line($"  błąd   {text}");
    }

    /// <returns>The exit code.</returns>
    public int Finish()
    {
        console.Line(errors + warnings == 0
            ? "Wszystko w porządku."
            : $"Wynik: {Plural.Of(errors, "błąd", "błędy", "błędów")}, {Plural.Of(warnings, "uwaga", "uwagi", "uwag")}.");
        return errors == 0 ? 0 : 1;
    }

    /// <summary>«12,3 MB», of 1,000,000 bytes.</summary>
    public static string Megabytes(long bytes) => string.Create(Polish, $"{bytes / 1_000_000m:0.0} MB");

    /// <summary>The first few, and that there are more.</summary>
    public static string Some(IReadOnlyCollection<string> names) => string.Join(", ", names.Take(MaxNamed)) + (names.Count > MaxNamed ? ", …" : "");
}
