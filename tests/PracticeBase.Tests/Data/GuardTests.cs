using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What the database itself refuses, whoever asks.</summary>
public sealed class GuardTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forbidden =>
    [
        "UPDATE Revisions SET Title = 'Inny' WHERE Id = {0}",
        "UPDATE Revisions SET Summary = '' WHERE Id = {0}",
        "UPDATE Revisions SET Metryka_Locality = 'Gdzie indziej' WHERE Id = {0}",
        "UPDATE Revisions SET Result_Programme = 'Inny' WHERE Id = {0}",
        "UPDATE Revisions SET CategoryId = 1 WHERE Id = {0}",
        "UPDATE Revisions SET ImplementingUnitId = NULL, LocalGovernmentId = NULL WHERE Id = {0}",
        "UPDATE Revisions SET SpecificGoals = '[]' WHERE Id = {0}",
        "UPDATE Revisions SET PracticeId = 1 WHERE Id = {0}",
        "UPDATE Revisions SET PublishedAt = '2000-01-01' WHERE Id = {0}",
        "UPDATE Revisions SET Status = 'Draft' WHERE Id = {0}",
        "DELETE FROM Revisions WHERE Id = {0}",
        "UPDATE Partners SET Name = 'Inny' WHERE RevisionId = {0}",
        "UPDATE Partners SET RevisionId = {1} WHERE RevisionId = {0}",
        "UPDATE Partners SET RevisionId = {0} WHERE RevisionId = {1}",
        "DELETE FROM Partners WHERE RevisionId = {0}",
        "INSERT INTO Partners (RevisionId, \"Order\", Name) VALUES ({0}, 77, 'Dopisany')",
        "UPDATE Attachments SET Title = 'Inny' WHERE RevisionId = {0}",
        "DELETE FROM Attachments WHERE RevisionId = {0}",
        "INSERT INTO Attachments (RevisionId, Sha256, FileName, Title, Licence, \"Order\") SELECT {0}, Sha256, 'b.txt', 'Dopisany', 'CC BY 4.0', 77 FROM Files LIMIT 1",
        "DELETE FROM RevisionTargetGroups WHERE RevisionId = {0}",
        "INSERT INTO RevisionTargetGroups (RevisionId, TargetGroupId) SELECT {0}, MAX(Id) FROM TargetGroups",
        "UPDATE HistoryEntries SET Remark = 'nie było' WHERE RevisionId = {0}",
        "DELETE FROM HistoryEntries WHERE RevisionId = {0}",
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Sql_ChangeOfAPublishedRevision_IsRefused(string sql)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("PRACTICEBASE_TEST_SQLSERVER") is null, "The commands are SQLite's.");
        var (published, draft) = await SeedAsync();
        var before = await AllAsync();
        await portal.RefusedAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, published.Id, draft.Id));
        Assert.Equal(before, await AllAsync());
    }

    [Fact]
    public async Task Sql_SupersededRevision_NeverComesBack()
    {
        var (published, _) = await SeedAsync();
        await ExecuteAsync($"UPDATE Revisions SET Status = 'Superseded' WHERE Id = {published.Id}");
        await portal.RefusedAsync($"UPDATE Revisions SET Status = 'Published' WHERE Id = {published.Id}");
        await portal.RefusedAsync($"UPDATE Revisions SET Title = 'Inny' WHERE Id = {published.Id}");
        await portal.RefusedAsync($"DELETE FROM Partners WHERE RevisionId = {published.Id}");
    }

    [Fact]
    public async Task Sql_Draft_CanBeChangedAndDeletedWithItsParts()
    {
        var (_, draft) = await SeedAsync();
        Assert.Equal(1, await ExecuteAsync($"UPDATE Revisions SET Title = 'Inny' WHERE Id = {draft.Id}"));
        Assert.Equal(1, await ExecuteAsync($"UPDATE Partners SET Name = 'Inny' WHERE RevisionId = {draft.Id}"));
        Assert.Equal(1, await ExecuteAsync($"INSERT INTO Partners (RevisionId, \"Order\", Name) VALUES ({draft.Id}, 8, 'Dopisany')"));
        Assert.Equal(1, await ExecuteAsync($"DELETE FROM Revisions WHERE Id = {draft.Id}"));
    }

    [Fact]
    public async Task Sql_SubmittedRevision_IsKept()
    {
        var (_, draft) = await SeedAsync();
        await ExecuteAsync($"UPDATE Revisions SET SubmittedAt = '2026-01-01' WHERE Id = {draft.Id}");
        await portal.RefusedAsync($"DELETE FROM Revisions WHERE Id = {draft.Id}");
        await portal.RefusedAsync($"DELETE FROM HistoryEntries WHERE RevisionId = {draft.Id}");
    }

    private async Task<string> AllAsync() => string.Join('\n', await Task.WhenAll(
        new[] { "Revisions", "Partners", "Attachments", "RevisionTargetGroups", "HistoryEntries" }.Select(t => portal.RowsAsync($"SELECT * FROM {t} ORDER BY 1, 2"))));

    private Task<int> ExecuteAsync(string sql) => portal.UseDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, Cancelled));

    private async Task<(PracticeRevision Published, PracticeRevision Draft)> SeedAsync()
    {
        var published = await AddAsync(RevisionStatus.Published);
        return (published, await AddAsync(RevisionStatus.Draft));
    }

    private Task<PracticeRevision> AddAsync(RevisionStatus status) => portal.UseDatabaseAsync(async db =>
    {
        var files = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<PracticeBase.Infrastructure.FileStore>(portal.Services);
        var seed = new PortalSeed(db, files);
        var file = await seed.FileAsync("a.txt", "załącznik"u8.ToArray());
        return await seed.AddAsync($"Strzeżona {status} {Guid.NewGuid():N}", r =>
        {
            r.Partners.Add(new Partner { Name = "Fundacja", Order = 0 });
            r.Attachments.Add(file);
            r.TargetGroups.Add(seed.Group("seniorzy"));
            r.History.Add(new HistoryEntry { At = PortalSeed.Moment, Actor = "System", Action = ReviewAction.Start, To = RevisionStatus.Draft });
        }, status: status);
    });
}
