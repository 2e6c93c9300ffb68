using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Features.Transfer;
using PracticeBase.Features.Transfer.Import;
using PracticeBase.Infrastructure;
using Xunit;

namespace PracticeBase.Tests.Transfer;

public sealed class AttachmentTests : TransferTestBase
{
    [Fact]
    public async Task Attachment_WithData_IsStoredOnceWithItsText()
    {
        var attachment = Attachment("regulamin.txt", data: "Treść regulaminu"u8.ToArray());

        await WriteAsync(Document() with { Attachments = [attachment, attachment with { Title = "Drugi raz" }] });

        var stored = (await RevisionsAsync())[0].Attachments;
        Assert.Equal(2, stored.Count);
        Assert.Equal("Treść regulaminu", stored[0].File.ExtractedText);
        Assert.Equal(1, await Host.QueryAsync(db => db.Files.CountAsync(Cancelled)));
        await using var content = await Host.Services.GetRequiredService<FileStore>().OpenReadAsync(stored[0].Sha256, Cancelled);
        Assert.NotNull(content);
    }

    [Fact]
    public async Task Attachment_WithPath_IsReadBesideTheDocument()
    {
        var folder = Directory.CreateDirectory(Path.Combine(Host.Directory, "in", "files")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "files", "a.txt"), "abc", Cancelled);

        await WriteAsync(Document() with { Attachments = [Attachment("a.txt", path: "files/a.txt")] }, folder: folder);

        Assert.Equal(3, (await RevisionsAsync())[0].Attachments[0].File.Size);
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("..\\secret.txt")]
    [InlineData("files/../../secret.txt")]
    [InlineData("link.txt")]
    [InlineData("/etc/hostname")]
    public async Task Attachment_OutsideTheFolder_IsRefusedAndNothingIsWritten(string path)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Host.Directory, "in")).FullName;
        await File.WriteAllTextAsync(Path.Combine(Host.Directory, "secret.txt"), "tajne", Cancelled);
        File.CreateSymbolicLink(Path.Combine(folder, "link.txt"), Path.Combine(Host.Directory, "secret.txt"));

        var refusal = await Assert.ThrowsAsync<ImportException>(() => WriteAsync(Document() with { Attachments = [Attachment("a.txt", path)] }, folder: folder));

        Assert.Contains("spoza katalogu", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Host.QueryAsync(db => db.Practices.CountAsync(Cancelled)));
    }

    [Fact]
    public async Task BadAttachment_OfAChangedDocument_LeavesThePublishedRevision()
    {
        await WriteAsync(Document());
        var good = Attachment("a.txt", data: "abc"u8.ToArray());

        await Assert.ThrowsAsync<ImportException>(() => WriteAsync(Document() with { Summary = "Inny", Attachments = [good, good with { FileName = "b.exe" }] }));

        Assert.Equal("Krótki opis.", Assert.Single(await RevisionsAsync()).Summary);
        Assert.Equal(1, await ChangeCountAsync());
        Assert.Equal(0, await Host.QueryAsync(db => db.Files.CountAsync(Cancelled)));
    }

    private static AttachmentDocument Attachment(string fileName, string? path = null, byte[]? data = null) =>
        new() { FileName = fileName, Title = "Załącznik", Path = path, Data = data };
}
