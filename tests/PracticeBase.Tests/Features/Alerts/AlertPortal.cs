using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PracticeBase.Domain;
using PracticeBase.Features.Alerts;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Search;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Mail;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A portal whose alerts are asked for, and whose letters are read, as people do.</summary>
public sealed partial class AlertPortal : ClockPortal
{
    public const string Root = "https://baza.example.org";

    private static int senders;

    protected override IEnumerable<string> Settings => [$"--Portal:BaseAddress={Root}", $"--Search:Directory={IndexDirectory}"];

    private string IndexDirectory => Path.Combine(StorageDirectory, "indeks");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>The search index is gone and cannot be made; without an index nothing can be searched.</summary>
    public void LoseIndex()
    {
        if (Directory.Exists(IndexDirectory))
        {
            Directory.Delete(IndexDirectory, recursive: true);
        }

        File.WriteAllText(IndexDirectory, "A file where the folder should be.");
        Services.GetRequiredService<SearchIndex>().Inspect();
    }

    /// <summary>It can be made again, and the next question does.</summary>
    public void RestoreIndex()
    {
        File.Delete(IndexDirectory);
        Time.Pass(TimeSpan.FromMinutes(1));
    }

    /// <summary>An address that no other test writes to.</summary>
    public static string NewEmail() => $"osoba{Guid.NewGuid():N}@example.org";

    /// <summary>Published now, in a commune of the region: «24…» is Silesian, «02…» Lower Silesian.</summary>
    public Task<PracticeRevision> PublishAsync(string title, string place = "2477", Action<PracticeRevision>? content = null, PracticeKind kind = PracticeKind.Practice) => UseDatabaseAsync(async db =>
    {
        var seed = new PortalSeed(db, Services.GetRequiredService<FileStore>());
        return await seed.AddAsync(
            title,
            r =>
            {
                r.PublishedAt = Time.Now;
                r.LocalGovernment = seed.Place(place);
                content?.Invoke(r);
            },
            kind);
    });

    /// <summary>From the listing's own link to the page that tells to look into the mail.</summary>
    public async Task<Page> AskAsync(Visitor visitor, string listing, string email, string period = "dzien", string language = "")
    {
        var page = await visitor.GetAsync(language + listing);
        var form = await visitor.GetAsync(page.Main.Link(language.Length == 0 ? "Powiadamiaj o nowych wynikach" : "Tell me about new results").Href());
        Time.Pass(TimeSpan.FromSeconds(20));
        return await SendAsync(visitor, form, [("Email", email), ("Period", period)]);
    }

    /// <summary>Each from a network of its own, so that tests do not use up each other's allowance.</summary>
    public static async Task<Page> SendAsync(Visitor visitor, Page page, IEnumerable<(string, string?)> changes, string? sender = null)
    {
        var form = Form.Of(page.Main.QuerySelectorAll("button").Single());
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action)
        {
            Content = new FormUrlEncodedContent(form.With(changes).Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        request.Headers.Add("X-Forwarded-For", sender ?? $"10.77.{Interlocked.Increment(ref senders)}.1");
        return await visitor.SendAsync(request);
    }

    /// <summary>Asked for and confirmed.</summary>
    public async Task<Alert> SubscribeAsync(string listing, string email, string period = "dzien", string language = "")
    {
        using var visitor = Visit();
        await AskAsync(visitor, listing, email, period, language);
        var letter = Assert.Single(await SendLettersAsync(), m => m.Headers["To"] == email);
        var page = await visitor.GetAsync(Link(letter, Root + language + "/powiadomienia/potwierdz?kod="));
        await visitor.FollowAsync(await visitor.SubmitAsync(page, language.Length == 0 ? "Potwierdzam, proszę pisać" : "Yes, please write to me"));
        return await UseDatabaseAsync(db => db.Alerts.AsNoTracking().OrderByDescending(a => a.Id).FirstAsync(a => a.Email == email, Cancelled));
    }

    /// <summary>Sends what waits, as files; returns what was sent.</summary>
    public async Task<IReadOnlyList<Mime>> SendLettersAsync()
    {
        var folder = new FolderTransport(Options.Create(new MailOptions { Folder = $"mail-{Guid.NewGuid():N}" }), Services.GetRequiredService<StorageDirectory>());
        using var outbox = new Outbox(
            Services.GetRequiredService<IServiceScopeFactory>(), Services.GetRequiredService<MailComposer>(), Options.Create(new MailOptions()), Time, NullLogger<Outbox>.Instance, folder);
        await outbox.SendDueAsync(Cancelled);
        return Directory.Exists(folder.Folder) ? [.. Directory.GetFiles(folder.Folder).Select(f => Mime.Parse(File.ReadAllText(f)))] : [];
    }

    /// <summary>The next time that letters are due, and a little more: tomorrow morning, or next Monday's.</summary>
    public async Task RunInTheMorningAsync(bool monday = false)
    {
        var morning = Time.GetLocalNow().Date.AddDays(1);
        while (monday && morning.DayOfWeek != DayOfWeek.Monday)
        {
            morning = morning.AddDays(1);
        }

        Time.Now = new DateTimeOffset(morning.AddHours(6).AddMinutes(10), Time.LocalTimeZone.GetUtcOffset(morning));
        await RunAsync<AlertJob>();
    }

    /// <summary>A link of a letter as a path of this portal.</summary>
    public static string Link(Mime letter, string beginning) =>
        Assert.Single(Links().Matches(letter.Text).Select(m => m.Value).Distinct(), l => l.StartsWith(beginning, StringComparison.Ordinal))[Root.Length..];

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Links();
}
