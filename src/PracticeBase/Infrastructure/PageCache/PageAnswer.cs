using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>How a kept page goes out to whoever asks for it by an address that is known already.</summary>
/// <param name="Key">By what it is found.</param>
/// <param name="Headers">Those that many pages have alike.</param>
/// <param name="Tag">In the default look.</param>
/// <param name="Seconds">When it was rendered, since 1970.</param>
/// <param name="Visit">How its showing is counted.</param>
public readonly record struct PageAnswer(PageKey Key, PageHeaders Headers, PageETag Tag, uint Seconds, Visit Visit)
{
    public DateTimeOffset LastModified => DateTimeOffset.FromUnixTimeSeconds(Seconds);

    /// <summary>Whether the visitor has the page already: RFC 9110, 13.2.2.</summary>
    /// <param name="request">Of the visitor.</param>
    /// <param name="etag">Of the page in the visitor's look.</param>
    public bool IsNotModified(IHeaderDictionary request, string etag)
    {
        if (request.IfNoneMatch is { Count: > 0 } tags)
        {
            return PageETag.IsAmong(tags, etag);
        }

        return request.IfModifiedSince is [{ } since] && HeaderUtilities.TryParseDate(since, out var date) && LastModified <= date;
    }
}

/// <summary>A kept page and how it goes out, as it was when it was found.</summary>
public readonly record struct KeptAnswer(CachedPage Page, PageAnswer Answer);

/// <summary>Headers that many pages have alike, who share one of these.</summary>
/// <param name="All">Of the page.</param>
/// <param name="Unchanged">Of an answer that says: you have it (RFC 9110, 15.4.5).</param>
public sealed record PageHeaders(KeyValuePair<string, StringValues>[] All, KeyValuePair<string, StringValues>[] Unchanged);

/// <summary>The validator of a page's bytes, 12 bytes of their hash.</summary>
public readonly record struct PageETag(ulong First, uint Last)
{
    private const int Letters = 24;

    /// <param name="hash">At least 12 bytes.</param>
    public static PageETag Of(ReadOnlySpan<byte> hash) => new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt32BigEndian(hash[8..]));

    public static bool TryParse(string text, out PageETag tag)
    {
        tag = default;
        if (text.Length != Letters + 2
            || !ulong.TryParse(text.AsSpan(1, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var first)
            || !uint.TryParse(text.AsSpan(17, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var last))
        {
            return false;
        }

        tag = new PageETag(first, last);
        return true;
    }

    /// <summary>Whether a visitor who names these has it.</summary>
    /// <param name="tags">Of the header If-None-Match.</param>
    /// <param name="etag">As <see cref="In"/> says it.</param>
    public static bool IsAmong(StringValues tags, string etag) => tags is [var only] && only == etag
        || (EntityTagHeaderValue.TryParseList(tags, out var parsed) && parsed.Any(t => t == EntityTagHeaderValue.Any || t.Compare(EntityTagHeaderValue.Parse(etag), useStrongComparison: false)));

    /// <summary>As the header says it.</summary>
    /// <param name="look">Of <see cref="ViewPreferences.All"/>: a page in another look is another answer.</param>
    public string In(int look) => look == 0 ? $"\"{First:x16}{Last:x8}\"" : $"\"{First:x16}{Last:x8}-{look}\"";
}
