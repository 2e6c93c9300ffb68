using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PracticeBase.Tests.Hosting;

/// <summary>
/// Speaks as much of S3 as a plain compatible server does, over real HTTP: signed requests for one bucket in the path. It knows neither
/// chunked signatures nor checksums in headers and trailers, and says so.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    public const string Bucket = "zalaczniki";
    public const string AccessKey = "klucz";
    public const string SecretKey = "bardzo-tajne";

    private readonly WebApplication app;

    public S3Server()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(AnswerAsync);
        app.StartAsync().GetAwaiter().GetResult();
        Url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    public string Url { get; }

    /// <summary>By key.</summary>
    public ConcurrentDictionary<string, (byte[] Content, DateTimeOffset At)> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>«GET ab/abc bytes=5-», in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>A status to answer with instead; null for none.</summary>
    public Func<HttpRequest, int?> Fault { get; set; } = _ => null;

    /// <summary>Awaited before anything is answered.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>How many bytes of a content to send before <see cref="Rest"/> is awaited.</summary>
    public int SentAtOnce { get; set; } = int.MaxValue;

    /// <summary>Ends when the rest of a content may be sent; cut off when it fails.</summary>
    public Func<Task> Rest { get; set; } = () => Task.CompletedTask;

    /// <summary>Keys in one page of a list.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>The configuration of a portal that keeps its files here.</summary>
    public string[] Settings =>
        ["--Storage:Files=S3", $"--Storage:S3:ServiceUrl={Url}", $"--Storage:S3:Bucket={Bucket}", $"--Storage:S3:AccessKey={AccessKey}", $"--Storage:S3:SecretKey={SecretKey}", "--Storage:S3:Prefix=baza"];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        var key = request.Path.Value![1..] is var path && path.StartsWith(Bucket + "/", StringComparison.Ordinal) ? path[(Bucket.Length + 1)..] : null;
        Requests.Enqueue($"{request.Method} {key} {request.Headers.Range}".TrimEnd());
        await Before();
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var refusal = Fault(request) is { } fault ? (fault, "Fault")
            : !request.Headers.Authorization.ToString().StartsWith($"AWS4-HMAC-SHA256 Credential={AccessKey}/", StringComparison.Ordinal) ? (403, "InvalidAccessKeyId")
            : request.Headers.Keys.Any(h => h.StartsWith("x-amz-checksum", StringComparison.OrdinalIgnoreCase) || h.Equals("x-amz-trailer", StringComparison.OrdinalIgnoreCase)) ? (501, "NotImplemented")
            : request.Headers["x-amz-content-sha256"] != Convert.ToHexStringLower(SHA256.HashData(body.ToArray())) ? (400, "XAmzContentSHA256Mismatch")
            : path.TrimEnd('/') != Bucket && key is null ? (404, "NoSuchBucket")
            : default((int, string)?);
        if (refusal is var (status, code))
        {
            await WriteAsync(response, status, $"<Error><Code>{code}</Code><Message>Refused: {code}</Message></Error>");
        }
        else if (string.IsNullOrEmpty(key))
        {
            await ListAsync(request, response);
        }
        else if (request.Method == "PUT")
        {
            Objects[key] = (body.ToArray(), DateTimeOffset.UtcNow);
            response.Headers.ETag = "\"e\"";
        }
        else if (request.Method == "DELETE")
        {
            Objects.TryRemove(key, out _);
            response.StatusCode = 204;
        }
        else if (Objects.TryGetValue(key, out var found))
        {
            await SendAsync(request, response, found.Content, found.At);
        }
        else
        {
            await WriteAsync(response, 404, request.Method == "HEAD" ? "" : "<Error><Code>NoSuchKey</Code><Message>Refused: NoSuchKey</Message></Error>");
        }
    }

    private async Task SendAsync(HttpRequest request, HttpResponse response, byte[] content, DateTimeOffset at)
    {
        var from = 0;
        if (request.Headers.Range.ToString() is { Length: > 0 } range)
        {
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            response.StatusCode = 206;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{content.Length - 1}/{content.Length}");
        }

        response.ContentLength = content.Length - from;
        response.Headers.LastModified = at.ToString("R", CultureInfo.InvariantCulture);
        if (request.Method != "HEAD")
        {
            var first = Math.Min(SentAtOnce, content.Length - from);
            await response.Body.WriteAsync(content.AsMemory(from, first));
            await response.Body.FlushAsync();
            await Rest();
            await response.Body.WriteAsync(content.AsMemory(from + first));
        }
    }

    private async Task ListAsync(HttpRequest request, HttpResponse response)
    {
        var prefix = request.Query["prefix"].ToString();
        var keys = Objects.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(k, request.Query["continuation-token"]) > 0).Order(StringComparer.Ordinal).ToList();
        var page = keys.Take(int.TryParse(request.Query["max-keys"], out var wanted) ? Math.Min(wanted, PageSize) : PageSize).ToList();
        var contents = string.Concat(page.Select(k => string.Create(CultureInfo.InvariantCulture, $"<Contents><Key>{k}</Key><Size>{Objects[k].Content.Length}</Size><LastModified>{Objects[k].At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}</LastModified></Contents>")));
        var more = page.Count < keys.Count;
        await WriteAsync(response, 200, $"<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>{Bucket}</Name><IsTruncated>{(more ? "true" : "false")}</IsTruncated>{(more ? $"<NextContinuationToken>{page[^1]}</NextContinuationToken>" : "")}{contents}</ListBucketResult>");
    }

    private static Task WriteAsync(HttpResponse response, int status, string xml)
    {
        var bytes = Encoding.UTF8.GetBytes(xml);
        response.StatusCode = status;
        response.ContentType = "application/xml";
        response.ContentLength = bytes.Length;
        return response.HttpContext.Request.Method == "HEAD" ? Task.CompletedTask : response.Body.WriteAsync(bytes).AsTask();
    }
}
