using System.Text;
using PracticeBase.Infrastructure.Uploads;
using Xunit;

namespace PracticeBase.Tests.Uploads;

public sealed class UploadPictureTests : UploadTestBase
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Jpeg_WithMetadata_KeepsColoursDensityAndOrientationOnly(int orientation) =>
        await AssertCleanedAsync("a.jpg", PictureSamples.Jpeg(orientation), PictureSamples.CleanJpeg(orientation));

    [Fact]
    public async Task Png_WithMetadata_KeepsOnlyWhatIsDrawn() => await AssertCleanedAsync("a.png", PictureSamples.Png(), PictureSamples.CleanPng());

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task WebP_WithMetadata_KeepsColoursAndOrientationOnly(int orientation) =>
        await AssertCleanedAsync("a.webp", PictureSamples.WebP(orientation), PictureSamples.CleanWebP(orientation));

    [Fact]
    public async Task WebP_OfThePlainKind_IsTakenUnchanged() => Assert.False((await AcceptedAsync("a.webp", PictureSamples.PlainWebP())).IsChanged);

    [Fact]
    public async Task Jpeg_WithBrokenExif_IsTakenWithoutIt()
    {
        byte[][] broken = [[], "II*\0"u8.ToArray(), [.. "MM\0*"u8, 0xFF, 0xFF, 0xFF, 0xFF], [.. "MM\0*"u8, 0, 0, 0, 8, 0xFF, 0xFF, 1], [.. "MM\0*"u8, 0, 0, 0, 7, 9]];
        foreach (var exif in broken)
        {
            byte[] jpeg = [.. PictureSamples.CleanJpeg(1)[..2], .. PictureSamples.Segment(0xE1, [.. "Exif\0\0"u8, .. exif]), .. PictureSamples.CleanJpeg(1)[2..]];
            Assert.Equal(PictureSamples.CleanJpeg(1), (await AcceptedAsync("a.jpg", jpeg)).Content);
        }
    }

    [Fact]
    public async Task Picture_OfTooManyPixels_IsRefused()
    {
        // 100 megapixels and one row more.
        await AssertRefusedAsync(UploadRefusal.TooManyPixels, "a.jpg", PictureSamples.Jpeg(width: 10_000, height: 10_001), "100");
        await AssertRefusedAsync(UploadRefusal.TooManyPixels, "a.png", PictureSamples.Png(10_000, 10_001), "100");
        await AssertRefusedAsync(UploadRefusal.TooManyPixels, "a.png", PictureSamples.Png(uint.MaxValue, uint.MaxValue), "100");
        await AssertRefusedAsync(UploadRefusal.TooManyPixels, "a.webp", PictureSamples.WebP(width: 10_000, height: 10_001), "100");
        await AssertRefusedAsync(UploadRefusal.TooManyPixels, "a.webp", PictureSamples.Riff(PictureSamples.Lossless(10_000, 10_001)), "100");
        await AssertRefusedAsync(UploadRefusal.TooManyPixels, "a.webp", PictureSamples.PlainWebP(10_000, 10_001), "100");
        _ = await AcceptedAsync("a.png", PictureSamples.Png(10_000, 10_000));
    }

    [Fact]
    public async Task Jpeg_Damaged_IsRefused()
    {
        var good = PictureSamples.CleanJpeg();
        byte[][] damaged =
        [
            [.. good[..2], 0xFF, 0xD9],
            [.. good[..2], .. PictureSamples.Segment(0xDA, [1, 1, 0, 0, 0, 0]), 1, 0xFF, 0xD9],
            [.. good[..2], 0xFF, 0xE1, 0, 1, .. good[2..]],
            [.. good[..2], 0xFF, 0x01, .. good[2..]],
            [.. good[..2], 0x00, .. good[2..]],
            good[..^2],
            PictureSamples.CleanJpeg(width: 0),
        ];
        foreach (var jpeg in damaged)
        {
            await AssertRefusedAsync(UploadRefusal.Damaged, "a.jpg", jpeg, "JPEG");
        }
    }

    [Fact]
    public async Task Png_Damaged_IsRefused()
    {
        var good = PictureSamples.CleanPng();
        byte[][] damaged =
        [
            [.. good[..8], .. PictureSamples.Chunk("IDAT", [1]), .. good[8..]],
            [.. good[..33], .. PictureSamples.Chunk("IEND", [])],
            [.. good[..20], (byte)(good[20] ^ 1), .. good[21..]],
            [.. good[..8], 0xFF, 0xFF, 0xFF, 0xFF, .. good[12..]],
            [.. good[..8], .. PictureSamples.Chunk("IHDR", [0, 0, 0, 1]), .. PictureSamples.Chunk("IDAT", [1]), .. PictureSamples.Chunk("IEND", [])],
            [.. good[..33], .. good[8..]],
            PictureSamples.CleanPng(width: 0),
        ];
        foreach (var png in damaged)
        {
            await AssertRefusedAsync(UploadRefusal.Damaged, "a.png", png, "PNG");
        }
    }

    [Fact]
    public async Task WebP_Damaged_IsRefused()
    {
        byte[][] damaged =
        [
            PictureSamples.Riff([]),
            PictureSamples.Riff(PictureSamples.RiffChunk("EXIF", PictureSamples.Exif(6))),
            PictureSamples.Riff(PictureSamples.RiffChunk("VP8L", [0x2F])),
            PictureSamples.Riff([.. PictureSamples.Lossless(4, 4), .. "ICCP"u8, 0xFF, 0xFF, 0xFF, 0xFF]),
            PictureSamples.PlainWebP(width: 0),
            [.. "RIFF"u8, 0xFF, 0xFF, 0xFF, 0x7F, .. PictureSamples.PlainWebP()[8..]],
        ];
        foreach (var webp in damaged)
        {
            await AssertRefusedAsync(UploadRefusal.Damaged, "a.webp", webp, "WebP");
        }
    }

    private static async Task AssertCleanedAsync(string name, byte[] picture, byte[] expected)
    {
        Assert.Contains(PictureSamples.Secret, Encoding.Latin1.GetString(picture), StringComparison.Ordinal);

        var accepted = await AcceptedAsync(name, picture);

        Assert.DoesNotContain(PictureSamples.Secret, Encoding.Latin1.GetString(accepted.Content), StringComparison.Ordinal);
        Assert.Equal(expected, accepted.Content);
        Assert.True(accepted.IsChanged);
        Assert.False((await AcceptedAsync(name, accepted.Content)).IsChanged);
    }
}
