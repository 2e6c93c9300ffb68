using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using Xunit;

namespace PracticeBase.Tests.Features.Operations;

public sealed class RestoreTests : OperationsTestBase
{
    private const string Title = "Klub seniora";

    private readonly TestHost other = new();

    [Fact]
    public async Task Restore_InAnotherFolder_ServesTheSamePagesAndFiles()
    {
        var sha256 = await AddPracticeAsync(Title);
        var attachment = await Host.QueryAsync(db => db.Attachments.Include(a => a.Revision.Practice).SingleAsync(Cancelled));
        await BackUpAsync();

        var ran = await RunAsync(other, ["restore", BackupPath]);

        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.StartsWith("Odtworzono bazę danych i 1 plik z kopii z ", ran.Output, StringComparison.Ordinal);
        var page = $"/praktyka/{attachment.Revision.PracticeId}-{attachment.Revision.Practice.Slug}";
        var (before, after) = (await GetAsync(Host, page), await GetAsync(other, page));
        Assert.Contains(Title, Encoding.UTF8.GetString(after), StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetString(before), Encoding.UTF8.GetString(after));
        var file = await GetAsync(other, $"{page}/zalaczniki/{attachment.Id}/{attachment.FileName}");
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(file)));
    }

    [Fact]
    public async Task Restore_WhereSomethingIs_NeedsTheFlag()
    {
        await AddPracticeAsync(Title);
        await BackUpAsync();
        await other.InitializeAsync();
        await other.DisposeAsync();
        Directory.CreateDirectory(other.Directory);
        File.Copy(DatabasePath, Path.Combine(other.Directory, "practicebase.db"));

        var database = await RunAsync(other, ["restore", BackupPath]);
        File.Delete(Path.Combine(other.Directory, "practicebase.db"));
        var sha256 = new string('a', 64);
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(other, sha256))!);
        await File.WriteAllTextAsync(FileOf(other, sha256), "", Cancelled);
        var files = await RunAsync(other, ["restore", BackupPath]);

        Assert.Equal((1, 1), (database.Code, files.Code));
        Assert.Contains("--overwrite", database.Error, StringComparison.Ordinal);
        Assert.Contains("--overwrite", files.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(other, ["restore", BackupPath, "--overwrite"])).Code);
    }

    [Fact]
    public async Task Restore_OverLaterState_BringsTheEarlierOneAndDropsTheIndex()
    {
        await AddPracticeAsync(Title);
        await BackUpAsync();
        await AddPracticeAsync("Późniejsza");
        var index = Path.Combine(Host.Directory, "search.db");
        await File.WriteAllTextAsync(index, "stary", Cancelled);

        using (KeepOpen())
        {
            var running = await RunAsync("restore", BackupPath, "--overwrite");
            Assert.Equal(1, running.Code);
            Assert.Contains("Zatrzymaj", running.Error, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await TitlesAsync(Host)).Count);
        LetGo();
        var ran = await RunAsync("restore", BackupPath, "--overwrite");
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        Assert.False(File.Exists(index));
        Assert.Equal([Title], await TitlesAsync(Host));
    }

    [Fact]
    public async Task Restore_OverDamagedDatabase_Works()
    {
        await AddPracticeAsync(Title);
        await BackUpAsync();
        LetGo();
        // What a killed portal had written and not yet put into its file must not get into the restored one.
        using (KeepOpen())
        {
            Sql("UPDATE Files SET ExtractedText = 'z dziennika'");
            File.Copy(DatabasePath + "-wal", DatabasePath + "-left");
        }

        await File.WriteAllBytesAsync(DatabasePath, RandomNumberGenerator.GetBytes(20_000), Cancelled);
        File.Move(DatabasePath + "-left", DatabasePath + "-wal");

        Assert.Equal(0, (await RunAsync("restore", BackupPath, "--overwrite")).Code);
        Assert.Equal([Title], await TitlesAsync(Host));
        Assert.False(await Host.QueryAsync(db => db.Files.AnyAsync(f => f.ExtractedText == "z dziennika", Cancelled)));
    }

    [Fact]
    public async Task Restore_ThatFailsInTheMiddle_LeavesTheFormerState()
    {
        var sha256 = await AddPracticeAsync(Title);
        await BackUpAsync();
        await AddPracticeAsync("Późniejsza");
        LetGo();
        // Where the file's folder should be, so that it cannot come back.
        File.Delete(FileOf(Host, sha256));
        Directory.Delete(Path.GetDirectoryName(FileOf(Host, sha256))!);
        await File.WriteAllTextAsync(Path.GetDirectoryName(FileOf(Host, sha256))!, "", Cancelled);

        var failed = await RunAsync("restore", BackupPath, "--overwrite");

        Assert.Equal(1, failed.Code);
        Assert.Contains("Magazyn plików", failed.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await TitlesAsync(Host)).Count);
        Assert.Empty(Directory.GetFiles(Host.Directory, "*.restore-*"));
        LetGo();
        File.Delete(Path.GetDirectoryName(FileOf(Host, sha256))!);
        Assert.Equal(0, (await RunAsync("restore", BackupPath, "--overwrite")).Code);
        Assert.Equal([Title], await TitlesAsync(Host));
    }

    [Fact]
    public async Task Restore_FlippedByte_IsFoundOrMeansNothing()
    {
        await AddPracticeAsync(Title);
        await BackUpAsync();
        var whole = await File.ReadAllBytesAsync(BackupPath, Cancelled);
        var random = new Random(20261126);
        int[] positions = [0, 10, 31, whole.Length - 1, whole.Length - 20, whole.Length - 60, .. Enumerable.Range(0, 6).Select(_ => random.Next(whole.Length)), .. Enumerable.Range(0, 4).Select(_ => whole.Length - random.Next(2000))];
        var found = 0;
        foreach (var position in positions)
        {
            var bytes = (byte[])whole.Clone();
            bytes[position] ^= 0x10;
            await File.WriteAllBytesAsync(BackupPath, bytes, Cancelled);
            var ran = await RunAsync(other, ["restore", BackupPath]);
            if (ran.Code == 0)
            {
                // Dates, comments and the like of the archive: nothing that is restored.
                Assert.Equal(0, (await RunAsync(other, ["check", "--hashes"])).Code);
                Directory.Delete(other.Directory, recursive: true);
                continue;
            }

            found++;
            Assert.Contains("Kopia jest uszkodzona", ran.Error, StringComparison.Ordinal);
            AssertNothingIn(other);
        }

        Assert.InRange(found, 8, positions.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(0.5)]
    [InlineData(-1)]
    public async Task Restore_CutArchive_IsRefused(double length)
    {
        await AddPracticeAsync(Title);
        await BackUpAsync();
        var whole = await File.ReadAllBytesAsync(BackupPath, Cancelled);
        await File.WriteAllBytesAsync(BackupPath, whole[..(length < 0 ? whole.Length + (int)length : length < 1 ? (int)(whole.Length * length) : (int)length)], Cancelled);

        await AssertRefusedAsync(BackupPath, "Kopia jest uszkodzona");
    }

    [Fact]
    public async Task Restore_ContentsThatDoNotBelong_AreRefused()
    {
        var sha256 = await AddPracticeAsync(Title);
        await BackUpAsync();
        var name = $"files/{sha256[..2]}/{sha256}";
        static JsonArray Entries(JsonObject manifest) => manifest["entries"]!.AsArray();
        static JsonObject Entry(string name, byte[] content) => new() { ["name"] = name, ["size"] = content.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) };
        var evil = "zło"u8.ToArray();

        await AssertRefusedAsync(await RewriteAsync(_ => { }, keep: n => n != name), $"nie ma w niej «{name}»");
        await AssertRefusedAsync(await RewriteAsync(_ => { }, added: ("dodatek.txt", evil)), "dodatek.txt");
        await AssertRefusedAsync(await RewriteAsync(_ => { }, added: (name, evil)), name);
        foreach (var outside in new[] { "../../evil.txt", "/tmp/evil.txt", $"files/../../{sha256}", "files/ab/evil", "..\\evil.txt", "search.db" })
        {
            await AssertRefusedAsync(await RewriteAsync(m => Entries(m).Add(Entry(outside, evil)), added: (outside, evil)), "Kopia jest uszkodzona");
        }

        // A right hash under the wrong name.
        var wrong = $"files/aa/{new string('a', 64)}";
        await AssertRefusedAsync(await RewriteAsync(m => Entries(m).Add(Entry(wrong, evil)), added: (wrong, evil)), "Kopia jest uszkodzona");
        await AssertRefusedAsync(await RewriteAsync(m => Entries(m)[0]!["size"] = 1_000_000_000_000_000L), "inny rozmiar");
        await AssertRefusedAsync(await RewriteAsync(m => Entries(m)[0]!["size"] = -1), "Kopia jest uszkodzona");
        await AssertRefusedAsync(await RewriteAsync(m => Entries(m)[0]!["sha256"] = new string('0', 64)), "inną treść");
        await AssertRefusedAsync(await RewriteAsync(m => Entries(m).RemoveAt(0), keep: n => n != "practicebase.db"), "nie ma w niej bazy danych");
        await AssertRefusedAsync(await RewriteAsync(m => m.Remove("entries")), "Kopia jest uszkodzona");
    }

    [Fact]
    public async Task Restore_OfANewerProgramOrAnotherProvider_IsRefused()
    {
        await AddPracticeAsync(Title);
        await BackUpAsync();

        await AssertRefusedAsync(await RewriteAsync(m => m["migration"] = "29990101000000_Future"), "29990101000000_Future");
        await AssertRefusedAsync(await RewriteAsync(m => m["format"] = 2), "nowszy program");
        await AssertRefusedAsync(await RewriteAsync(m => m["provider"] = "SqlServer"), "SqlServer");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(other.Directory))
        {
            await other.DisposeAsync();
        }
    }

    private static void AssertNothingIn(TestHost host)
    {
        Assert.Empty(Directory.GetFiles(host.Directory, "*.db*"));
        Assert.Empty(Directory.GetFiles(Path.Combine(host.Directory, "files"), "*", SearchOption.AllDirectories));
    }

    private async Task AssertRefusedAsync(string archive, string word)
    {
        var ran = await RunAsync(other, ["restore", archive]);
        Assert.Equal(1, ran.Code);
        Assert.Contains(word, ran.Error, StringComparison.Ordinal);
        AssertNothingIn(other);
    }

    private async Task BackUpAsync() => Assert.Equal(0, (await RunAsync("backup", BackupPath)).Code);

    private static async Task<byte[]> GetAsync(TestHost host, string path)
    {
        await using var app = PracticeBaseApp.Build(["--applicationName=PracticeBase", "--urls=http://127.0.0.1:0", .. host.Arguments, "--Jobs:PeriodSeconds=0"], quiet: true);
        await app.Services.PrepareDatabaseAsync(Cancelled);
        await app.StartAsync(Cancelled);
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        using var answer = await client.GetAsync(path, Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancelled);
        await app.StopAsync(Cancelled);
        // Links and forms name the host and a secret of their own.
        return path.Contains("zalaczniki", StringComparison.Ordinal)
            ? bytes
            : Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(Encoding.UTF8.GetString(bytes), "127\\.0\\.0\\.1(:|%3A)\\d+|value=\"CfDJ[^\"]+\"", ""));
    }
}
