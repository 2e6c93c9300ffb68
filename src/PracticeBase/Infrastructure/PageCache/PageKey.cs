using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// By what a page is found: a hash of 16 bytes. Not a UInt128, whose methods are not compiled ahead of time: each would be compiled while the
/// first page is waited for.
/// </summary>
public readonly record struct PageKey(ulong First, ulong Last)
{
    /// <summary>A longer address is no link of ours: letters, host included.</summary>
    private const int MaxLength = 1000;

    /// <summary>Nobody outside can tell which two addresses would be one here.</summary>
    private static readonly long Seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>Of what a page was asked for with, the address as it was sent. Null for one that is too long.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="encoding">Of the answer.</param>
    /// <param name="byHost">Without a configured address a page's links hold the host that was asked for.</param>
    public static PageKey? Of(HttpContext context, PageEncoding encoding, bool byHost)
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

        return Of(all[..length]);
    }

    public static PageKey Of(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[16];
        XxHash128.Hash(MemoryMarshal.AsBytes(text), hash, Seed);
        return new PageKey(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }
}
