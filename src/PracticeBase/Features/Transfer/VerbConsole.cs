using System.CommandLine;
using Spectre.Console;

namespace PracticeBase.Features.Transfer;

/// <summary>What a verb prints: plain lines, and a progress bar above which they scroll when there is a terminal.</summary>
internal sealed class VerbConsole(InvocationConfiguration configuration)
{
    private readonly bool isTerminal = ReferenceEquals(configuration.Output, Console.Out) && !Console.IsOutputRedirected;

    public void Line(string text)
    {
        if (isTerminal)
        {
            AnsiConsole.Console.WriteLine(text);
        }
        else
        {
            configuration.Output.WriteLine(text);
        }
    }

    public void Error(string text) => configuration.Error.WriteLine(text);

    /// <summary>Runs the work; it reports how many of the total are done.</summary>
    public async Task RunAsync(string title, int total, bool withBar, Func<Action<int>, Task> work)
    {
        if (!isTerminal || !withBar)
        {
            await work(_ => { });
            return;
        }

        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(total, 1));
                await work(done => task.Value = done);
                task.Value = task.MaxValue;
            });
    }
}

/// <summary>Polish plural forms with their number: «1 błąd», «2 błędy», «5 błędów».</summary>
internal static class Plural
{
    public static string Of(int count, string one, string few, string many)
    {
        var (tens, ones) = (count / 10 % 10, count % 10);
        return $"{count} {(count == 1 ? one : tens != 1 && ones is >= 2 and <= 4 ? few : many)}";
    }
}
