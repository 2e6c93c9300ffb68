using System.Runtime.CompilerServices;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Making a page takes milliseconds, showing a kept one some hundredths of one. With few processors everybody who wants a kept page would wait
/// until the other is made: it is made in steps, and whoever came meanwhile has their turn between two of them.
/// </summary>
public static class Turns
{
    public static YieldAwaitable LetOthers() => Task.Yield();
}
