using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;
using Xunit;

namespace PracticeBase.Tests.Uploads;

/// <summary>Short ways to have a file inspected.</summary>
public abstract class UploadTestBase
{
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected static Task<UploadVerdict> InspectAsync(string fileName, byte[] content, int maxMegabytes = 25) =>
        new UploadInspector(Options.Create(new UploadOptions { MaxFileMegabytes = maxMegabytes })).InspectAsync(fileName, new MemoryStream(content), Cancelled);

    protected static async Task<UploadVerdict.Accepted> AcceptedAsync(string fileName, byte[] content)
    {
        var verdict = await InspectAsync(fileName, content);
        Assert.True(verdict is UploadVerdict.Accepted, $"{fileName}: {verdict}");
        return (UploadVerdict.Accepted)verdict;
    }

    protected static async Task AssertRefusedAsync(UploadRefusal reason, string fileName, byte[] content, params string[] arguments)
    {
        var refused = Assert.IsType<UploadVerdict.Refused>(await InspectAsync(fileName, content));
        Assert.Equal(reason, refused.Reason);
        Assert.Equal(arguments, refused.Arguments);
    }
}
