using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>What a page was asked for with: the address as it was sent, and how it is to be compressed. The same page for the same of all these.</summary>
public static class PageKey
{
    /// <summary>A longer address is no link of ours: letters, host included.</summary>
    private const int MaxLength = 1000;

    /// <summary>Nobody outside can make two addresses that are one here.</summary>
    private static readonly long Seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>Null for an address that is too long.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="encoding">Of the answer.</param>
    /// <param name="byHost">Without a configured address a page's links hold the host that was asked for.</param>
    public static UInt128? Of(HttpContext context, PageEncoding encoding, bool byHost)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var scheme = context.Request.Scheme;
        var host = byHost ? context.Request.Host.Value ?? "" : "";
        if (target.Length + scheme.Length + host.Length > MaxLength)
        {
            return null;
        }

        Span<char> all = stackalloc char[MaxLength + 3];
        all[0] = (char)encoding;
        var length = 1;
        foreach (var part in (ReadOnlySpan<string>)[scheme, host, target])
        {
            part.CopyTo(all[length..]);
            length += part.Length;
            // No address holds this letter, so that none runs over into the next.
            if (length < all.Length)
            {
                all[length++] = '\0';
            }
        }

        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(all[..length]), Seed);
    }
}
