using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PracticeBase.Data.Sqlite;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Who brings the schema up to date at a start: real processes on one new file.</summary>
public sealed class SchemaStartTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("practicebase-schema-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OfSeveralProcessesOnOneNewFile_FillsItOnce()
    {
        var ended = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => RunAsync(n)));
        Assert.All(ended, e => Assert.Equal((0, ""), (e.ExitCode, e.Error)));
        await using var db = Open();
        Assert.Equal(16, await db.LocalGovernments.CountAsync(g => g.Type == Domain.LocalGovernmentType.Voivodeship, Cancelled));
        Assert.Equal(await db.Categories.CountAsync(Cancelled), await db.Categories.Select(c => new { c.ParentId, c.Slug }).Distinct().CountAsync(Cancelled));
        Assert.Equal(await db.StaticPages.CountAsync(Cancelled), await db.StaticPages.Select(p => p.Slug).Distinct().CountAsync(Cancelled));
    }

    [Fact]
    public async Task Start_WithTheLockOfAKilledProcess_GoesOn()
    {
        await using (var db = Open())
        {
            await db.Database.ExecuteSqlRawAsync("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01')""", Cancelled);
        }

        var ended = await RunAsync(0);
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
    }

    [Fact]
    public async Task Start_WhereMigratingIsForbidden_SaysWhatIsMissingAndChangesNothing()
    {
        await using (var db = Open())
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial", Cancelled);
        }

        var ended = await RunAsync(0, "--Database:Migrate=never");
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("Database:Migrate", ended.Error, StringComparison.Ordinal);
        Assert.Contains("dotnet ef migrations script", ended.Error, StringComparison.Ordinal);
        await using var after = Open();
        Assert.Contains($"liczba: {(await after.Database.GetPendingMigrationsAsync(Cancelled)).Count().ToString(CultureInfo.InvariantCulture)},", ended.Error, StringComparison.Ordinal);
        Assert.Single(await after.Database.GetAppliedMigrationsAsync(Cancelled));
        Assert.False(await after.Categories.Select(c => c.Id).AnyAsync(Cancelled));
    }

    [Fact]
    public async Task Start_WhereMigratingIsForbiddenAndThereIsNothing_MakesNoDatabase()
    {
        Assert.Equal(1, (await RunAsync(0, "--Database:Migrate=never")).ExitCode);
        Assert.False(File.Exists(Path.Combine(directory, "practicebase.db")));
    }

    [Fact]
    public async Task Start_OnASchemaThatSomebodyElseMade_WritesTheReferenceData()
    {
        await using (var db = Open())
        {
            await db.Database.MigrateAsync(Cancelled);
        }

        var ended = await RunAsync(0, "--Database:Migrate=never");
        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        await using var after = Open();
        Assert.True(await after.Categories.AnyAsync(Cancelled));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private SqlitePracticeBaseDbContext Open() => new(new DbContextOptionsBuilder<SqlitePracticeBaseDbContext>()
        .UseSqlite(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "practicebase.db"), Pooling = false }.ConnectionString).Options);

    /// <summary>A command that only looks: whatever it finds, the database was brought up to date before.</summary>
    private Task<PortalProcess.Ended> RunAsync(int n, params string[] arguments) => PortalProcess.RunAsync(
    [
        "export", Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{n}.json")), $"--Storage:Directory={directory}", $"--Portal:Operator={PortalFactory.Operator}", $"--Portal:Email={PortalFactory.Email}",
        "--Serilog:MinimumLevel:Default=Fatal", "--Serilog:MinimumLevel:Override:Microsoft=Fatal", .. arguments,
    ]);
}
