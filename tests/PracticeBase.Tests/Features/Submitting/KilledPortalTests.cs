using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The real process dies at any moment of a submission; what a person was told is saved is there, and nothing is half there.</summary>
public sealed class KilledPortalTests : IAsyncLifetime
{
    private const int Kills = 50;

    private readonly TestHost host = new();

    /// <summary>The texts that were acknowledged last, and those sent since, by draft.</summary>
    private readonly ConcurrentDictionary<int, (string? Acknowledged, string? Sent)> texts = new();

    private readonly ConcurrentDictionary<int, bool> submitted = new();

    /// <summary>Drafts that can be submitted, by officer.</summary>
    private readonly ConcurrentDictionary<int, ConcurrentQueue<int>> complete = new();

    public ValueTask InitializeAsync() => host.InitializeAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Kill_AtRandomMoments_LosesNothingAcknowledgedAndNoLetter()
    {
        var teryt = await host.QueryAsync(db => db.LocalGovernments.Where(g => g.Type == LocalGovernmentType.RuralCommune).Select(g => g.Teryt).FirstAsync());
        var officers = new List<Account>();
        for (var i = 0; i < 3; i++)
        {
            officers.Add(await host.InScopeAsync(s => SignIn.AddAccountAsync(s, $"Anna Zielna {i}", AccountRoles.Officer, teryt)));
        }

        foreach (var officer in officers)
        {
            await AddCompleteDraftsAsync(officer);
        }

        await using var portal = new RealPortal([.. host.Arguments, "--Mail:Transport=Folder", "--Mail:PollSeconds=1"]);
        var random = new Random(20261122);
        for (var life = 0; life < Kills; life++)
        {
            await portal.StartAsync();
            var work = officers.Select((officer, i) => WorkAsync(portal, officer, life * 10 + i)).ToList();
            await Task.WhenAny(Task.Delay(random.Next(50, 1500), TestContext.Current.CancellationToken), Task.WhenAll(work));
            await portal.KillAsync();
            await Task.WhenAll(work);
        }

        // The leases of letters that were under way have run out; the next life sends what is left.
        await host.QueryAsync(db => db.Messages.Where(m => m.SentAt == null).ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, DateTimeOffset.UnixEpoch)));
        await portal.StartAsync();
        await UntilAsync(() => host.QueryAsync(async db => !await db.Messages.AnyAsync(m => m.SentAt == null)));
        await portal.KillAsync();

        var drafts = await host.QueryAsync(db => db.Revisions.AsNoTracking().Include(r => r.History).ToDictionaryAsync(r => r.Id));
        var letters = await host.QueryAsync(db => db.Messages.AsNoTracking().ToListAsync());
        var files = Directory.GetFiles(Path.Combine(host.Directory, "mail"), "*.eml", SearchOption.AllDirectories);

        Assert.NotEmpty(texts);
        Assert.NotEmpty(submitted);
        foreach (var (id, (acknowledged, sent)) in texts)
        {
            var draft = drafts[id];
            Assert.True(draft.Problem == draft.MainGoal, $"Half a save in {id}: «{draft.Problem}», «{draft.MainGoal}».");
            Assert.True(draft.Problem == acknowledged || draft.Problem == sent, $"Lost in {id}: told «{acknowledged}», sent «{sent}», found «{draft.Problem}».");
        }

        Assert.All(submitted.Keys, id => Assert.Equal(RevisionStatus.Submitted, drafts[id].Status));
        Assert.All(drafts.Values, draft =>
        {
            var isSubmitted = draft.Status == RevisionStatus.Submitted;
            Assert.Equal(isSubmitted ? 1 : 0, draft.History.Count(h => h.Action == ReviewAction.Submit));
            Assert.Equal(isSubmitted ? 1 : 0, letters.Count(m => m.RevisionId == draft.Id && m.Kind == MessageKind.Submitted));
        });
        Assert.NotEmpty(letters);
        Assert.Equal(letters.Count, files.Length);
    }

    /// <summary>One for each life, with everything that a submission asks for.</summary>
    private Task<int> AddCompleteDraftsAsync(Account officer) => host.QueryAsync(async db =>
    {
        var category = await db.Categories.FirstAsync(c => c.ParentId != null);
        var group = await db.TargetGroups.FirstAsync();
        var drafts = Enumerable.Range(0, Kills).Select(n => new PracticeRevision
        {
            Practice = new Practice { Kind = PracticeKind.Practice, Slug = "praktyka", CreatedAt = PortalSeed.Moment, OwnerId = officer.LocalGovernmentId },
            Number = 1,
            Status = RevisionStatus.Draft,
            CreatedAt = PortalSeed.Moment,
            ChangedAt = PortalSeed.Moment,
            AuthorId = officer.Id,
            Title = $"Gotowa {officer.Id} {n}",
            Summary = CompleteDraft.Summary,
            CategoryId = category.Id,
            LocalGovernmentId = officer.LocalGovernmentId,
            Metryka = new Metryka { UnitName = "Urząd Gminy", Locality = "Jarzębina" },
            Problem = "Problem",
            MainGoal = "Cel",
            ActivitiesText = "Działania",
            ScheduleText = "Harmonogram",
            ResultsText = "Rezultaty",
            CostsText = "Koszty",
            WorksWithoutFunding = true,
            ConsentsToPublication = true,
            ContactsInformed = true,
            TargetGroups = { new RevisionTargetGroup { TargetGroupId = group.Id } },
            Contacts = { new RevisionContact { Contact = new Contact { Name = "Anna Zielna", Email = "anna@example.org" } } },
        }).ToList();
        db.Revisions.AddRange(drafts);
        await db.SaveChangesAsync();
        complete[officer.Id] = new ConcurrentQueue<int>(drafts.Select(d => d.Id));
        return drafts.Count;
    });

    /// <summary>Submits a complete draft, starts another and writes two fields of it over and over; ends when the portal dies.</summary>
    private async Task WorkAsync(RealPortal portal, Account officer, int number)
    {
        using var visitor = new Visitor(portal.Address);
        visitor.Cookies.Add(await SignIn.CookieAsync(host.Services, officer, portal.Address.Host));
        try
        {
            for (var n = 0; n < 5; n++)
            {
                if (complete[officer.Id].TryDequeue(out var ready)
                    && (await visitor.SubmitAsync(await visitor.GetAsync($"/panel/praktyka/{ready}/wyslanie"), "Zgłoś do redakcji")).Status == HttpStatusCode.SeeOther)
                {
                    submitted[ready] = true;
                }

                var id = await SubmittingPortal.StartAsync(visitor, $"Praktyka {number} {n}");
                for (var k = 0; k < 3; k++)
                {
                    var text = string.Create(CultureInfo.InvariantCulture, $"Tekst {number} {n} {k}");
                    var page = await visitor.GetAsync($"/panel/praktyka/{id}/prezentacja");
                    texts.AddOrUpdate(id, (null, text), (_, before) => (before.Acknowledged, text));
                    if ((await visitor.SubmitAsync(page, "Zapisz", [("Problem", text), ("MainGoal", text)])).Status == HttpStatusCode.SeeOther)
                    {
                        texts[id] = (text, null);
                    }
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Killed in the middle of it: what this person was told so far is what counts.
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 600 && !await condition(); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.True(await condition());
    }
}
