using System.Globalization;
using System.Runtime.InteropServices;

namespace PracticeBase.Benchmarks.Load;

/// <summary>One core each: the server on the first, the measuring process on the second. Linux only, and only where there are two; elsewhere the system chooses.</summary>
internal static class Cores
{
    private const ulong Server = 1;
    private const ulong Client = 2;

    public static bool ArePinned { get; } = OperatingSystem.IsLinux() && Environment.ProcessorCount > 1;

    /// <summary>Keeps all threads of this process, and those that they start, on the client's core.</summary>
    public static void KeepClient()
    {
        if (ArePinned)
        {
            // «Process.ProcessorAffinity» moves the main thread alone there, and the others are running already.
            foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
            {
                Pin(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), Client);
            }
        }
    }

    /// <summary>Starts a process on the server's core: it inherits that from the thread that starts it, before it counts its processors.</summary>
    public static T StartServer<T>(Func<T> start)
    {
        if (!ArePinned)
        {
            return start();
        }

        Pin(thread: 0, Server);
        try
        {
            return start();
        }
        finally
        {
            Pin(thread: 0, Client);
        }
    }

    /// <param name="thread">0 for the calling one.</param>
    /// <exception cref="InvalidOperationException">The system refused.</exception>
    private static void Pin(int thread, ulong mask)
    {
        // A thread that has ended in the meantime needs no core.
        if (SetAffinity(thread, sizeof(ulong), in mask) != 0 && thread == 0)
        {
            throw new InvalidOperationException($"The system refused a core: error {Marshal.GetLastPInvokeError()}.");
        }
    }

    [DllImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetAffinity(int thread, nint size, in ulong mask);
}
