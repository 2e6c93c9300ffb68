using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.People;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class RetentionTests(ClockPortal portal) : IClassFixture<ClockPortal>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PublishedContact_DisappearsAtOnceAndLosesItsAddressAYearLater()
    {
        var contact = new Contact { Name = "Wanda Terminowa", Post = "inspektor", Email = "wanda@example.org", Phone = "00 1", ValidUntil = portal.Time.Today };
        var revision = await AddAsync("Z terminem", RevisionStatus.Published, contact);
        var path = $"/praktyka/{revision.PracticeId}-z-terminem";
        Assert.Contains("Wanda", (await portal.GetPageAsync(path)).Source, StringComparison.Ordinal);
        portal.Time.Pass(TimeSpan.FromDays(1));
        Assert.DoesNotContain("Wanda", (await portal.GetPageAsync(path)).Source, StringComparison.Ordinal);
        portal.Time.Pass(TimeSpan.FromDays(363));
        await portal.RunAsync<RetentionJob>();
        Assert.Equal("wanda@example.org", (await FindAsync(contact))!.Email);
        portal.Time.Pass(TimeSpan.FromDays(3));
        await portal.RunAsync<RetentionJob>();
        var left = (await FindAsync(contact))!;
        Assert.Equal(("Wanda Terminowa", null, null), (left.Name, left.Email, left.Phone));
    }

    [Theory]
    [InlineData(RevisionStatus.Superseded, 91, false)]
    [InlineData(RevisionStatus.Superseded, 89, true)]
    [InlineData(RevisionStatus.Declined, 91, false)]
    [InlineData(RevisionStatus.Draft, 91, true)]
    [InlineData(RevisionStatus.Published, 91, true)]
    public async Task Contact_OfNoRevisionInUse_IsDeletedAfterNinetyDays(RevisionStatus status, int days, bool isKept)
    {
        var contact = new Contact { Name = "Kto Kolwiek", ValidUntil = portal.Time.Today.AddDays(-days) };
        await AddAsync($"Stan {status} {days}", status, contact);
        await portal.RunAsync<RetentionJob>();
        Assert.Equal(isKept, await FindAsync(contact) is not null);
    }

    [Fact]
    public async Task Session_ThatExpired_IsDeleted()
    {
        var account = await portal.AddAccountAsync("Sesja Dawna", AccountRoles.Officer);
        AccountSession Session(int hours) => new() { AccountId = account.Id, CreatedAt = portal.Time.Now, SeenAt = portal.Time.Now, ExpiresAt = portal.Time.Now.AddHours(hours), Device = "Test", IsStrong = false };
        var (over, open) = (Session(-1), Session(1));
        await portal.UseDatabaseAsync(db =>
        {
            db.Sessions.AddRange(over, open);
            return db.SaveChangesAsync(Cancelled);
        });
        await portal.RunAsync<RetentionJob>();
        Assert.Equal([open.Id], await portal.UseDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == account.Id).Select(s => s.Id).ToListAsync(Cancelled)));
    }

    [Theory]
    [InlineData(MessageKind.Published, true, 364, true)]
    [InlineData(MessageKind.Published, true, 367, false)]
    [InlineData(MessageKind.Published, false, 367, true)]
    [InlineData(MessageKind.ContactForm, true, 31, false)]
    [InlineData(MessageKind.ContactForm, true, 29, true)]
    [InlineData(MessageKind.ResetPassword, false, 31, false)]
    public async Task Letter_IsKeptAsLongAsItsKind(MessageKind kind, bool isSent, int days, bool isKept)
    {
        var at = portal.Time.Now.AddDays(-days);
        var message = new Message { Kind = kind, Subject = "S", Body = "B", CreatedAt = at, NextAttemptAt = at, Address = isSent ? null : "a@example.org", SentAt = isSent ? at : null };
        await portal.UseDatabaseAsync(db =>
        {
            db.Messages.Add(message);
            return db.SaveChangesAsync(Cancelled);
        });
        await portal.RunAsync<RetentionJob>();
        Assert.Equal(isKept, await portal.UseDatabaseAsync(db => db.Messages.AnyAsync(m => m.Id == message.Id, Cancelled)));
    }

    private Task<Contact?> FindAsync(Contact contact) => portal.UseDatabaseAsync(db => db.Contacts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == contact.Id, Cancelled));

    private Task<PracticeRevision> AddAsync(string title, RevisionStatus status, Contact contact) => portal.UseDatabaseAsync(db =>
        new PortalSeed(db, portal.Services.GetRequiredService<FileStore>()).AddAsync(title, r => r.Contacts.Add(new RevisionContact { Contact = contact }), status: status));
}
