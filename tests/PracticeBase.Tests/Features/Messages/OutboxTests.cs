using System.Collections.Concurrent;
using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Review;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Mail;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class OutboxPortal : PortalFactory
{
    public TestClock Time { get; } = new();

    protected override TimeProvider Clock => Time;

    protected override IEnumerable<string> Settings => ["--Portal:BaseAddress=https://baza.example.org", "--Portal:Name=Baza Dobrych Praktyk «Żółw»"];

    public Outbox Node(IMailTransport transport, MailOptions? options = null) =>
        new(Services.GetRequiredService<IServiceScopeFactory>(), Services.GetRequiredService<MailComposer>(), Options.Create(options ?? new()), Time, NullLogger<Outbox>.Instance, transport);

    public async Task WriteAsync(MessageKind kind, string to, params object?[] values)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Letters>().WriteTo(kind, to, "Żaneta Źdźbło", kind == MessageKind.ContactForm ? "pyta@example.org" : null, "/konto", values);
        await scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public Task<List<Message>> LettersAsync() => UseDatabaseAsync(db => db.Messages.AsNoTracking().OrderBy(m => m.Id).ToListAsync());
}

public sealed class OutboxTests(OutboxPortal portal) : IClassFixture<OutboxPortal>, IAsyncLifetime
{
    private readonly Recorder recorder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await portal.UseDatabaseAsync(db => db.Messages.ExecuteDeleteAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Letter_OfATransactionThatWasRolledBack_DoesNotExist()
    {
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
            await db.InTransactionAsync(async () =>
            {
                scope.ServiceProvider.GetRequiredService<Letters>().WriteTo(MessageKind.SecurityNotice, "a@example.org", "A", null, "/konto", "hasło");
                await db.SaveChangesAsync(Cancelled);
                await db.Database.RollbackTransactionAsync(Cancelled);
            }, Cancelled);
        }

        Assert.Equal(0, await portal.Node(recorder).SendDueAsync(Cancelled));
        Assert.Empty(await portal.LettersAsync());
    }

    [Fact]
    public async Task Move_ThatIsRefused_WritesNoLetter()
    {
        var officer = await portal.AddAccountAsync("Anna Zielna", AccountRoles.Officer, "2477");
        var revision = await portal.UseDatabaseAsync(async db =>
            await new PortalSeed(db, portal.Services.GetRequiredService<FileStore>()).AddAsync("Niepełna", status: RevisionStatus.Draft, also: p => p.OwnerId = officer.LocalGovernmentId));
        await using (var scope = portal.Services.CreateAsyncScope())
        {
            var session = new AccountSession { AccountId = officer.Id, Account = officer, CreatedAt = portal.Time.Now, SeenAt = portal.Time.Now, ExpiresAt = portal.Time.Now, Device = "Test", IsStrong = false };
            scope.ServiceProvider.GetRequiredService<PracticeBase.Features.Accounts.CurrentAccount>().Set(session);
            var outcome = await scope.ServiceProvider.GetRequiredService<RevisionMoves>().MakeAsync(new MoveRequest(revision.Id, ReviewAction.Submit), Cancelled);
            Assert.Equal(MoveRefusal.Incomplete, outcome.Refusal);
        }

        Assert.Empty(await portal.LettersAsync());
    }

    [Fact]
    public async Task Letters_WithSeveralNodesAtOnce_AreEachSentOnce()
    {
        for (var i = 0; i < 40; i++)
        {
            await portal.WriteAsync(MessageKind.SecurityNotice, $"osoba{i}@example.org", "hasło");
        }

        var nodes = Enumerable.Range(0, 4).Select(_ => portal.Node(recorder)).ToList();
        var sent = await Task.WhenAll(nodes.Select(n => Task.Run(() => n.SendDueAsync(Cancelled))));

        Assert.Equal(40, sent.Sum());
        Assert.Equal(40, recorder.Sent.Distinct().Count());
        Assert.Equal(40, recorder.Sent.Count);
        Assert.All(await portal.LettersAsync(), m => Assert.Equal((1, portal.Time.Now, null), (m.Attempts, m.SentAt, m.Address)));
    }

    [Fact]
    public async Task Letter_ThatFails_WaitsLongerEachTimeAndIsGivenUp()
    {
        await portal.WriteAsync(MessageKind.SecurityNotice, "anna.tajna@example.org", "hasło");
        recorder.Fail = () => throw new SmtpException(SmtpStatusCode.MailboxUnavailable, "anna.tajna@example.org is unknown here");
        var node = portal.Node(recorder, new MailOptions { MaxAttempts = 7 });
        var waits = new List<double>();
        for (var attempt = 1; attempt <= 7; attempt++)
        {
            Assert.Equal(0, await node.SendDueAsync(Cancelled));
            var waiting = Assert.Single(await portal.LettersAsync());
            Assert.Equal(attempt, waiting.Attempts);
            waits.Add((waiting.NextAttemptAt - portal.Time.Now).TotalMinutes);
            portal.Time.Now = waiting.NextAttemptAt.AddTicks(-10);
            await node.SendDueAsync(Cancelled);
            Assert.Equal(attempt, Assert.Single(await portal.LettersAsync()).Attempts);
            portal.Time.Now = waiting.NextAttemptAt;
        }

        Assert.Equal([1, 5, 30, 120, 720, 720, 720], waits);
        recorder.Fail = null;
        Assert.Equal(0, await node.SendDueAsync(Cancelled));
        var letter = Assert.Single(await portal.LettersAsync());
        Assert.NotNull(letter.FailedAt);
        Assert.Null(letter.SentAt);
        Assert.Equal("SmtpException MailboxUnavailable", letter.Error);
        Assert.Equal("anna.tajna@example.org", letter.Address);
    }

    [Fact]
    public async Task Letter_ThatWentWhileTheDatabaseWasAway_IsNotedAfterwardsAndSentOnce()
    {
        using var trouble = new DatabaseTrouble(portal.StorageDirectory);
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        recorder.Fail = () => trouble.Begin(() => new Microsoft.Data.Sqlite.SqliteException("unable to open database file", 14));
        var sending = portal.Node(recorder).SendDueAsync(Cancelled);
        Assert.True(SpinWait.SpinUntil(() => !trouble.Failed.IsEmpty || sending.IsCompleted, TimeSpan.FromSeconds(30)));
        trouble.End();
        Assert.Equal(1, await sending);
        portal.Time.Pass(TimeSpan.FromDays(1));
        Assert.Equal(0, await portal.Node(recorder).SendDueAsync(Cancelled));
        Assert.Single(recorder.Sent);
        Assert.NotNull(Assert.Single(await portal.LettersAsync()).SentAt);
    }

    [Fact]
    public async Task Letter_OfANodeWhoseClockWasDaysAhead_GoesAllTheSame()
    {
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        await portal.UseDatabaseAsync(db => db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, portal.Time.Now.AddDays(3)), Cancelled));
        Assert.Equal(1, await portal.Node(recorder).SendDueAsync(Cancelled));
    }

    [Fact]
    public async Task Letter_ThatFailedOnce_IsSentTheNextTime()
    {
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        recorder.Fail = () => throw new IOException("gone");
        var node = portal.Node(recorder);
        await node.SendDueAsync(Cancelled);
        recorder.Fail = null;
        portal.Time.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await node.SendDueAsync(Cancelled));
        var letter = Assert.Single(await portal.LettersAsync());
        Assert.Equal((2, null, null), (letter.Attempts, letter.Error, letter.Address));
    }

    [Fact]
    public async Task Letter_ToNoAddress_IsGivenUpAtOnceAndHoldsUpNothing()
    {
        await portal.WriteAsync(MessageKind.SecurityNotice, "to nie adres", "hasło");
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        Assert.Equal(1, await portal.Node(recorder).SendDueAsync(Cancelled));
        Assert.NotNull((await portal.LettersAsync())[0].FailedAt);
    }

    [Fact]
    public async Task SecretLetter_GivenUp_KeepsNeitherLinkNorAddress()
    {
        await portal.WriteAsync(MessageKind.ResetPassword, "a@example.org");
        recorder.Fail = () => throw new IOException("gone");
        await portal.Node(recorder, new MailOptions { MaxAttempts = 1 }).SendDueAsync(Cancelled);
        var letter = Assert.Single(await portal.LettersAsync());
        Assert.Equal(("", null), (letter.Body, letter.Address));
        Assert.NotNull(letter.FailedAt);
    }

    [Theory]
    [InlineData(MessageKind.ContactForm, true)]
    [InlineData(MessageKind.ResetPassword, true)]
    [InlineData(MessageKind.SecurityNotice, false)]
    public async Task Letter_OnceSent_KeepsNothingThatItNeedNot(MessageKind kind, bool isSecret)
    {
        await portal.WriteAsync(kind, "a@example.org", "Praktyka", "BDP 0001", "Ktoś", "ktos@example.org", "Pytanie");
        await portal.Node(recorder).SendDueAsync(Cancelled);
        var letter = Assert.Single(await portal.LettersAsync());
        Assert.Equal((null, null, isSecret), (letter.Address, letter.ReplyTo, letter.Body.Length == 0));
    }

    [Fact]
    public async Task Letter_OfANodeThatDied_IsSentByAnotherAfterTheLease()
    {
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        var folder = new FolderTransport(Options.Create(new MailOptions { Folder = "po awarii" }), portal.Services.GetRequiredService<StorageDirectory>());
        var options = new MailOptions { LeaseSeconds = 200 };
        // The first node sends, and is never heard of again.
        var dead = new Dying(folder);
        var lost = portal.Node(dead, options).SendDueAsync(Cancelled);
        await dead.HasSent.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        var other = portal.Node(folder, options);

        Assert.Equal(0, await other.SendDueAsync(Cancelled));
        portal.Time.Pass(TimeSpan.FromSeconds(200));
        Assert.Equal(1, await other.SendDueAsync(Cancelled));

        var letter = Assert.Single(await portal.LettersAsync());
        Assert.Equal(2, letter.Attempts);
        Assert.False(lost.IsCompleted);
        Assert.Equal([$"{letter.Uid}.eml"], new DirectoryInfo(folder.Folder).EnumerateFileSystemInfos().Select(f => f.Name));
    }

    [Fact]
    public async Task Letter_WhoseNodesKeepDying_IsGivenUp()
    {
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        await portal.UseDatabaseAsync(db => db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.Attempts, 10)));
        Assert.Equal(0, await portal.Node(recorder).SendDueAsync(Cancelled));
        Assert.Empty(recorder.Sent);
        Assert.NotNull(Assert.Single(await portal.LettersAsync()).FailedAt);
    }

    [Fact]
    public async Task Stop_WhileALetterIsBeingSent_LetsItFinishAndBeginsNoOther()
    {
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        await portal.WriteAsync(MessageKind.SecurityNotice, "b@example.org", "hasło");
        var slow = new Slow();
        using var node = portal.Node(slow);
        await node.StartAsync(Cancelled);
        node.Wake();
        await slow.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
        var stopping = node.StopAsync(Cancelled);
        Assert.False(stopping.IsCompleted);
        slow.MayEnd.SetResult();
        await stopping;
        Assert.Equal([true, false], (await portal.LettersAsync()).Select(m => m.SentAt is not null));
    }

    [Fact]
    public async Task Smtp_Letter_ArrivesReadableInBothParts()
    {
        await using var server = new SmtpServer();
        await portal.WriteAsync(MessageKind.ContactForm, "odbiorca@example.org", "Gęślą **jaźń** w Łodzi, która ma bardzo długi tytuł, żeby nagłówek trzeba było złamać", "BDP 0217", "Ćwirek <b>", "pyta@example.org", "Pierwszy wiersz.\n- drugi\n.\n\n[Trzeci](https://zly.example.org) ósmy");
        var options = Options.Create(new MailOptions { Transport = MailTransportKind.Smtp, Host = "127.0.0.1", Port = server.Port, UseTls = false });
        Assert.Equal(1, await portal.Node(new SmtpTransport(options)).SendDueAsync(Cancelled));

        var (recipient, source) = Assert.Single(server.Letters);
        Assert.Equal("odbiorca@example.org", recipient);
        Assert.True(Ascii(source));
        Assert.All(source.Split("\r\n"), line => Assert.True(line.Length <= 998));
        var mail = Mime.Parse(source);
        var letter = Assert.Single(await portal.LettersAsync());
        Assert.Equal("Pytanie o praktykę: Gęślą **jaźń** w Łodzi, która ma bardzo długi tytuł, żeby nagłówek trzeba było złamać", mail.Headers["Subject"]);
        Assert.Equal("\"Baza Dobrych Praktyk «Żółw»\" <redakcja@example.org>", mail.Headers["From"].Contains('"') ? mail.Headers["From"] : mail.Headers["From"].Replace("Baza Dobrych Praktyk «Żółw»", "\"Baza Dobrych Praktyk «Żółw»\"", StringComparison.Ordinal));
        Assert.Equal("odbiorca@example.org", mail.Headers["To"]);
        Assert.Equal("pyta@example.org", mail.Headers["Reply-To"]);
        Assert.Equal($"<{letter.Uid:N}@baza.example.org>", mail.Headers["Message-ID"]);
        Assert.StartsWith("multipart/alternative", mail.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.DoesNotContain("Auto-Submitted", mail.Headers.Keys);
        Assert.Contains("Dzień dobry, Żaneta Źdźbło!", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Od: Ćwirek <b> (pyta@example.org)", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Pierwszy wiersz.\n- drugi\n.\n\n[Trzeci](https://zly.example.org) ósmy", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Zobacz praktykę: https://baza.example.org/konto", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("**", mail.Text.Replace("**jaźń**", "", StringComparison.Ordinal), StringComparison.Ordinal);

        var html = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(mail.Html);
        Assert.Equal("pl", html.DocumentElement.GetAttribute("lang"));
        Assert.Contains("Gęślą **jaźń** w Łodzi", html.Body!.TextContent.Words(), StringComparison.Ordinal);
        Assert.Equal("https://baza.example.org/konto", html.Body!.Link("Zobacz praktykę").Href());
        // A stranger's text never becomes a link with other words than its address, nor markup.
        Assert.DoesNotContain("Trzeci", html.Body!.Links());
        Assert.Empty(html.Body!.QuerySelectorAll("main ul, main b"));
    }

    [Fact]
    public async Task Smtp_NoticeOfThePortal_SaysThatNobodyNeedAnswer()
    {
        await using var server = new SmtpServer();
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        var options = Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port, UseTls = false, From = "nie-odpowiadaj@example.org", FromName = "Portal" });
        await new Outbox(portal.Services.GetRequiredService<IServiceScopeFactory>(), ActivatorUtilities.CreateInstance<MailComposer>(portal.Services, options), options, portal.Time, NullLogger<Outbox>.Instance, new SmtpTransport(options)).SendDueAsync(Cancelled);
        var mail = Mime.Parse(Assert.Single(server.Letters).Source);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Contains("nie-odpowiadaj@example.org", mail.Headers["From"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Smtp_ServerThatRefuses_LeavesNoAddressInTheError()
    {
        await using var server = new SmtpServer { Answer = to => $"550 5.1.1 <{to}> unknown" };
        await portal.WriteAsync(MessageKind.SecurityNotice, "nieznana@example.org", "hasło");
        var options = Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port, UseTls = false });
        Assert.Equal(0, await portal.Node(new SmtpTransport(options)).SendDueAsync(Cancelled));
        var error = Assert.Single(await portal.LettersAsync()).Error!;
        Assert.Contains("MailboxUnavailable", error, StringComparison.Ordinal);
        Assert.DoesNotContain("nieznana", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 2)]
    public async Task Digest_GivenUp_EndsTheAlertsOfItsAddressWhenTheMailboxIsDead(bool isRefused, int left)
    {
        await using var server = new SmtpServer { Answer = to => isRefused ? $"550 5.1.1 <{to}> unknown" : "250 OK" };
        var address = $"martwa{left}@example.org";
        await portal.UseDatabaseAsync(async db =>
        {
            db.Alerts.AddRange(new[] { address, address, $"zywa{left}@example.org" }.Select((email, i) => new Alert
            {
                Email = email,
                Address = $"/praktyki?q={i}",
                Title = "Lista",
                Period = AlertPeriod.Daily,
                Language = "pl",
                Token = $"{email}{i}",
                CreatedAt = portal.Time.Now,
                ConfirmedAt = portal.Time.Now,
                ToldUntil = portal.Time.Now,
            }));
            return await db.SaveChangesAsync(Cancelled);
        });
        await portal.WriteAsync(MessageKind.AlertDigest, address, "2 nowe wpisy", "Lista", "A", "B", "");
        await portal.WriteAsync(MessageKind.AlertConfirm, address, "Lista", "A", 48, "codziennie");
        await portal.UseDatabaseAsync(db => db.Messages.Where(m => m.Kind == MessageKind.AlertConfirm).ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, portal.Time.Now.AddHours(12)), Cancelled));
        // The first failure may pass; a server that cannot be reached says nothing about the mailbox.
        var options = new MailOptions { Host = "127.0.0.1", Port = server.Port, UseTls = !isRefused, MaxAttempts = 2 };
        var node = portal.Node(new SmtpTransport(Options.Create(options)), options);
        await node.SendDueAsync(Cancelled);
        Assert.Equal(2, await CountAsync(address));
        portal.Time.Pass(TimeSpan.FromMinutes(1));
        await node.SendDueAsync(Cancelled);

        var letters = await portal.LettersAsync();
        Assert.NotNull(letters.Single(m => m.Kind == MessageKind.AlertDigest).FailedAt);
        Assert.Equal(left, await CountAsync(address));
        Assert.Equal(left > 0, letters.Exists(m => m.Address == address));
        Assert.Equal(1, await CountAsync($"zywa{left}@example.org"));
    }

    private Task<int> CountAsync(string email) => portal.UseDatabaseAsync(db => db.Alerts.CountAsync(a => a.Email == email, Cancelled));

    [Fact]
    public async Task Smtp_ServerWithoutTls_GetsNothingWhenTlsIsDemanded()
    {
        await using var server = new SmtpServer();
        await portal.WriteAsync(MessageKind.SecurityNotice, "a@example.org", "hasło");
        var options = Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port });
        Assert.Equal(0, await portal.Node(new SmtpTransport(options)).SendDueAsync(Cancelled));
        Assert.Empty(server.Letters);
    }

    [Theory]
    [InlineData("--Mail:Transport=Smtp --Mail:Host=poczta.example.org", "Portal:BaseAddress")]
    [InlineData("--Mail:Transport=Smtp --Portal:BaseAddress=https://baza.example.org", "Mail:Host")]
    [InlineData("--Mail:Transport=Golab", "Mail:Transport")]
    [InlineData("--Mail:LeaseSeconds=5", "LeaseSeconds")]
    [InlineData("--Jobs:PeriodSeconds=-1", "PeriodSeconds")]
    public void Start_WithMailHalfConfigured_SaysWhichKey(string arguments, string key)
    {
        var error = Assert.Throws<StartupException>(() => PracticeBaseApp.Build(
            [.. Portal, .. arguments.Split(' ')], quiet: true));
        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Letter_OnceItsWriterIsDone_IsSentWithoutWaiting()
    {
        Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "A second portal over the same file.");
        var sent = new TaskCompletionSource<string>();
        await using var app = PracticeBaseApp.Build([.. Portal, "--Mail:Transport=Folder", "--Mail:PollSeconds=3600"], quiet: true);
        var folder = app.Services.GetServices<IMailTransport>().OfType<FolderTransport>().Single().Folder;
        Directory.CreateDirectory(folder);
        using var watcher = new FileSystemWatcher(folder, "*.eml") { EnableRaisingEvents = true };
        watcher.Renamed += (_, e) => sent.TrySetResult(e.Name!);
        watcher.Created += (_, e) => sent.TrySetResult(e.Name!);
        await app.StartAsync(Cancelled);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<Letters>().WriteTo(MessageKind.SecurityNotice, "a@example.org", "A", null, "/konto", "hasło");
            await scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().SaveChangesAsync(Cancelled);
        }

        var letter = Assert.Single(await portal.LettersAsync());
        Assert.Equal($"{letter.Uid}.eml", await sent.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancelled));
        await app.StopAsync(Cancelled);
        Assert.Contains("hasło", Mime.Parse(await File.ReadAllTextAsync(Path.Combine(folder, $"{letter.Uid}.eml"), Cancelled)).Text, StringComparison.Ordinal);
        Assert.NotNull(Assert.Single(await portal.LettersAsync()).SentAt);
    }

    private string[] Portal => ["--environment=Testing", "--applicationName=PracticeBase", "--urls=http://127.0.0.1:0", $"--Storage:Directory={portal.StorageDirectory}", "--Portal:Operator=X", "--Portal:Email=x@example.org", "--Jobs:PeriodSeconds=0"];

    private static bool Ascii(string text) => System.Text.Ascii.IsValid(text);

    private sealed class Recorder : IMailTransport
    {
        public ConcurrentQueue<Guid> Sent { get; } = [];

        public Action? Fail { get; set; }

        public async Task SendAsync(MailMessage mail, Guid uid, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Fail?.Invoke();
            Sent.Enqueue(uid);
        }
    }

    private sealed class Slow : IMailTransport
    {
        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource MayEnd { get; } = new();

        public Task SendAsync(MailMessage mail, Guid uid, CancellationToken cancellationToken)
        {
            Begun.TrySetResult();
            return MayEnd.Task;
        }
    }

    /// <summary>Sends, and does not come back.</summary>
    private sealed class Dying(IMailTransport transport) : IMailTransport
    {
        public TaskCompletionSource HasSent { get; } = new();

        public async Task SendAsync(MailMessage mail, Guid uid, CancellationToken cancellationToken)
        {
            await transport.SendAsync(mail, uid, CancellationToken.None);
            HasSent.SetResult();
            await new TaskCompletionSource().Task;
        }
    }
}
