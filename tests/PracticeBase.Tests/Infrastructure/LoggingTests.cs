using System.Text.Json;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Logs as a collector wants them: a JSON object a line, where and how the configuration says.</summary>
public sealed class LoggingTests
{
    [Fact]
    public async Task Log_AsJson_TakesThePlaceOfTheOwnFiles()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var directory = Directory.CreateTempSubdirectory("practicebase-log-").FullName;
        var log = Path.Combine(directory, "portal.json");
        await using var app = PracticeBaseApp.Build(
        [
            "--environment=Testing", "--applicationName=PracticeBase", "--urls=http://127.0.0.1:0", $"--Storage:Directory={directory}", "--Portal:Operator=X", "--Portal:Email=x@example.org", "--Jobs:PeriodSeconds=0",
            "--Serilog:WriteTo:0:Name=File", $"--Serilog:WriteTo:0:Args:path={log}", "--Serilog:WriteTo:0:Args:formatter=Serilog.Formatting.Json.JsonFormatter, Serilog",
        ]);
        await app.StartAsync(cancelled);
        using (var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) })
        {
            await client.GetAsync("/favicon.svg?tajne=1", cancelled);
        }

        await app.StopAsync(cancelled);
        await app.DisposeAsync();
        var lines = await File.ReadAllLinesAsync(log, cancelled);
        Assert.Contains(lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("Properties")), p => p.TryGetProperty("Path", out var path) && path.GetString() == "/favicon.svg");
        Assert.DoesNotContain(lines, l => l.Contains("tajne", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(directory, "logs")));
        Directory.Delete(directory, recursive: true);
    }
}
