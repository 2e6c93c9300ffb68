using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data.Sqlite;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>No page reads a table that grows from end to end: SQLite is asked for the plan of every query of every page that links lead to.</summary>
public sealed partial class QueryPlanTests(QueryPlanPortal portal) : IClassFixture<QueryPlanPortal>
{
    /// <summary>Tables that may be read whole: reference data and what administrators write, some hundreds of rows at most, whatever the portal's age.</summary>
    private static readonly HashSet<string> Small =
    [
        "Categories", "CategoryAddresses", "TargetGroups", "StaticPages", "OtherDatabases", "Settings", "Synonyms", "Banners", "Funders", "Publications", "CalendarEvents", "ProtectionKeys",
        // All there are in the country: 2,900.
        "LocalGovernments",
        // One row a day.
        "VisitDays",
    ];

    /// <summary>Queries that go through a table on purpose.</summary>
    private static readonly (string Table, string Part)[] Meant =
    [
        // Backwards from the newest until there are enough: the change feed, the last entries of the log, the last decisions.
        ("Changes", "ORDER BY \"c\".\"Id\" DESC\nLIMIT"), ("AuditEntries", "FROM \"AuditEntries\" AS \"a\"\n    ORDER BY \"a\".\"Id\" DESC\n    LIMIT"), ("HistoryEntries", "ORDER BY \"h\".\"Id\" DESC\nLIMIT"),
        // People and units are looked for by any part of a name, at the desk alone; no index knows parts.
        ("Contacts", "SELECT \"c\".\"Id\", \"c\".\"Name\", \"c\".\"Email\"\nFROM"), ("ImplementingUnits", "instr("),
        // Of nothing: the list of numbers is empty.
        ("Revisions", "WHERE 0"),
    ];

    private static readonly string[] Roots =
    [
        "/", "/praktyki", "/rezultaty", "/szukaj?q=klub", "/mapa", "/statystyki", "/kalendarium", "/publikacje", "/inne-bazy", "/strona/mapa-serwisu", "/strona/deklaracja-dostepnosci", "/jednostki-podobne",
        "/praktyki/kanal.atom", "/szukaj/podpowiedzi?q=klu", "/konto/rejestracja", "/konto/samorzady?q=Tych", "/konto", "/panel", "/panel/nowa", "/panel/opinie", "/redakcja", "/redakcja/praktyki", "/redakcja/osoby?q=Ewa", "/redakcja/powiadomienia",
        "/redakcja/statystyki", "/administracja", "/administracja/konta?q=Anna", "/administracja/dziennik", "/administracja/tresci", "/administracja/jednostki?q=dom", "/administracja/samorzady?q=Tychy",
        "/gotowosc",
    ];

    [Fact]
    public async Task Queries_OfEveryPage_ReadNoTableWhole()
    {
        Assert.SkipUnless(await portal.UseDatabaseAsync(db => Task.FromResult(db.Database.IsSqlite())), "The plans are SQLite's.");
        // What every node keeps in memory is read whole once, at its start: the catalogue, the units and the search index.
        await portal.GetPageAsync("/szukaj?q=klub");
        await portal.GetPageAsync("/jednostki-podobne");
        var pages = new HashSet<string>();
        foreach (var account in new[] { null, portal.Officer, portal.Assigned, portal.Administrator, portal.Expert })
        {
            using var visitor = account is null ? portal.Visit() : await portal.SignInAsync(account);
            await CrawlAsync(visitor, account is null ? "-" : account.Roles.ToString(), pages);
        }

        portal.Queries.Page = null;
        Assert.InRange(pages.Count, 150, 1000);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(portal.StorageDirectory, "practicebase.db")};Pooling=false");
        connection.Open();
        Assert.InRange(portal.Queries.Count, 100, 5000);
        var scans = portal.Queries.Scans(connection, (table, sql) => Small.Contains(table) || Meant.Any(m => m.Table == table && sql.Contains(m.Part, StringComparison.Ordinal)));
        Assert.True(scans.Count == 0, string.Join("\n\n", scans));
    }

    /// <summary>Opens what links lead to, one page of each kind.</summary>
    private async Task CrawlAsync(Visitor visitor, string who, HashSet<string> seen)
    {
        var queue = new Queue<string>(Roots);
        while (queue.TryDequeue(out var path))
        {
            // What everybody sees, those who are signed in need not see again.
            if ((who != "-" && !Desk().IsMatch(path)) || !seen.Add($"{who} {Kind(path)}"))
            {
                continue;
            }

            portal.Queries.Page = $"{who} {path}";
            var page = await visitor.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.InternalServerError, page.Status);
            if (page.Headers.TryGetValue("Location", out var next))
            {
                Add(next);
            }
            else if (page.Headers.GetValueOrDefault("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) == true)
            {
                foreach (var link in page.Document.QuerySelectorAll("a[href], link[href]"))
                {
                    Add(link.GetAttribute("href")!);
                }
            }
        }

        void Add(string href)
        {
            var address = new Uri(portal.Client.BaseAddress!, href);
            if (address.Host == portal.Client.BaseAddress!.Host && address.Query.Count(c => c == '=') <= 2 && !address.AbsolutePath.StartsWith("/en", StringComparison.Ordinal) && !Asset().IsMatch(address.AbsolutePath))
            {
                queue.Enqueue(address.PathAndQuery);
            }
        }
    }

    /// <summary>«/praktyka/17-klub?sort=nazwa&amp;strona=2» → «/praktyka/#?sort=nazwa&amp;strona»</summary>
    private static string Kind(string path)
    {
        var parts = path.Split('?', 2);
        var query = parts.Skip(1).SelectMany(q => q.Split('&')).Select(p => p.StartsWith("sort=", StringComparison.Ordinal) || p.StartsWith("stan=", StringComparison.Ordinal) ? p : p.Split('=')[0]).Order(StringComparer.Ordinal);
        return Number().Replace(parts[0], "#") + "?" + string.Join('&', query);
    }

    [GeneratedRegex("^/(konto|panel|redakcja|administracja)")]
    private static partial Regex Desk();

    [GeneratedRegex(@"\d+(-[\w-]+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\.(css|js|svg|woff2|ico|png|webmanifest)$")]
    private static partial Regex Asset();
}

/// <summary>A portal with something of everything, whose queries are kept.</summary>
public sealed class QueryPlanPortal : ReviewPortal
{
    public QueryRecorder Queries { get; } = new();

    protected override void Configure(IServiceCollection services)
    {
        base.Configure(services);
        services.ConfigureDbContext<SqlitePracticeBaseDbContext>(o => o.AddInterceptors(Queries));
    }

    protected override async Task SeedAsync(PortalSeed seed)
    {
        await base.SeedAsync(seed);
        foreach (var status in Enum.GetValues<RevisionStatus>().Where(s => s != RevisionStatus.Superseded))
        {
            await AddRevisionAsync(status, assignee: status is RevisionStatus.Draft or RevisionStatus.Submitted ? null : Assigned, title: $"Klub {status}");
        }

        await AddRevisionAsync(RevisionStatus.Submitted, author: Stranger, title: "Cudza");
        var published = await seed.Db.Revisions.Include(r => r.Practice).FirstAsync(r => r.Status == RevisionStatus.Published);
        var next = PortalSeed.Revision(published.Practice, "Klub po latach", RevisionStatus.InReview, 2);
        next.AssigneeId = Assigned.Id;
        seed.Db.Revisions.Add(next);
        await seed.SaveAsync();
        seed.Db.Opinions.Add(new ExpertOpinion { PracticeId = next.PracticeId, RevisionId = next.Id, ExpertId = Expert.Id, Expert = Expert.Name, Text = "", AskedAt = PortalSeed.Moment });
        seed.Db.ImplementingUnits.Add(new ImplementingUnit { Name = "Dom Kultury", Slug = "dom-kultury", LocalGovernmentId = published.LocalGovernmentId });
        seed.Db.Publications.Add(new Publication { Title = "Poradnik", Kind = PublicationKind.Guide, PublishedOn = new DateOnly(2024, 1, 1) });
        seed.Db.CalendarEvents.Add(new CalendarEvent { Title = "Narada", StartsOn = new DateOnly(2024, 1, 1) });
        seed.Db.Messages.Add(new Message { Kind = MessageKind.Taken, AccountId = Officer.Id, Subject = "Wzięto", Body = "Wzięto", Link = "/panel", CreatedAt = PortalSeed.Moment, NextAttemptAt = PortalSeed.Moment });
        seed.Db.Audit.Add(new AuditEntry { At = PortalSeed.Moment, AccountId = Administrator.Id, Action = "category.edit", Subject = "Category 1" });
        await seed.SaveAsync();
    }
}
