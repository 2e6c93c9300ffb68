using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>How a kept page goes out to whoever asks for its address as it is spelled in links. Some hundred bytes a page.</summary>
/// <param name="owner">Finds it.</param>
/// <param name="key">By what it is found.</param>
/// <param name="page">Its place in the file, and whether it is still good.</param>
/// <param name="headers">Those that many pages have alike.</param>
/// <param name="etag">In the default look.</param>
/// <param name="lastModified">In whole seconds.</param>
/// <param name="visit">How its showing is counted.</param>
public sealed class PageAnswer(PageAnswers owner, UInt128 key, CachedPage page, PageHeaders headers, string etag, DateTimeOffset lastModified, Visit visit)
{
    private readonly long modified = lastModified.UtcTicks;

    public UInt128 Key => key;

    public CachedPage Page => page;

    public PageHeaders Headers => headers;

    public string ETag => etag;

    public DateTimeOffset LastModified => new(modified, TimeSpan.Zero);

    public Visit Visit => visit;

    /// <summary>The body of a page that is asked for often; null when it has to be read.</summary>
    public byte[]? Body { get; set; }

    /// <summary>Since somebody last made room.</summary>
    public bool WasUsed { get; set; }

    /// <summary>It is no longer true.</summary>
    public void Forget() => owner.Remove(this);

    /// <summary>Whether the visitor has the page already: RFC 9110, 13.2.2.</summary>
    /// <param name="request">Of the visitor.</param>
    /// <param name="tag">Of the page in the visitor's look.</param>
    public bool IsNotModified(IHeaderDictionary request, string tag)
    {
        if (request.IfNoneMatch is { Count: > 0 } tags)
        {
            return tags is [var only] && only == tag
                || (EntityTagHeaderValue.TryParseList(tags, out var parsed) && parsed.Any(t => t == EntityTagHeaderValue.Any || t.Compare(EntityTagHeaderValue.Parse(tag), useStrongComparison: false)));
        }

        return request.IfModifiedSince is [{ } since] && HeaderUtilities.TryParseDate(since, out var date) && LastModified <= date;
    }
}

/// <summary>Headers that many pages have alike.</summary>
/// <param name="All">Of the page.</param>
/// <param name="Unchanged">Of an answer that says: you have it (RFC 9110, 15.4.5).</param>
public sealed record PageHeaders(KeyValuePair<string, StringValues>[] All, KeyValuePair<string, StringValues>[] Unchanged);
