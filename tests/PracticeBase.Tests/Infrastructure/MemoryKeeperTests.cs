using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Infrastructure;
using Xunit;

namespace PracticeBase.Tests.Infrastructure;

/// <summary>Apart from all others: what they keep and drop meanwhile is of the same process.</summary>
[Collection(nameof(MemoryKeeperTests))]
[CollectionDefinition(nameof(MemoryKeeperTests), DisableParallelization = true)]
public sealed class MemoryKeeperTests
{
    private const int Large = 40_000_000;

    private readonly MemoryKeeper keeper = new(TimeProvider.System);

    public MemoryKeeperTests()
    {
        // The first time everything has grown, the second nothing.
        keeper.TidyUp();
        keeper.TidyUp();
    }

    [Fact]
    public void WhatNobodyUsesAnyMore_GoesWhenTheOldObjectsHaveGrown()
    {
        var dropped = Drop(Large);
        Assert.True(dropped.IsAlive);
        keeper.TidyUp();
        Assert.False(dropped.IsAlive);
    }

    [Fact]
    public void WhileLittleIsOld_NobodyIsKeptWaiting()
    {
        var dropped = Drop(Large / 400);
        var before = GC.CollectionCount(GC.MaxGeneration);
        keeper.TidyUp();
        Assert.Equal((true, before), (dropped.IsAlive, GC.CollectionCount(GC.MaxGeneration)));
    }

    [Fact]
    public void WhatWasReadOfTheProgramsFiles_IsGivenBack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out _), "Only with glibc on Linux.");
        Assembly[] dlls = [typeof(object).Assembly, typeof(PracticeBaseApp).Assembly, typeof(DbContext).Assembly];
        var types = CountTypes(dlls);
        var before = MappedFiles();
        Assert.InRange(before, 1000, int.MaxValue);
        keeper.TidyUp();
        Assert.InRange(MappedFiles(), 0, before / 2);
        // They are read again when somebody asks.
        Assert.Equal(types, CountTypes(dlls));
    }

    /// <summary>Looks at what most of the files say.</summary>
    private static int CountTypes(IEnumerable<Assembly> dlls) => dlls.Sum(a => a.GetTypes().Sum(t => t.GetCustomAttributesData().Count + 1));

    /// <summary>Kilobytes of dlls, mapped as files, in memory: proc_pid_smaps(5).</summary>
    private static int MappedFiles()
    {
        var (sum, isFile) = (0, false);
        foreach (var line in File.ReadLines("/proc/self/smaps"))
        {
            if (line.EndsWith(" kB", StringComparison.Ordinal))
            {
                sum += isFile && line.StartsWith("Rss:", StringComparison.Ordinal) ? int.Parse(line["Rss:".Length..^" kB".Length], CultureInfo.InvariantCulture) : 0;
            }
            else if (line.Contains('-', StringComparison.Ordinal))
            {
                isFile = line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal)).StartsWith(" r--s ", StringComparison.Ordinal) && line.EndsWith(".dll", StringComparison.Ordinal);
            }
        }

        return sum;
    }

    /// <summary>An object among the old ones that was used until now.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Drop(int bytes)
    {
        var dropped = new byte[bytes];
        // Whatever it looks through, it knows now how much the old ones take.
        GC.Collect(0);
        GC.KeepAlive(dropped);
        return new WeakReference(dropped);
    }
}
