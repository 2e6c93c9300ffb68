using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Tests.Features.Submitting;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Infrastructure.Files;

/// <summary>A portal that keeps its files in a bucket; a published practice with one.</summary>
public sealed class S3Portal : PortalFactory
{
    public S3Server Server { get; } = new();

    public byte[] Content { get; } = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"Wiersz {i}\n")));

    public string Path { get; private set; } = "";

    public string Key => $"baza/{Text.Sha256(Content)[..2]}/{Text.Sha256(Content)}";

    public Account Anna { get; private set; } = null!;

    protected override IEnumerable<string> Settings => Server.Settings;

    protected override async Task SeedAsync(PortalSeed seed)
    {
        Anna = await AddAccountAsync("Anna Zielna", AccountRoles.Officer, "2477");
        var file = await seed.FileAsync("regulamin.txt", Content);
        var revision = await seed.AddAsync("Świetlica", r => r.Attachments.Add(file));
        Path = $"/praktyka/{revision.PracticeId}-{revision.Practice.Slug}/zalaczniki/{file.Id}/regulamin.txt";
    }
}

public sealed class S3PortalTests(S3Portal portal) : IClassFixture<S3Portal>, IAsyncDisposable
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        portal.Server.Fault = _ => null;
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Download_WholePartAndUnchanged()
    {
        var whole = await portal.GetPageAsync(portal.Path);
        portal.Server.Requests.Clear();
        var part = await portal.GetPageAsync(portal.Path, r => r.Headers.Range = new RangeHeaderValue(1000, 1999));
        var ranged = portal.Server.Requests.ToList();
        portal.Server.Requests.Clear();
        var same = await portal.GetPageAsync(portal.Path, r => r.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(whole.Headers["ETag"])));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PartialContent, HttpStatusCode.NotModified), (whole.Status, part.Status, same.Status));
        Assert.Equal(portal.Content, whole.Body);
        Assert.Equal(portal.Content[1000..2000], part.Body);
        Assert.Equal($"bytes 1000-1999/{portal.Content.Length}", part.Headers["Content-Range"]);
        Assert.Equal([$"HEAD {portal.Key}", $"GET {portal.Key} bytes=1000-"], ranged);
        Assert.Equal([$"HEAD {portal.Key}"], portal.Server.Requests);
    }

    [Fact]
    public async Task Download_MissingObject_IsNotFound()
    {
        portal.Server.Fault = r => r.Path.Value!.EndsWith(portal.Key, StringComparison.Ordinal) ? 404 : null;
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(portal.Path)).Status);
    }

    /// <summary>A question for one file has an answer without a body, which looks the same when it is the bucket that is missing.</summary>
    [Fact]
    public async Task Download_MissingBucket_IsNoMissingFile()
    {
        portal.Server.Fault = _ => 404;
        var page = await portal.GetPageAsync(portal.Path);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("magazyn plików", page.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Baza danych", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_AfterTheStorageHung_IsReadyAgain()
    {
        var forever = new TaskCompletionSource();
        portal.Server.Before = () => forever.Task;
        try
        {
            Assert.Equal("Unhealthy: storage", (await portal.GetPageAsync("/gotowosc")).Source);
            portal.Server.Before = () => Task.CompletedTask;
            Assert.True(await TroubledPortal.SoonAsync(async () => (await portal.GetPageAsync("/gotowosc")).Status == HttpStatusCode.OK));
        }
        finally
        {
            portal.Server.Before = () => Task.CompletedTask;
            forever.SetResult();
        }
    }

    [Fact]
    public async Task Storage_ThatIsDown_FailsItsFilesAloneAndIsNotReady()
    {
        portal.Server.Fault = _ => 403;
        var (file, ready, page) = (await portal.GetPageAsync(portal.Path), await portal.GetPageAsync("/gotowosc"), await portal.GetPageAsync("/praktyki"));
        portal.Server.Fault = _ => null;
        var again = await portal.GetPageAsync("/gotowosc");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK), (file.Status, ready.Status, page.Status, again.Status));
        Assert.NotEmpty(file.Heading);
        Assert.False(file.Headers.ContainsKey("Content-Disposition"));
    }

    [Fact]
    public async Task Download_ThatFailsAfterItsSizeIsKnown_IsAFailureToo()
    {
        portal.Server.Fault = r => r.Method == "GET" && r.Path.Value!.EndsWith(portal.Key, StringComparison.Ordinal) ? 403 : null;
        var file = await portal.GetPageAsync(portal.Path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, file.Status);
        Assert.NotEmpty(file.Heading);
    }

    [Fact]
    public async Task Upload_WhileItIsDown_IsToldAndLeavesNoRow()
    {
        var draft = await portal.UseDatabaseAsync(async db =>
            (await new PortalSeed(db, portal.Services.GetRequiredService<PracticeBase.Infrastructure.FileStore>()).AddAsync("Szkic", status: RevisionStatus.Draft, also: p => p.OwnerId = portal.Anna.LocalGovernmentId)).Id);
        using var anna = await portal.SignInAsync(portal.Anna);
        await AttachmentsPortal.UploadAsync(anna, draft, ("pierwszy.txt", AttachmentsPortal.Txt("Pierwszy dokument.")));
        var files = await portal.UseDatabaseAsync(db => db.Files.CountAsync(Cancelled));
        portal.Server.Fault = _ => 403;

        var page = await AttachmentsPortal.UploadAsync(anna, draft, ("drugi.txt", AttachmentsPortal.Txt("Drugi dokument.")), ("trzeci.txt", AttachmentsPortal.Txt("Trzeci dokument.")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("magazyn plików teraz nie odpowiada", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("drugi.txt", page.Main.Words(), StringComparison.Ordinal);
        Assert.StartsWith("Pierwszy", Assert.Single(AttachmentsPortal.Section(page).QuerySelectorAll("h3")).Words(), StringComparison.Ordinal);
        Assert.Equal(files, await portal.UseDatabaseAsync(db => db.Files.CountAsync(Cancelled)));
        Assert.Equal(1, await portal.UseDatabaseAsync(db => db.Attachments.CountAsync(a => a.RevisionId == draft, Cancelled)));
        portal.Server.Fault = _ => null;
        Assert.Equal(HttpStatusCode.SeeOther, (await AttachmentsPortal.UploadAsync(anna, draft, ("drugi.txt", AttachmentsPortal.Txt("Drugi dokument.")))).Status);
        Assert.Equal(2, await portal.UseDatabaseAsync(db => db.Attachments.CountAsync(a => a.RevisionId == draft, Cancelled)));
    }

    [Fact]
    public async Task Form_WithAFileThatCannotBeKept_KeepsWhatWasTyped()
    {
        using var admin = await portal.SignInAsync();
        var form = await admin.GetAsync("/administracja/tresci/publikacje/nowe");
        portal.Server.Fault = _ => 403;

        var page = await admin.SubmitAsync(form, "Zapisz", [("Title", "Poradnik")], [("File", "poradnik.txt", AttachmentsPortal.Txt("Jak to zrobić."))]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("Magazyn plików", page.ErrorOf("File"), StringComparison.Ordinal);
        Assert.Equal("Poradnik", page.ValueOf("Title"));
        Assert.Equal(0, await portal.UseDatabaseAsync(db => db.Publications.CountAsync(p => p.Title == "Poradnik", Cancelled)));
    }

    [Fact]
    public async Task Start_WithoutTheBucket_WarnsAndGoesOn()
    {
        await using var server = new S3Server { Fault = _ => 403 };
        var host = new TestHost();
        try
        {
            await using var app = PracticeBaseApp.Build(["--applicationName=PracticeBase", "--urls=http://127.0.0.1:0", "--Jobs:PeriodSeconds=0", .. host.Arguments, .. server.Settings], quiet: true);
            await app.Services.PrepareDatabaseAsync(Cancelled);
            await app.StartAsync(Cancelled);
            await app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single(s => s.GetType().Name == "FilesAtStart").ExecuteTask!;
            await app.StopAsync(Cancelled);
        }
        finally
        {
            var log = Directory.GetFiles(Path.Combine(host.Directory, "logs")).Single();
            Assert.Contains("The storage of files cannot be reached", await File.ReadAllTextAsync(log, Cancelled), StringComparison.Ordinal);
            await host.DisposeAsync();
        }
    }
}
