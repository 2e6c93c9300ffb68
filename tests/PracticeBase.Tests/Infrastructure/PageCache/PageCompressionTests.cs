using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;
using Xunit;

namespace PracticeBase.Tests.Infrastructure.PageCache;

/// <summary>What decompressors that are not ours read out of a compressed page, in each look.</summary>
public sealed class PageCompressionTests
{
    private static readonly string[] Words = ["<p>", "</p>", " data-text=\"1\"", " data-theme=\"dark\"", "<html lang=\"pl\" ", "gmina", "żółć ", "\u2013", "rower ", ">\n", " >", "😀", "\uFFFD", "aaaaaaaaaaaaaaaa", "the of and in "];

    [Theory]
    [InlineData(PageEncoding.Brotli)]
    [InlineData(PageEncoding.Gzip)]
    public void AnyPage_InAnyLook_IsReadAsItWas(PageEncoding encoding)
    {
        var word = Gen.OneOf(Gen.Elements(Words), ArbMap.Default.GeneratorFor<string>().Select(s => s ?? ""));
        var texts = Gen.Sized(size => Gen.ArrayOf(word, size * 20)).Select(string.Concat).ToArbitrary();
        Prop.ForAll(texts, text =>
        {
            foreach (var head in new[] { "<!doctype html>\n<html lang=\"pl\" ", "<!doctype html>\r\n<html lang=\"en\" " })
            {
                using var body = new MemoryStream();
                PageCompression.Compress(Encoding.UTF8.GetBytes($"{head}{ViewPreferences.All[0].Attributes}><p>{text}"), encoding, body);
                for (var look = 0; look < ViewPreferences.All.Count; look++)
                {
                    PageLook.Write(look, body.Written().Span, encoding);
                    if (Read(body.ToArray(), encoding) != Text($"{head}{ViewPreferences.All[look].Attributes}><p>{text}"))
                    {
                        return false;
                    }
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(PageEncoding.Brotli)]
    [InlineData(PageEncoding.Gzip)]
    public void WhatHasNoLook_IsReadAsItWas(PageEncoding encoding)
    {
        foreach (var text in new[] { "a", "<feed/>", "<!doctype html>\n<html lang=\"pl\" data-text=\"4\" data-contrast=\"std\" data-theme=\"auto\"  ><p>x</p>", new string('ż', 100_000) })
        {
            using var body = new MemoryStream();
            PageCompression.Compress(Encoding.UTF8.GetBytes(text), encoding, body);
            var before = body.ToArray();
            PageLook.Write(5, body.Written().Span, encoding);
            Assert.Equal(before, body.ToArray());
            Assert.Equal(text, Read(before, encoding));
        }
    }

    [Fact]
    public void Looks_AreAllOfOneLength_AndEndAlike() => Assert.All(ViewPreferences.All, look =>
    {
        Assert.Equal(ViewPreferences.AttributesLength, look.Attributes.Length);
        Assert.EndsWith(" ", look.Attributes, StringComparison.Ordinal);
    });

    [Fact]
    public void Unpacked_ABrotliPage_IsThePage()
    {
        var page = Encoding.UTF8.GetBytes($"<!doctype html>\n<html lang=\"pl\" {ViewPreferences.All[0].Attributes}>" + new string('x', 3_000_000));
        using var body = new MemoryStream();
        PageCompression.Compress(page, PageEncoding.Brotli, body);
        using var unpacked = new MemoryStream();
        Assert.True(PageCompression.TryDecompress(body.Written().Span, unpacked));
        Assert.Equal(page, unpacked.ToArray());
        Assert.False(PageCompression.TryDecompress(body.Written().Span[..^3], new MemoryStream()));
        Assert.False(PageCompression.TryDecompress(page, new MemoryStream()));
    }

    /// <summary>Half of a surrogate becomes U+FFFD in a page.</summary>
    private static string Text(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Read(byte[] body, PageEncoding encoding)
    {
        using var bytes = new MemoryStream(body);
        using Stream unpacked = encoding == PageEncoding.Brotli ? new BrotliStream(bytes, CompressionMode.Decompress) : new GZipStream(bytes, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }
}
