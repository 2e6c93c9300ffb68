using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data.Sqlite;
using PracticeBase.Data.SqlServer;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Operations;

public sealed class BackupTests : OperationsTestBase
{
    [Fact]
    public async Task Backup_NamesAndHashesEverything()
    {
        var sha256 = await AddPracticeAsync();

        var ran = await RunAsync("backup", BackupPath);

        Assert.Equal(0, ran.Code);
        Assert.Contains("Kopia gotowa: 1 plik i baza danych", ran.Output, StringComparison.Ordinal);
        await using var archive = await ZipFile.OpenReadAsync(BackupPath, Cancelled);
        Assert.Equal(["practicebase.db", $"files/{sha256[..2]}/{sha256}", "manifest.json", "manifest.sha256"], archive.Entries.Select(e => e.FullName));
        var text = await ReadAsync(archive.GetEntry("manifest.json")!);
        var manifest = JsonNode.Parse(text)!;
        Assert.Equal(Text.Sha256(text), System.Text.Encoding.ASCII.GetString(await ReadAsync(archive.GetEntry("manifest.sha256")!)));
        Assert.Equal("Sqlite", (string?)manifest["provider"]);
        Assert.Equal(await Host.QueryAsync(async db => (await db.Database.GetAppliedMigrationsAsync(Cancelled)).Last()), (string?)manifest["migration"]);
        foreach (var entry in manifest["entries"]!.AsArray())
        {
            var content = await ReadAsync(archive.GetEntry((string)entry!["name"]!)!);
            Assert.Equal((content.Length, Text.Sha256(content)), ((int)entry["size"]!, (string)entry["sha256"]!));
        }
    }

    [Fact]
    public async Task Backup_WhileOthersWrite_HoldsAllThatWasSavedBefore()
    {
        using var stop = new CancellationTokenSource();
        var saved = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var enough = new TaskCompletionSource();
        var writers = Enumerable.Range(0, 2).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var title = string.Create(CultureInfo.InvariantCulture, $"Praktyka {writer} {i}");
                await AddPracticeAsync(title);
                saved.Enqueue(title);
                if (saved.Count == 10)
                {
                    enough.SetResult();
                }
            }
        })).ToList();
        await Task.WhenAny([enough.Task, .. writers]);
        var before = saved.ToList();

        var ran = await RunAsync("backup", BackupPath);

        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.Equal((0, ""), (ran.Code, ran.Error));
        var other = new TestHost();
        try
        {
            Assert.Equal(0, (await RunAsync(other, ["restore", BackupPath])).Code);
            await other.InitializeAsync();
            var check = await RunAsync(other, ["check", "--hashes"]);
            Assert.True(check.Code == 0, check.Output);
            Assert.Empty(before.Except(await TitlesAsync(other)));
            Assert.Empty((await TitlesAsync(other)).Except(saved));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public void Copy_WithCommitsBetweenItsSteps_IsOfOneMoment()
    {
        var (source, target) = (Path.Combine(Host.Directory, "zrodlo.db"), Path.Combine(Host.Directory, "cel.db"));
        using var connection = new SqliteConnection($"Data Source={source};Pooling=false");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL; CREATE TABLE t(n INTEGER, filling BLOB); INSERT INTO t VALUES(1, zeroblob(30000000))");
        var steps = 0;

        SqliteFile.Copy(source, target, _ =>
        {
            // Beginning anew at every commit it would never end.
            Assert.True(++steps <= 10);
            Execute("INSERT INTO t VALUES(2, zeroblob(100))");
        }, Cancelled);

        Assert.InRange(steps, 2, 5);
        using var copy = new SqliteConnection($"Data Source={target};Pooling=false");
        copy.Open();
        using var count = new SqliteCommand("SELECT count(*) FROM t", copy);
        Assert.Equal(1L, count.ExecuteScalar());

        void Execute(string sql)
        {
            using var command = new SqliteCommand(sql, connection);
            command.ExecuteNonQuery();
        }
    }

    [Fact]
    public async Task Backup_FileThatIsThere_StaysUnlessToldOtherwise()
    {
        await AddPracticeAsync();
        await File.WriteAllTextAsync(BackupPath, "ważne", Cancelled);

        var refused = await RunAsync("backup", BackupPath);
        var kept = await File.ReadAllTextAsync(BackupPath, Cancelled);
        // The configuration behind the flag counts too.
        var replaced = await RunAsync("backup", BackupPath, "--overwrite", Host.Arguments[1]);

        Assert.Equal((1, "ważne"), (refused.Code, kept));
        Assert.Contains("--overwrite", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, replaced.Code);
        Assert.Equal(0, (await RunAsync("backup", BackupPath, "--overwrite")).Code);
        await using var archive = await ZipFile.OpenReadAsync(BackupPath, Cancelled);
        Assert.Equal(4, archive.Entries.Count);
    }

    [Fact]
    public async Task Backup_MissingAndDamagedFiles_AreToldAndTheRestIsThere()
    {
        var (missing, damaged) = (await AddPracticeAsync("Pierwsza"), await AddPracticeAsync("Druga"));
        await AddPracticeAsync("Trzecia");
        File.Delete(FileOf(Host, missing));
        await File.AppendAllTextAsync(FileOf(Host, damaged), "x", Cancelled);

        var ran = await RunAsync("backup", BackupPath);

        Assert.Equal(1, ran.Code);
        Assert.Contains(missing, ran.Error, StringComparison.Ordinal);
        Assert.Contains(damaged, ran.Error, StringComparison.Ordinal);
        var other = new TestHost();
        try
        {
            var restored = await RunAsync(other, ["restore", BackupPath]);
            Assert.Equal(0, restored.Code);
            Assert.Contains(missing, restored.Error, StringComparison.Ordinal);
            Assert.False(File.Exists(FileOf(other, damaged)));
            Assert.Single(Directory.GetFiles(Path.Combine(other.Directory, "files"), "*", SearchOption.AllDirectories));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task Backup_ThatFailsOrIsInterrupted_LeavesNothing()
    {
        var sha256 = await AddPracticeAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Host.Directory, "kopie")).FullName;
        using var interrupted = new CancellationTokenSource();
        await interrupted.CancelAsync();

        var stopped = await RunAsync(Host, ["backup", Path.Combine(folder, "a.zip")], interrupted.Token);
        File.Delete(FileOf(Host, sha256));
        Directory.CreateDirectory(FileOf(Host, sha256));
        var failed = await RunAsync("backup", Path.Combine(folder, "b.zip"));

        Assert.Equal((1, 1), (stopped.Code, failed.Code));
        Assert.NotEmpty(failed.Error);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Backup_DamagedDatabase_IsNoBackup()
    {
        await AddPracticeAsync();
        LetGo();
        Spoil(DatabasePath);

        var ran = await RunAsync("backup", BackupPath);

        Assert.Equal(1, ran.Code);
        Assert.False(File.Exists(BackupPath));
    }

    [Theory]
    [InlineData(2, "backup")]
    [InlineData(2, "restore")]
    [InlineData(1, "backup", "/nie/ma/takiego/katalogu/kopia.zip")]
    [InlineData(1, "restore", "/nie/ma/takiego/katalogu/kopia.zip")]
    public async Task Verb_WrongUse_EndsWithCodeAndSentence(int expected, params string[] args)
    {
        var ran = await RunAsync(args);

        Assert.Equal(expected, ran.Code);
        Assert.NotEmpty(ran.Error);
    }

    [Fact]
    public async Task Backup_WithoutDatabase_MakesNone()
    {
        var other = new TestHost();
        try
        {
            Assert.Equal(1, (await RunAsync(other, ["backup", BackupPath])).Code);
            Assert.False(File.Exists(Path.Combine(other.Directory, "practicebase.db")));
            Assert.False(File.Exists(BackupPath));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public void SqlServer_CommandsNameTheDatabaseSafely()
    {
        Assert.Equal("BACKUP DATABASE [Baza]] x] TO DISK = N'Baza] x.bak' WITH COPY_ONLY, CHECKSUM, COMPRESSION, INIT;", SqlServerCommands.Backup("Baza] x"));
        Assert.Equal("RESTORE DATABASE [O'Hara] FROM DISK = N'O''Hara.bak' WITH CHECKSUM, REPLACE;", SqlServerCommands.Restore("O'Hara"));
    }

    [Fact]
    public async Task Executable_EndsWithTheVerbsCodes()
    {
        var sha256 = await AddPracticeAsync();
        string[] settings = ["--Storage:Directory=" + Host.Directory, $"--Portal:Operator={PortalFactory.Operator}", $"--Portal:Email={PortalFactory.Email}"];

        Assert.Equal(0, (await PortalProcess.RunAsync(["backup", BackupPath, .. settings])).ExitCode);
        File.Delete(FileOf(Host, sha256));
        var check = await PortalProcess.RunAsync(["check", "--hashes", .. settings]);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains(sha256, check.Output, StringComparison.Ordinal);
        using (KeepOpen())
        {
            var running = await PortalProcess.RunAsync(["restore", BackupPath, "--overwrite", .. settings]);
            Assert.Equal(1, running.ExitCode);
            Assert.Contains("Zatrzymaj", running.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>Zeroes a page in the middle.</summary>
    internal static void Spoil(string database)
    {
        using var file = new FileStream(database, FileMode.Open, FileAccess.Write);
        file.Position = file.Length / 4096 / 2 * 4096;
        file.Write(new byte[4096 * 8]);
    }
}
