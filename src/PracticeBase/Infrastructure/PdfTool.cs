using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace PracticeBase.Infrastructure;

/// <summary>Runs one of Poppler's programs on a PDF.</summary>
internal static class PdfTool
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>What it printed; null when it is not on the path.</returns>
    /// <exception cref="InvalidDataException">It could not read the file or took too long over it.</exception>
    public static async Task<string?> RunAsync(string program, IEnumerable<string> arguments, byte[] content, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            try
            {
                await process.StandardInput.BaseStream.WriteAsync(content, limit.Token);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // It gave up on a damaged file before it had read it all; its exit code says so below.
            }

            await process.WaitForExitAsync(limit.Token);
            await errors;
            return process.ExitCode == 0 ? await output : throw new InvalidDataException($"{program} ended with {process.ExitCode}.");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidDataException($"{program} took longer than {Patience.TotalSeconds} s.");
        }
    }
}
