using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Files;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Infrastructure.Files;

public sealed class S3FileStoreTests : IAsyncDisposable
{
    private readonly S3Server server = new();
    private readonly S3FileStore store;
    private readonly byte[] content = RandomNumberGenerator.GetBytes(300_000);

    public S3FileStoreTests() => store = Store();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Key => KeyOf(Text.Sha256(content));

    [Fact]
    public async Task Save_IsOneObjectUnderItsHash_HoweverOften()
    {
        var first = await store.SaveAsync(new MemoryStream(content), Cancelled);
        var second = await store.SaveAsync(new MemoryStream(content), Cancelled);

        Assert.Equal((Text.Sha256(content), content.LongLength), first);
        Assert.Equal(first, second);
        Assert.Equal(content, Assert.Single(server.Objects).Value.Content);
        Assert.True(server.Objects.ContainsKey(Key));
    }

    [Fact]
    public async Task Read_FromAnywhere_AsksForTheRestFromThere()
    {
        await store.SaveAsync(new MemoryStream(content), Cancelled);
        server.Requests.Clear();
        await using var stream = (await store.OpenReadAsync(Text.Sha256(content), Cancelled))!;

        var part = new byte[1000];
        stream.Seek(-1000, SeekOrigin.End);
        await stream.ReadExactlyAsync(part, Cancelled);
        stream.Position = 0;
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Cancelled);

        Assert.Equal(content.LongLength, stream.Length);
        Assert.Equal(content[^1000..], part);
        Assert.Equal(content, all.ToArray());
        Assert.Equal([$"HEAD {Key}", $"GET {Key} bytes={content.Length - 1000}-", $"GET {Key}"], server.Requests);
    }

    [Fact]
    public async Task Read_OfASlowServer_GivesWhatIsThere()
    {
        await store.SaveAsync(new MemoryStream(content), Cancelled);
        var rest = new TaskCompletionSource();
        (server.SentAtOnce, server.Rest) = (1000, () => rest.Task);
        await using var stream = (await store.OpenReadAsync(Text.Sha256(content), Cancelled))!;

        var start = new byte[1000];
        await stream.ReadExactlyAsync(start, Cancelled);
        rest.SetResult();
        using var end = new MemoryStream();
        await stream.CopyToAsync(end, Cancelled);

        Assert.Equal(content, start.Concat(end.ToArray()));
    }

    [Fact]
    public async Task Read_ThatIsCutOff_Fails()
    {
        await store.SaveAsync(new MemoryStream(content), Cancelled);
        (server.SentAtOnce, server.Rest) = (1000, () => throw new InvalidOperationException("Cut off."));
        await using var stream = (await store.OpenReadAsync(Text.Sha256(content), Cancelled))!;

        await Assert.ThrowsAsync<FileStoreException>(() => stream.CopyToAsync(Stream.Null, Cancelled));
    }

    [Fact]
    public async Task Empty_IsKeptAndRead()
    {
        var (sha256, _) = await store.SaveAsync(new MemoryStream(), Cancelled);
        await using var stream = (await store.OpenReadAsync(sha256, Cancelled))!;

        Assert.Equal((0, -1), (stream.Length, stream.ReadByte()));
    }

    [Fact]
    public async Task Missing_IsNull() => Assert.Null(await store.OpenReadAsync(new string('a', 64), Cancelled));

    [Fact]
    public async Task OneFailure_IsTriedAgain()
    {
        var left = 1;
        server.Fault = _ => Interlocked.Decrement(ref left) == 0 ? 500 : null;

        await store.SaveAsync(new MemoryStream(content), Cancelled);

        Assert.Equal(content, server.Objects[Key].Content);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Refusal_IsAFailureThatNamesTheStorage_AndLeavesNothing()
    {
        server.Fault = _ => 403;
        var before = Directory.GetFiles(Path.GetTempPath(), "practicebase-" + new string('?', 32)).ToHashSet();

        var saving = await Assert.ThrowsAsync<FileStoreException>(() => store.SaveAsync(new MemoryStream(content), Cancelled));
        await Assert.ThrowsAsync<FileStoreException>(() => store.OpenReadAsync(Text.Sha256(content), Cancelled));
        await Assert.ThrowsAsync<FileStoreException>(() => store.ReachAsync(Cancelled));
        await Assert.ThrowsAsync<FileStoreException>(() => store.ProbeAsync(Cancelled));

        Assert.Contains($"s3://{S3Server.Bucket}/baza/", saving.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(S3Server.SecretKey, saving.ToString(), StringComparison.Ordinal);
        Assert.Empty(server.Objects);
        Assert.All(Directory.GetFiles(Path.GetTempPath(), "practicebase-" + new string('?', 32)).Except(before), f => Assert.NotEqual(content.Length, new FileInfo(f).Length));
    }

    [Fact]
    public async Task AnotherBucket_IsNotReached()
    {
        using var wrong = Store(o => o.Bucket = "inny");
        Assert.Contains("NoSuchBucket", (await Assert.ThrowsAsync<FileStoreException>(() => wrong.ReachAsync(Cancelled))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherBucket_IsNotAMissingFile()
    {
        using var wrong = Store(o => o.Bucket = "inny");
        await Assert.ThrowsAsync<FileStoreException>(() => wrong.OpenReadAsync(new string('a', 64), Cancelled));
    }

    [Fact]
    public async Task Server_ThatSaysNothing_IsNotWaitedForForever()
    {
        using var hasty = Store(patience: TimeSpan.FromMilliseconds(100));
        var forever = new TaskCompletionSource();
        server.Before = () => forever.Task;
        await Assert.ThrowsAsync<FileStoreException>(() => hasty.OpenReadAsync(new string('a', 64), Cancelled));
        await Assert.ThrowsAsync<FileStoreException>(() => hasty.ReachAsync(Cancelled));
        await Assert.ThrowsAsync<FileStoreException>(() => hasty.ListAsync(Cancelled).ToListAsync(Cancelled).AsTask());
        forever.SetResult();
    }

    [Fact]
    public async Task Read_ThatStalls_IsNotWaitedForForever()
    {
        await store.SaveAsync(new MemoryStream(content), Cancelled);
        // Long enough for what comes before, on a busy machine too.
        using var patient = Store(patience: TimeSpan.FromSeconds(6));
        var forever = new TaskCompletionSource();
        (server.SentAtOnce, server.Rest) = (1000, () => forever.Task);
        await using (var stalled = (await patient.OpenReadAsync(Text.Sha256(content), Cancelled))!)
        {
            await stalled.ReadExactlyAsync(new byte[1000], Cancelled);
            await Assert.ThrowsAsync<FileStoreException>(() => stalled.ReadAsync(new byte[1000], Cancelled).AsTask());
        }

        forever.SetResult();
    }

    [Fact]
    public async Task Waiting_CanBeGivenUp()
    {
        await store.SaveAsync(new MemoryStream(content), Cancelled);
        using var patience = new CancellationTokenSource();
        var forever = new TaskCompletionSource();
        (server.SentAtOnce, server.Rest) = (1000, () => forever.Task);
        await using var stream = (await store.OpenReadAsync(Text.Sha256(content), Cancelled))!;
        await stream.ReadExactlyAsync(new byte[1000], Cancelled);

        var reading = stream.ReadAsync(new byte[1000], patience.Token).AsTask();
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        forever.SetResult();
    }

    [Fact]
    public async Task List_OfManyPages_HasAllAndNothingElse()
    {
        server.PageSize = 2;
        foreach (var i in Enumerable.Range(0, 5))
        {
            await store.SaveAsync(new MemoryStream([(byte)i]), Cancelled);
        }

        // Whoever uses the bucket too may have names that look a little like ours.
        foreach (var key in new[] { "baza/cudze/plik.txt", "inne/ab/plik", "baza/ab/abc.txt", "baza/ab/abcdef-raport.pdf", "baza/ab/ab", "baza/.well-known", $"baza/AB/{new string('A', 64)}", $"baza/ab/ab{new string('g', 62)}" })
        {
            server.Objects[key] = ([1], DateTimeOffset.UtcNow);
        }

        var listed = await store.ListAsync(Cancelled).ToListAsync(Cancelled);

        Assert.Equal(Enumerable.Range(0, 5).Select(i => Text.Sha256([(byte)i])).Order(StringComparer.Ordinal), listed.Select(l => l.Name).Order(StringComparer.Ordinal));
        Assert.All(listed, l => Assert.Equal(1, l.Size));
        Assert.All(listed, l => Assert.InRange(DateTimeOffset.UtcNow - l.WrittenAt, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task Remove_OldAndUnneeded_AloneIsDeleted()
    {
        var (sha256, _) = await store.SaveAsync(new MemoryStream(content), Cancelled);
        var (past, future) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));

        Assert.False(await store.RemoveAsync(sha256, past, () => Task.FromResult(false), Cancelled));
        Assert.False(await store.RemoveAsync(sha256, future, () => Task.FromResult(true), Cancelled));
        Assert.Single(server.Objects);
        Assert.True(await store.RemoveAsync(sha256, future, () => Task.FromResult(false), Cancelled));
        Assert.Empty(server.Objects);
        await store.ProbeAsync(Cancelled);
        Assert.Empty(server.Objects);
    }

    [Theory]
    [InlineData("Storage:Files", "--Storage:Files=Dyskietka")]
    [InlineData("Storage:Files", "--Storage:Files=7")]
    [InlineData("Storage:S3:Bucket", "--Storage:Files=S3", "--Storage:S3:Region=eu-central-1")]
    [InlineData("Storage:S3:Region", "--Storage:Files=S3", "--Storage:S3:Bucket=b")]
    [InlineData("Storage:S3:ServiceUrl", "--Storage:Files=S3", "--Storage:S3:Bucket=b", "--Storage:S3:ServiceUrl=minio:9000")]
    [InlineData("Storage:S3:SecretKey", "--Storage:Files=S3", "--Storage:S3:Bucket=b", "--Storage:S3:Region=eu-central-1", "--Storage:S3:AccessKey=a")]
    [InlineData("Storage:S3:ForcePathStyle", "--Storage:Files=S3", "--Storage:S3:ForcePathStyle=moze")]
    [InlineData("Storage:FilesDirectory", "--Storage:FilesDirectory=/proc/nie-ma")]
    public async Task Start_WrongSettings_NameTheKey(string key, params string[] settings)
    {
        var host = new TestHost();
        try
        {
            var failure = Assert.Throws<StartupException>(() => PracticeBaseApp.Build([.. host.Arguments, .. settings], quiet: true));
            Assert.Contains(key, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task FilesDirectory_IsWhereFilesLie()
    {
        var host = new TestHost();
        try
        {
            var shared = Path.Combine(host.Directory, "wspolny");
            await using var app = PracticeBaseApp.Build([.. host.Arguments, $"--Storage:FilesDirectory={shared}"], quiet: true);
            var (sha256, _) = await app.Services.GetRequiredService<FileStore>().SaveAsync(new MemoryStream(content), Cancelled);
            Assert.True(File.Exists(Path.Combine(shared, sha256[..2], sha256)));
            Assert.False(Directory.Exists(Path.Combine(host.Directory, "files")));
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        store.Dispose();
        await server.DisposeAsync();
    }

    private static string KeyOf(string sha256) => $"baza/{sha256[..2]}/{sha256}";

    private S3FileStore Store(Action<S3Options>? change = null, TimeSpan? patience = null)
    {
        var options = new S3Options { ServiceUrl = server.Url, Bucket = S3Server.Bucket, Prefix = "/baza/", AccessKey = S3Server.AccessKey, SecretKey = S3Server.SecretKey };
        change?.Invoke(options);
        return patience is { } limit ? new S3FileStore(options, limit) : new S3FileStore(options);
    }
}
