using System.Net;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class HistoryPortal : ReviewPortal
{
    public PracticeRevision Revision { get; private set; } = null!;

    public PracticeRevision Archived { get; private set; } = null!;

    protected override async Task SeedAsync(PortalSeed seed)
    {
        await base.SeedAsync(seed);
        Revision = await AddRevisionAsync(RevisionStatus.Published, title: "Praktyka z historią", number: 3, content: r => r.Problem = "Brakuje 83 miejsc.", also: p =>
        {
            for (var number = 1; number <= 2; number++)
            {
                var former = PortalSeed.Revision(p, "Praktyka z historią", RevisionStatus.Superseded, number);
                former.Problem = "Brakuje 76 miejsc.";
                former.Contacts.Add(new RevisionContact { Contact = new Contact { Name = "Dawna Osoba", Email = "dawna@example.org" } });
                p.Revisions.Add(former);
            }

            var draft = PortalSeed.Revision(p, "Tajny szkic", RevisionStatus.Draft, 4);
            draft.Problem = "Tajny problem.";
            p.Revisions.Add(draft);
        });
        Archived = await AddRevisionAsync(RevisionStatus.Published, title: "Zakończona", also: p => p.ArchivedAt = PortalSeed.Moment);
    }
}

public sealed class PublicHistoryTests(HistoryPortal portal) : IClassFixture<HistoryPortal>
{
    private string Address => $"/praktyka/{portal.Revision.PracticeId}-praktyka-z-historia/historia";

    [Fact]
    public async Task History_ListsWhatWasPublicWithoutPeopleOrDrafts()
    {
        var page = await portal.GetPageAsync(Address);
        Assert.Equal(["Wersja 3, obecna", "Wersja 2", "Wersja 1"], page.Main.QuerySelectorAll("ol > li > b").Select(b => b.Words()));
        foreach (var secret in new[] { "Tajny", "Anna Zielna", "Dawna Osoba", "Ewa Kontaktowa", "Proszę o liczbę" })
        {
            Assert.DoesNotContain(secret, page.Source, StringComparison.Ordinal);
        }

        Assert.Contains(Address, (await portal.GetPageAsync(Address.Replace("/historia", "", StringComparison.Ordinal))).Main.Link("Historia zmian").Href(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparison_OfTwoVersions_ShowsWordsButNoContacts()
    {
        var page = await portal.GetPageAsync(Address + "?od=1&do=3");
        Assert.Equal(["[usunięto: 76 ]"], page.Main.QuerySelectorAll("del").Select(d => d.Words()).Where(d => d.Contains("76", StringComparison.Ordinal)));
        Assert.DoesNotContain("Dawna Osoba", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Ewa Kontaktowa", page.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("Zgoda na publikację", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("nie różnią się", (await portal.GetPageAsync(Address + "?od=1&do=2")).Main.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?od=1&do=4", HttpStatusCode.NotFound)]
    [InlineData("?od=1&do=9", HttpStatusCode.NotFound)]
    [InlineData("?od=1&do=x", HttpStatusCode.BadRequest)]
    [InlineData("?od=99999999999&do=1", HttpStatusCode.BadRequest)]
    public async Task Comparison_OfWhatIsNotPublic_IsRefused(string query, HttpStatusCode status) => Assert.Equal(status, (await portal.GetPageAsync(Address + query)).Status);

    [Fact]
    public async Task History_OtherAddresses_RedirectOrAreGone()
    {
        Assert.Equal(Address + "?od=1&do=2", (await portal.GetRedirectAsync($"/praktyka/{portal.Revision.PracticeId}-dawny/historia?od=1&do=2")).Location);
        Assert.Equal(HttpStatusCode.Gone, (await portal.GetPageAsync($"/praktyka/{portal.Archived.PracticeId}-zakonczona/historia")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync("/praktyka/99999-nic/historia")).Status);
    }
}
