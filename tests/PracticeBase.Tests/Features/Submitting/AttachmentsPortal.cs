using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Submitting;

/// <summary>Two offices, small limits, and short ways to a draft and its attachments.</summary>
public sealed class AttachmentsPortal : PortalFactory
{
    public const int MaxCount = 15;
    public const string Button = "Dodaj wybrane pliki";

    public Account Anna { get; private set; } = null!;

    public Account Jan { get; private set; } = null!;

    /// <summary>Of another unit.</summary>
    public Account Stranger { get; private set; } = null!;

    protected override IEnumerable<string> Settings => ["--Attachments:MaxFileMegabytes=1", $"--Attachments:MaxCount={MaxCount}", "--Attachments:MaxTotalMegabytes=2"];

    public static string StepOf(int draft) => $"/panel/praktyka/{draft}/koszty";

    public static string PathOf(int draft) => $"/panel/praktyka/{draft}/zalaczniki";

    public Task<int> DraftAsync(RevisionStatus status = RevisionStatus.Draft, Account? of = null, Action<PracticeRevision>? content = null) => UseDatabaseAsync(async db =>
        (await new PortalSeed(db, Services.GetRequiredService<FileStore>()).AddAsync("Świetlica seniorów", content, status: status, also: p => p.OwnerId = (of ?? Anna).LocalGovernmentId)).Id);

    public Task<int> StatusAsync(int draft, RevisionStatus status) => UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == draft).ExecuteUpdateAsync(s => s.SetProperty(r => r.Status, status)));

    public Task<List<Attachment>> AttachmentsAsync(int draft) =>
        UseDatabaseAsync(db => db.Attachments.AsNoTracking().Include(a => a.File).Where(a => a.RevisionId == draft).OrderBy(a => a.Order).ToListAsync());

    public byte[] Stored(string sha256) => File.ReadAllBytes(Path.Combine(StorageDirectory, "files", sha256[..2], sha256));

    public static byte[] Txt(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Chooses files in the form of the step and sends it.</summary>
    public static async Task<Page> UploadAsync(Visitor visitor, int draft, params (string Name, byte[] Content)[] files) =>
        await visitor.SubmitAsync(await visitor.GetAsync(StepOf(draft)), Button, files: files.Select(f => ("pliki", f.Name, f.Content)));

    /// <summary>A request with file names byte for byte, as no well-behaved client would send them.</summary>
    public static HttpRequestMessage Raw(string path, string token, params (string Name, byte[] Content)[] files)
    {
        const string boundary = "granica-7f3a";
        using var body = new MemoryStream();
        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
        Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{token}\r\n");
        foreach (var (name, content) in files)
        {
            Write($"--{boundary}\r\nContent-Disposition: form-data; name=\"pliki\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n");
            body.Write(content);
            Write("\r\n");
        }

        Write($"--{boundary}--\r\n");
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body.ToArray()) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");
        return request;
    }

    public static string TokenOf(Page page) => page.Main.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    public static IElement Section(Page page) => page.Landmark("section", "Załączniki (nieobowiązkowe)");

    /// <summary>What the page says is wrong, whole.</summary>
    public static string Alert(Page page) => Assert.Single(page.Main.QuerySelectorAll("[role=alert]")).Words();

    protected override async Task SeedAsync(PortalSeed seed)
    {
        Anna = await AddAccountAsync("Anna Zielna", AccountRoles.Officer, "2477");
        Jan = await AddAccountAsync("Jan Lipowy", AccountRoles.Officer, "2477");
        Stranger = await AddAccountAsync("Ewa Obca", AccountRoles.Officer, "2469");
    }
}
