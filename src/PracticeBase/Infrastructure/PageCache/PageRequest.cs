using PracticeBase.Features.Accounts;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>A request that may be answered with a page kept from an earlier one: a feature of its HttpContext.</summary>
public sealed class PageRequest
{
    /// <summary>The address as it was sent, by <see cref="PageKey"/>; null for one that is too long.</summary>
    public required PageKey? Key { get; init; }

    public required PageVariant Variant { get; init; }

    /// <summary>The page holds the host that was asked for.</summary>
    public required bool ByHost { get; init; }

    /// <summary>What had been thrown away when it came: what it renders may be older than what is thrown away later.</summary>
    public long Generation { get; set; }

    /// <summary>The part of the query that makes another page, in a fixed order: «q=rower&amp;strona=2».</summary>
    public string Query { get; set; } = "";

    /// <summary>Few spell an address this way: it has a query, or letters that no link of ours has.</summary>
    public bool IsRare { get; set; }

    /// <summary>Nothing in the address as sent is without meaning.</summary>
    public bool IsPlain { get; set; }

    /// <summary>The kept page that it was answered with, or that was rendered for it and kept; null for none.</summary>
    public CachedPage? Page { get; set; }

    /// <summary>What goes out; whole once the output cache keeps it.</summary>
    public MemoryStream? Body { get; set; }

    /// <summary>It was rendered for this request.</summary>
    public bool WasRendered { get; set; }

    /// <summary>GET or HEAD from nobody in particular: no session, no other credentials.</summary>
    public static bool IsAnonymous(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && (request.Headers.Cookie.Count == 0 || !request.Cookies.ContainsKey(AccountsSetup.SessionCookieName))
        && request.Headers.Authorization.Count == 0;
}
