using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Operations;

public sealed class S3OperationsTests : OperationsTestBase
{
    private readonly S3Server server = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Backup_OfABucket_IsRestoredIntoAnother()
    {
        var sha256 = await AddInBucketAsync();

        Assert.Equal(0, (await RunAsync(["backup", BackupPath, .. server.Settings])).Code);

        await using var second = new S3Server();
        var other = new TestHost();
        try
        {
            var ran = await RunAsync(other, ["restore", BackupPath, .. second.Settings]);
            Assert.Equal((0, ""), (ran.Code, ran.Error));
            Assert.Equal(sha256, Text.Sha256(Assert.Single(second.Objects).Value.Content));
            Assert.Equal(KeyOf(sha256), second.Objects.Keys.Single());
            Assert.False(Directory.Exists(Path.Combine(other.Directory, "files")));
            var check = await RunAsync(other, ["check", "--hashes", .. second.Settings]);
            Assert.True(check.Code == 0, check.Output);
            File.Delete(Path.Combine(other.Directory, "practicebase.db"));
            Assert.Contains("--overwrite", (await RunAsync(other, ["restore", BackupPath, .. second.Settings])).Error, StringComparison.Ordinal);
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task Backup_WhileTheBucketIsDown_FailsAndLeavesNothing()
    {
        await AddInBucketAsync();
        server.Fault = _ => 403;

        var ran = await RunAsync(["backup", BackupPath, .. server.Settings]);

        Assert.Equal(1, ran.Code);
        Assert.Contains("s3://", ran.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Host.Directory, "*kopia*"));
    }

    /// <summary>A nightly copy of a storage that lost its files must not take the place of the one that has them.</summary>
    [Fact]
    public async Task Backup_WithoutItsFiles_LeavesTheFormerOne()
    {
        var sha256 = await AddInBucketAsync();
        Assert.Equal(0, (await RunAsync(["backup", BackupPath, .. server.Settings])).Code);
        var former = await File.ReadAllBytesAsync(BackupPath, Cancelled);

        server.Objects.TryRemove(KeyOf(sha256), out _);
        var lost = await RunAsync(["backup", BackupPath, "--overwrite", .. server.Settings]);
        server.Fault = _ => 404;
        var away = await RunAsync(["backup", BackupPath, "--overwrite", .. server.Settings]);

        Assert.Equal((1, 1), (lost.Code, away.Code));
        Assert.Contains("dotychczasowa", lost.Error, StringComparison.Ordinal);
        Assert.Contains(sha256, lost.Error, StringComparison.Ordinal);
        Assert.Contains("s3://", away.Error, StringComparison.Ordinal);
        Assert.Equal(former, await File.ReadAllBytesAsync(BackupPath, Cancelled));
        // The newer database is beside it.
        Assert.Equal(2, Directory.GetFiles(Host.Directory, "*kopia*").Length);
        Assert.Single(Directory.GetFiles(Host.Directory, "*kopia*-niepelna.*"));
    }

    [Fact]
    public async Task Demo_WithoutTheBucket_IsOneSentence()
    {
        server.Fault = _ => 404;
        var ran = await PortalProcess.RunAsync(["demo", .. Host.Arguments, .. server.Settings]);
        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("s3://", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfABucket_FindsWhatIsMissingAndTooMuch()
    {
        var sha256 = await AddInBucketAsync();
        var orphan = new string('a', 64);
        server.Objects[KeyOf(orphan)] = ([1, 2], DateTimeOffset.UtcNow.AddDays(-2));
        server.Objects[KeyOf(new string('b', 64))] = ([1, 2], DateTimeOffset.UtcNow);

        var sound = await RunAsync(["check", .. server.Settings]);
        var removing = await RunAsync(["check", "--remove-orphans", .. server.Settings]);
        server.Objects.TryRemove(KeyOf(sha256), out _);
        var missing = await RunAsync(["check", .. server.Settings]);
        server.Fault = _ => 403;
        var down = await RunAsync(["check", .. server.Settings]);

        Assert.Equal((0, 0, 1, 1), (sound.Code, removing.Code, missing.Code, down.Code));
        Assert.Contains($"1 plik w magazynie (0,0 MB) bez wiersza w bazie: {orphan}", sound.Output, StringComparison.Ordinal);
        Assert.Contains("Usunięto 1 plik", removing.Output, StringComparison.Ordinal);
        Assert.Contains($"brakuje 1 pliku z 1: {sha256}", missing.Output, StringComparison.Ordinal);
        Assert.Contains("błąd   Magazyn plików «s3://", down.Output, StringComparison.Ordinal);
        Assert.Equal([KeyOf(new string('b', 64))], server.Objects.Keys);
    }

    private static string KeyOf(string sha256) => $"baza/{sha256[..2]}/{sha256}";

    /// <summary>A practice whose attachment lies in the bucket.</summary>
    private async Task<string> AddInBucketAsync()
    {
        var sha256 = await AddPracticeAsync();
        server.Objects[KeyOf(sha256)] = (await File.ReadAllBytesAsync(FileOf(Host, sha256), Cancelled), DateTimeOffset.UtcNow);
        Directory.Delete(Path.Combine(Host.Directory, "files"), recursive: true);
        return sha256;
    }
}
