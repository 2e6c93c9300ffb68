using System.Runtime.CompilerServices;
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
