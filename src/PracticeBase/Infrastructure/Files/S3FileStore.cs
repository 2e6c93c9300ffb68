using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace PracticeBase.Infrastructure.Files;

/// <summary>Files under «{prefix}/ab/abcdef…» of a bucket.</summary>
public sealed class S3FileStore : FileStore, IDisposable
{
    private const string Probe = ".probe";

    /// <summary>For a whole upload to get there.</summary>
    private static readonly TimeSpan PatienceToSend = TimeSpan.FromMinutes(5);

    /// <summary>For an answer to begin, all tries of the SDK together: whoever opens a file waits for it.</summary>
    private static readonly TimeSpan PatienceToAnswer = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PatienceToConnect = TimeSpan.FromSeconds(5);

    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;
    private readonly TimeSpan patience;

    public S3FileStore(S3Options options)
        : this(options, PatienceToAnswer)
    {
    }

    /// <param name="options">Where it is.</param>
    /// <param name="patience">For an answer to begin, and for the next piece of a content that is read.</param>
    public S3FileStore(S3Options options, TimeSpan patience)
    {
        this.patience = patience;
        bucket = options.Bucket!;
        prefix = string.IsNullOrWhiteSpace(options.Prefix?.Trim('/')) ? "" : options.Prefix.Trim('/') + "/";
        var config = new AmazonS3Config
        {
            // Newer SDKs add checksums of their own to every upload, as trailers of a chunked body, and look for them in every download.
            // Servers other than Amazon's often do not know them. Contents are named by their hash, which is the better checksum.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = PatienceToSend,
            ConnectTimeout = PatienceToConnect,
        };
        if (string.IsNullOrWhiteSpace(options.ServiceUrl))
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
            config.ForcePathStyle = options.ForcePathStyle ?? false;
        }
        else
        {
            config.ServiceURL = options.ServiceUrl;
            config.AuthenticationRegion = string.IsNullOrWhiteSpace(options.Region) ? "us-east-1" : options.Region;
            config.ForcePathStyle = options.ForcePathStyle ?? true;
        }

        client = string.IsNullOrEmpty(options.AccessKey) ? new AmazonS3Client(config) : new AmazonS3Client(new BasicAWSCredentials(options.AccessKey, options.SecretKey), config);
    }

    public override string Place => $"s3://{bucket}/{prefix}";

    public override long FreeBytes => long.MaxValue;

    public override async Task<Stream?> OpenReadAsync(string sha256, CancellationToken cancellationToken = default)
    {
        // Asked first, as ranges, validators and the answer's length need the size before the content.
        var about = await FindAsync(sha256, cancellationToken);
        return about is null ? null : new S3ReadStream(about.ContentLength, (position, cancelled) => OpenAsync(sha256, position, cancelled), patience, FailureOf);
    }

    public override async IAsyncEnumerable<StoredContent> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            ListObjectsV2Response page = null!;
            await AttemptSoonAsync(async soon => page = await client.ListObjectsV2Async(request, soon), cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                var name = found.Key[(found.Key.LastIndexOf('/') + 1)..];
                if ((name == Probe || IsHash(name)) && found.Key == KeyOf(name))
                {
                    yield return new StoredContent(name, found.Size ?? 0, found.LastModified ?? DateTime.UnixEpoch);
                }
            }

            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public override Task ReachAsync(CancellationToken cancellationToken) =>
        AttemptSoonAsync(soon => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, MaxKeys = 1 }, soon), cancellationToken);

    public override Task ProbeAsync(CancellationToken cancellationToken) => AttemptSoonAsync(
        async soon =>
        {
            await client.PutObjectAsync(Upload(Probe, new MemoryStream()), soon);
            await client.DeleteObjectAsync(bucket, KeyOf(Probe), soon);
        },
        cancellationToken);

    public override async Task<bool> RemoveAsync(string name, DateTimeOffset writtenBefore, Func<Task<bool>> isNeeded, CancellationToken cancellationToken)
    {
        // A bucket has no way to take something aside in one step; between looking and deleting are a few milliseconds.
        if (await FindAsync(name, cancellationToken) is not { LastModified: { } written } || written >= writtenBefore || await isNeeded())
        {
            return false;
        }

        await AttemptSoonAsync(soon => client.DeleteObjectAsync(bucket, KeyOf(name), soon), cancellationToken);
        return true;
    }

    public void Dispose() => client.Dispose();

    protected override string NewTemporary() => Path.Combine(Path.GetTempPath(), $"practicebase-{Guid.NewGuid():N}");

    protected override async Task KeepAsync(string temporary, string sha256, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(temporary, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.Asynchronous | FileOptions.SequentialScan);
        // Also when it is there already: that it came in again shows in its date, so that nobody takes it for forgotten.
        await client.PutObjectAsync(Upload(sha256, content), cancellationToken);
    }

    protected override string? FailureOf(Exception exception) =>
        exception is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or UnauthorizedAccessException or TimeoutException or OperationCanceledException { InnerException: TimeoutException }
            ? $"Magazyn plików «{Place}» (Storage:S3) nie działa jak trzeba: {(exception is HttpRequestException ? exception.GetBaseException() : exception).Message}"
            : null;

    /// <summary>One body of known length: chunks with signatures of their own are not understood everywhere either.</summary>
    private PutObjectRequest Upload(string name, Stream content) =>
        new() { BucketName = bucket, Key = KeyOf(name), InputStream = content, AutoCloseStream = false, UseChunkEncoding = false, ContentType = "application/octet-stream" };

    private async Task<GetObjectMetadataResponse?> FindAsync(string name, CancellationToken cancellationToken)
    {
        GetObjectMetadataResponse? about = null;
        AmazonS3Exception? refused = null;
        await AttemptSoonAsync(
            async soon =>
            {
                try
                {
                    about = await client.GetObjectMetadataAsync(bucket, KeyOf(name), soon);
                }
                catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
                {
                    refused = e;
                }
            },
            cancellationToken);
        if (refused is not null)
        {
            // Its answer has no body: a missing file, a missing bucket and a server that is no storage at all say the same. A list tells them apart, and why.
            await ReachAsync(cancellationToken);
            await AttemptAsync(() => refused.StatusCode == HttpStatusCode.NotFound ? Task.CompletedTask : Task.FromException(refused));
        }

        return about;
    }

    private async Task AttemptSoonAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken) =>
        await AttemptAsync(() => S3ReadStream.WithinAsync(patience, async soon =>
        {
            await step(soon);
            return true;
        }, cancellationToken));

    private async Task<GetObjectResponse> OpenAsync(string sha256, long position, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = KeyOf(sha256) };
        if (position > 0)
        {
            request.ByteRange = new ByteRange($"bytes={position}-");
        }

        return await S3ReadStream.WithinAsync(patience, soon => client.GetObjectAsync(request, soon), cancellationToken);
    }

    private string KeyOf(string name) => name[0] == '.' ? prefix + name : $"{prefix}{name[..Math.Min(2, name.Length)]}/{name}";
}
