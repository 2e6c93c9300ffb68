using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Features.Transfer;
using Xunit;

namespace PracticeBase.Tests.Transfer;

public sealed class TransferVerbTests : TransferTestBase
{
    [Fact]
    public async Task Import_FolderWithOneBrokenFile_TakesTheOthersAndFails()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Host.Directory, "in")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.json"), Json(Document()), Cancelled);
        await File.WriteAllTextAsync(Path.Combine(folder, "b.json"), "{ \"practices\": [", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(folder, "c.pdf"), "", Cancelled);

        var (code, output, _) = await RunAsync("import", folder, "--as", "published");

        Assert.Equal(1, code);
        Assert.Contains("Pominięto c.pdf", output, StringComparison.Ordinal);
        Assert.Contains("dodano BDP 0001 jako opublikowaną", output, StringComparison.Ordinal);
        Assert.Contains("b.json", output, StringComparison.Ordinal);
        Assert.EndsWith("Zaimportowano: 1 nowa, 0 zmienionych, 0 bez zmian, 1 błąd.", output.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("00 000 11 22", output, StringComparison.Ordinal);
        Assert.DoesNotContain("anna@example.org", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithoutMode_MakesDrafts()
    {
        var path = Path.Combine(Host.Directory, "a.json");
        await File.WriteAllTextAsync(path, Json(Document()), Cancelled);

        var (code, output, _) = await RunAsync("import", path);

        Assert.Equal(0, code);
        Assert.Contains("jako szkic", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "import", "/nie/ma/takiego")]
    [InlineData(2, "import", "x", "--as", "inaczej")]
    [InlineData(2, "import")]
    [InlineData(2, "export")]
    [InlineData(2, "demo", "--count", "dużo")]
    [InlineData(1, "demo", "--environment=Production")]
    public async Task Verb_WrongUse_EndsWithCodeAndSentence(int expected, params string[] args)
    {
        var (code, _, error) = await RunAsync(args);

        Assert.Equal(expected, code);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Export_ImportedElsewhere_IsEqualWithoutPhonesAndEmails()
    {
        var attachment = new AttachmentDocument { FileName = "a.txt", Title = "Załącznik", Data = "abc"u8.ToArray() };
        await WriteAsync(Document() with { Attachments = [attachment], Cost = 12.5m });
        await WriteAsync(Document("Druga praktyka"));
        var (first, second) = (Path.Combine(Host.Directory, "first.json"), Path.Combine(Host.Directory, "second.json"));
        var other = new TestHost();
        try
        {
            await other.InitializeAsync();

            Assert.Equal(0, (await RunAsync("export", first)).Code);
            Assert.Equal(0, (await RunAsync(other, "import", first, "--as", "published")).Code);
            Assert.Equal(0, (await RunAsync(other, "export", second)).Code);

            var exported = await File.ReadAllTextAsync(first, Cancelled);
            Assert.Equal(exported, await File.ReadAllTextAsync(second, Cancelled));
            Assert.DoesNotContain("anna@example.org", exported, StringComparison.Ordinal);
            Assert.DoesNotContain("00 000 11 22", exported, StringComparison.Ordinal);
            Assert.Contains("2 bez zmian", (await RunAsync(other, "import", first, "--as", "published")).Output, StringComparison.Ordinal);
            Assert.Contains("2 bez zmian", (await RunAsync("import", first, "--as", "published")).Output, StringComparison.Ordinal);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task DemoCount_RunTwice_AddsOnlyWhatIsMissing()
    {
        Assert.Contains("Dodano: 40 praktyk; już były: 0.", (await RunAsync("demo", "--count", "40")).Output, StringComparison.Ordinal);
        Assert.Contains("Dodano: 22 praktyki; już były: 40.", (await RunAsync("demo", "--count", "62")).Output, StringComparison.Ordinal);

        Assert.Equal(62, await Host.QueryAsync(db => db.Practices.CountAsync(Cancelled)));
        Assert.True(await Host.QueryAsync(db => db.Revisions.AllAsync(r => r.CategoryId != null && r.LocalGovernmentId != null && r.ImplementingUnitId != null, Cancelled)));
        Assert.True(await Host.QueryAsync(db => db.Changes.AllAsync(c => c.PracticeId == null, Cancelled)));
    }

    [Fact]
    public async Task DemoCount_InTwoDatabases_MakesTheSamePractices()
    {
        var other = new TestHost();
        try
        {
            await other.InitializeAsync();
            await RunAsync("demo", "--count", "20");
            await RunAsync(other, "demo", "--count", "20");

            Assert.Equal(await ExportAsync(Host), await ExportAsync(other));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task DemoData_LoadedTwice_AddsNothingTwice()
    {
        var (added, total) = await DemoData.LoadAsync(Host.Services, Cancelled);
        var changes = await ChangeCountAsync();

        var again = await DemoData.LoadAsync(Host.Services, Cancelled);

        Assert.Equal(total, added);
        Assert.Equal((0, total), again);
        Assert.Equal(changes, await ChangeCountAsync());
        Assert.True(await Host.QueryAsync(db => db.Practices.AllAsync(p => p.ReadCount > 0, Cancelled)));
    }

    private static string Json(PracticeDocument document) => JsonSerializer.Serialize(new PracticeExport { Practices = [document] }, PracticeExport.JsonOptions);

    private static Task<List<PracticeDocument>> DocumentsAsync(TestHost host) => host.InScopeAsync(s =>
        s.GetRequiredService<PracticeExporter>().DocumentsAsync(cancellationToken: Cancelled).ToListAsync(Cancelled).AsTask());

    private static async Task<string> ExportAsync(TestHost host) => JsonSerializer.Serialize(await DocumentsAsync(host), PracticeExport.JsonOptions);

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => RunAsync(Host, args);

    /// <summary>The verb with the host's configuration, in this process; an argument of the test's own wins.</summary>
    private static async Task<(int Code, string Output, string Error)> RunAsync(TestHost host, params string[] args)
    {
        string[] all = [.. args, .. host.Arguments.Where(a => !args.Any(own => own.Split('=')[0] == a.Split('=')[0]))];
        var root = new RootCommand { TransferVerbs.Import(all), TransferVerbs.Export(all), TransferVerbs.Demo(all) };
        foreach (var verb in root.Subcommands)
        {
            verb.TreatUnmatchedTokensAsErrors = false;
        }

        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await root.Parse(all).InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, Cancelled);
        return (code, output.ToString(), error.ToString());
    }
}
