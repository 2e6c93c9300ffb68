using System.Globalization;
using System.Runtime.InteropServices;

namespace PracticeBase.Infrastructure;

/// <summary>Memory that is not .NET's own. Given back with glibc on Linux; elsewhere nothing is done.</summary>
internal sealed class NativeMemory
{
    private const string Maps = "/proc/self/maps";

    private static readonly bool IsKnown = OperatingSystem.IsLinux() && File.Exists(Maps)
        && NativeLibrary.TryLoad(Libc.Name, out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out _);

    private HashSet<string> programs = [];

    /// <summary>What the compiler worked with, which the C library would keep for the next time, and what a start read of the program's files.</summary>
    public void GiveBack()
    {
        if (!IsKnown)
        {
            return;
        }

        _ = Libc.Trim(pad: 0);
        HashSet<string> mapped;
        try
        {
            mapped = [.. File.ReadLines(Maps).Where(IsProgramAsFile)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where no more files can be opened there is more to do than this; it is tried again the next time.
            return;
        }

        // The runtime maps a dll twice: as the program that runs, and as the file, where it reads what types there are. The pages of the latter come back
        // when they are read again, from the operating system's memory. A mapping that was there the last time too is of a loaded dll, and those stay;
        // one that comes and goes while the runtime looks for a dll could be another's meanwhile.
        foreach (var (start, end) in mapped.Where(programs.Contains).Select(Range))
        {
            _ = Libc.Advise(start, end - start, Libc.DoNotNeed);
        }

        programs = mapped;
    }

    /// <summary>«7f7bcd000000-7f7bcdefc000 r--s 00000000 fe:00 11681965    /opt/practicebase/PracticeBase.dll»: proc_pid_maps(5).</summary>
    private static bool IsProgramAsFile(string line) => line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal)).StartsWith(" r--s ", StringComparison.Ordinal) && line.EndsWith(".dll", StringComparison.Ordinal);

    private static (nuint Start, nuint End) Range(string line)
    {
        var (dash, space) = (line.IndexOf('-', StringComparison.Ordinal), line.IndexOf(' ', StringComparison.Ordinal));
        return (Address(line.AsSpan(0, dash)), Address(line.AsSpan(dash + 1, space - dash - 1)));

        static nuint Address(ReadOnlySpan<char> digits) => nuint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    private static class Libc
    {
        public const string Name = "libc.so.6";

        /// <summary>MADV_DONTNEED, madvise(2): for a file that is mapped as it is, nothing is lost by it.</summary>
        public const int DoNotNeed = 4;

        [DllImport(Name, EntryPoint = "malloc_trim")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Trim(nuint pad);

        [DllImport(Name, EntryPoint = "madvise")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Advise(nuint start, nuint length, int advice);
    }
}
