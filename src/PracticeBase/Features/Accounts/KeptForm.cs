using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace PracticeBase.Features.Accounts;

/// <summary>A form that met an expired session.</summary>
/// <param name="Path">Where it was going, with the language and the query.</param>
/// <param name="Fields">Names and values in their order.</param>
/// <param name="LostFiles">Files were chosen; a page cannot carry them.</param>
public sealed record KeptFields(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields, bool LostFiles);

/// <summary>Carries a form through signing in, as a sealed text in a hidden field, so that nothing typed is lost. Good for eight hours.</summary>
public sealed class KeptForm(IDataProtectionProvider protection)
{
    /// <summary>The hidden field.</summary>
    public const string Field = "Zachowane";

    private const string AntiforgeryField = "__RequestVerificationToken";

    /// <summary>The longest form of a desk has some thousand values.</summary>
    private static readonly FormOptions Limits = new() { ValueCountLimit = 10_000 };

    private static readonly TimeSpan Kept = TimeSpan.FromHours(8);
    private static readonly PathString[] Desks = ["/panel", "/redakcja"];

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("PracticeBase.KeptForm").ToTimeLimitedDataProtector();

    /// <summary>The form of a request, sealed; null when it is not one to keep.</summary>
    public async Task<string?> TryReadAsync(HttpRequest request)
    {
        // A form that another site sent is nobody's work, and must not come back with a valid antiforgery token.
        var isOwn = request.Headers.Origin is [] || request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !isOwn || !Desks.Any(d => request.Path.StartsWithSegments(d)))
        {
            return null;
        }

        try
        {
            return Protect(request.PathBase + request.Path + request.QueryString, await request.ReadFormAsync(Limits, request.HttpContext.RequestAborted));
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    public string Protect(string path, IFormCollection form)
    {
        var fields = form.Where(f => f.Key is not (AntiforgeryField or Field)).SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? ""))).ToList();
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            JsonSerializer.Serialize(brotli, new KeptFields(path, fields, form.Files.Any(f => f.Length > 0)));
        }

        return WebEncoders.Base64UrlEncode(protector.Protect(packed.ToArray(), Kept));
    }

    /// <summary>Null when there is nothing, it is too old, or it is not ours.</summary>
    public KeptFields? Open(string? kept)
    {
        if (string.IsNullOrEmpty(kept))
        {
            return null;
        }

        try
        {
            using var brotli = new BrotliStream(new MemoryStream(protector.Unprotect(WebEncoders.Base64UrlDecode(kept))), CompressionMode.Decompress);
            return JsonSerializer.Deserialize<KeptFields>(brotli);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
