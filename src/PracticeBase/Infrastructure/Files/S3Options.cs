namespace PracticeBase.Infrastructure.Files;

public enum FilesPlace
{
    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A bucket of Amazon S3, or of a server that speaks its language.</summary>
    S3,
}

/// <summary>«Storage:S3:*».</summary>
public sealed class S3Options
{
    /// <summary>The server's address; Amazon's own of the region when empty.</summary>
    public string? ServiceUrl { get; set; }

    public string? Bucket { get; set; }

    /// <summary>Needed for Amazon; other servers mostly take any.</summary>
    public string? Region { get; set; }

    /// <summary>Before every key: a folder in a bucket that others use too.</summary>
    public string? Prefix { get; set; }

    /// <summary>With <see cref="SecretKey"/>; without both the SDK looks where it always does: environment, profile, the machine's role.</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>The bucket in the path instead of the host name; unless told otherwise, with a <see cref="ServiceUrl"/>.</summary>
    public bool? ForcePathStyle { get; set; }

    /// <summary>What is wrong, as Polish sentences that name the key.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Bucket))
        {
            yield return "Storage:Files to S3, ale brakuje Storage:S3:Bucket.";
        }

        if (string.IsNullOrWhiteSpace(ServiceUrl) && string.IsNullOrWhiteSpace(Region))
        {
            yield return "Storage:Files to S3, ale brakuje Storage:S3:ServiceUrl albo Storage:S3:Region.";
        }

        if (!string.IsNullOrWhiteSpace(ServiceUrl) && !(Uri.TryCreate(ServiceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return $"Storage:S3:ServiceUrl «{ServiceUrl}» nie jest adresem http ani https.";
        }

        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey))
        {
            yield return "Storage:S3:AccessKey i Storage:S3:SecretKey podaje się razem albo wcale.";
        }
    }
}
