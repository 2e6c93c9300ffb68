using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>A database of the first release, written as it was then, and opened by this program.</summary>
public sealed class MigrationTests : IDisposable
{
    private const string Rows = """
        INSERT INTO Categories (Id, ParentId, Slug, NamePl, NameEn, Theme, Icon, "Order", IsHidden) VALUES (1, NULL, 'uslugi-spoleczne', 'Usługi społeczne', 'Social services', 'spol', 'p-spol', 0, 0), (2, 1, 'kultura', 'Kultura', 'Culture', 'spol', 'p-kult', 1, 0);
        INSERT INTO LocalGovernments (Id, Teryt, Name, Slug, Type, Population) VALUES (1, '24', 'śląskie', 'slaskie', 'Voivodeship', 4300000);
        INSERT INTO LocalGovernments (Id, Teryt, Name, Slug, Type, VoivodeshipId, Population) VALUES (2, '2477', 'Tychy', 'tychy', 'CityWithCountyRights', 1, 127000);
        INSERT INTO ImplementingUnits (Id, Name, Slug, LocalGovernmentId) VALUES (5, 'Ośrodek Pomocy', 'osrodek-pomocy', 2);
        INSERT INTO TargetGroups (Id, Slug, NamePl, NameEn, "Order") VALUES (1, 'seniorzy', 'seniorzy', 'older people', 0);
        INSERT INTO StaticPages (Id, Slug, TitlePl, BodyPl, TitleEn, BodyEn, UpdatedOn, "Order") VALUES (1, 'o-bazie', 'O bazie', 'Dawna treść', 'About', 'Old text', '2020-01-01', 0);
        INSERT INTO Practices (Id, Uid, Kind, Slug, ImportKey, CreatedAt, ReadCount, VerifiedOn) VALUES (217, '6F9619FF-8B86-D011-B42D-00C04FC964FF', 'Practice', 'klub-integracji', 'klucz', '2006-01-02 10:00:00', 42, '2007-03-04');
        INSERT INTO Revisions (Id, PracticeId, Number, Status, CreatedAt, ChangedAt, PublishedAt, Version, Title, Summary, CategoryId, LocalGovernmentId, ImplementingUnitId, Problem, SpecificGoals, Activities, Periods,
          LegalBases, FundingSources, Indicators, SearchText, Result_ProjectNumbers, Metryka_Locality, Metryka_UnitName, Metryka_IntroducedOn)
        VALUES (9, 217, 1, 'Superseded', '2006-01-02 10:00:00', '2006-01-02 10:00:00', '2006-01-03 10:00:00', 1, 'Klub', 'Dawny opis.', 2, 2, 5, NULL, '[]', '[]', '[]', '[]', '[]', '[]', 'klub', '[]', 'Tychy', 'Ośrodek Pomocy', '2006-01-03'),
          (10, 217, 2, 'Published', '2007-01-02 10:00:00', '2007-01-02 10:00:00', '2007-01-03 10:00:00', 3, 'Klub integracji', 'Opis klubu.', 2, 2, 5, 'Bezrobocie.', '["Cel pierwszy"]', '[{"name":"Warsztaty","hours":40}]', '[]', '[]', '[]', '[]', 'klub integracji', '[]', 'Tychy', 'Ośrodek Pomocy', '2006-01-03'),
          (11, 217, 3, 'Draft', '2008-01-02 10:00:00', '2008-01-02 10:00:00', NULL, 1, 'Klub po latach', 'Szkic.', 2, 2, NULL, NULL, '[]', '[]', '[]', '[]', '[]', '[]', 'klub po latach', '[]', NULL, NULL, NULL);
        INSERT INTO HistoryEntries (Id, RevisionId, At, Actor, Action, "From", "To") VALUES (1, 10, '2007-01-03 10:00:00', 'Operator', 'ImportPublished', NULL, 'Published');
        INSERT INTO Partners (Id, RevisionId, "Order", Name, Kind) VALUES (1, 10, 0, 'Fundacja Dawna', 'Ngo');
        INSERT INTO RevisionTargetGroups (RevisionId, TargetGroupId) VALUES (10, 1);
        INSERT INTO Contacts (Id, Name, Email, Visibility) VALUES (1, 'Zofia Dawna', 'zofia@example.org', 'Public');
        INSERT INTO RevisionContacts (RevisionId, ContactId, "Order") VALUES (10, 1, 0);
        INSERT INTO Opinions (Id, PracticeId, Expert, Text, Recommended, Scores, IsPublic) VALUES (1, 217, 'Ewa Znawczyni', 'Warto powtórzyć.', 1, '[]', 1);
        INSERT INTO PracticeReads (PracticeId, Day, Reads) VALUES (217, '2008-01-01', 42);
        INSERT INTO VisitDays (Day, Visitors) VALUES ('2008-04-01', 7);
        INSERT INTO Changes (Id, PracticeId, At) VALUES (1, 217, '2007-01-03 10:00:00');
        """;

    private readonly string directory = Directory.CreateTempSubdirectory("practicebase-migration-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_OfTheFirstRelease_KeepsEverything()
    {
        await WriteFirstReleaseAsync();
        await using var app = PracticeBaseApp.Build(
            ["--environment=Testing", "--applicationName=PracticeBase", "--urls=http://127.0.0.1:0", $"--Storage:Directory={directory}", "--Portal:Operator=Zrzeszenie Testowe", "--Portal:Email=redakcja@example.org"], quiet: true);
        Assert.False(await app.Services.PrepareDatabaseAsync(Cancelled));
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await CheckRowsAsync(scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>());
        }

        await app.StartAsync(Cancelled);
        using var client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        foreach (var (path, texts) in new (string, string[])[]
        {
            ("/praktyka/217-klub-integracji", ["Klub integracji", "Opis klubu.", "Ośrodek Pomocy", "Warto powtórzyć.", "3 stycznia 2006", "seniorzy"]),
            ("/praktyka/217-klub-integracji/prezentacja", ["Bezrobocie.", "Cel pierwszy", "Warsztaty", "Fundacja Dawna"]),
            ("/praktyki/uslugi-spoleczne/kultura", ["Klub integracji"]),
            ("/jednostki/5-osrodek-pomocy", ["Klub integracji"]),
            ("/strona/o-bazie", ["Dawna treść"]),
            ("/praktyki?wojewodztwo=slaskie&q=integracji", ["Klub integracji"]),
        })
        {
            using var answer = await client.GetAsync(path, Cancelled);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var main = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Cancelled)).QuerySelector("main")!.Words();
            Assert.All(texts, t => Assert.Contains(t, main, StringComparison.Ordinal));
        }

        await app.StopAsync(Cancelled);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    private static async Task CheckRowsAsync(PracticeBaseDbContext db)
    {
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancelled));
        var practice = await db.Practices.Include(p => p.Revisions).ThenInclude(r => r.Partners).Include(p => p.Revisions).ThenInclude(r => r.History).Include(p => p.Opinions).SingleAsync(Cancelled);
        // Whose practice it is follows from its published revision.
        Assert.Equal((217, "klub-integracji", "klucz", 42, 2), (practice.Id, practice.Slug, practice.ImportKey, practice.ReadCount, practice.OwnerId));
        Assert.Equal([RevisionStatus.Superseded, RevisionStatus.Published, RevisionStatus.Draft], practice.Revisions.OrderBy(r => r.Number).Select(r => r.Status));
        var published = practice.Revisions.Single(r => r.Status == RevisionStatus.Published);
        Assert.Equal(("Klub integracji", 3, "Tychy"), (published.Title, published.Version, published.Metryka.Locality));
        Assert.Equal(["Cel pierwszy"], published.SpecificGoals);
        Assert.Equal(40, Assert.Single(published.Activities).Hours);
        Assert.Empty(published.Writers);
        Assert.Equal(ReviewAction.ImportPublished, Assert.Single(published.History).Action);
        Assert.True(Assert.Single(practice.Opinions).Recommended);
        // What was published before is as well guarded as what is published now.
        await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync("UPDATE Revisions SET Title = 'Inny' WHERE Id = 10", Cancelled));
        await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync("INSERT INTO Partners (RevisionId, \"Order\", Name) VALUES (9, 3, 'Dopisany')", Cancelled));
        await Assert.ThrowsAsync<SqliteException>(() => db.Database.ExecuteSqlRawAsync("DELETE FROM HistoryEntries", Cancelled));
        Assert.Equal(1, await db.Database.ExecuteSqlRawAsync("UPDATE Revisions SET Title = 'Klub po latach dwóch' WHERE Id = 11", Cancelled));
    }

    private async Task WriteFirstReleaseAsync()
    {
        await using var db = new SqlitePracticeBaseDbContext(new DbContextOptionsBuilder<SqlitePracticeBaseDbContext>().UseSqlite($"Data Source={Path.Combine(directory, "practicebase.db")}").Options);
        await db.GetService<IMigrator>().MigrateAsync("Initial", Cancelled);
        // Braces are the text's own here, not places of parameters.
        await db.Database.OpenConnectionAsync(Cancelled);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = Rows;
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
