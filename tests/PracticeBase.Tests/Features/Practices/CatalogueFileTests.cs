using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>
/// The node's copy of the catalogue is derived: a start begins with it only where it fits. A slug that is changed behind the feed's back tells
/// whether the copy or the database was read.
/// </summary>
public sealed class CatalogueFileTests : IAsyncLifetime
{
    private const string Behind = "zmieniony-poza-kanalem";

    private readonly CatalogueSourceTests.Portal portal = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Path => System.IO.Path.Combine(portal.StorageDirectory, CatalogueFile.FileName);

    public ValueTask InitializeAsync() => portal.InitializeAsync();

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public Task Copy_AndWhatChangedSince_IsTheCatalogue() => portal.UseDatabaseAsync(async db =>
    {
        await SaveAsync(db);
        var random = new Random(4);
        for (var i = 0; i < 6; i++)
        {
            await CatalogueSourceTests.ChangeAsync(db, random);
        }

        using var fresh = NewSource(withCopy: false);
        using var restored = NewSource();
        CatalogueSourceTests.AssertSame(await fresh.GetAsync(db, Cancelled), await restored.GetAsync(db, Cancelled));
        return true;
    });

    [Fact]
    public Task Copy_ThatFits_IsRead() => portal.UseDatabaseAsync(async db =>
    {
        await SaveAsync(db);
        var id = await ChangeBehindAsync(db);
        Assert.NotEqual(Behind, await SlugAsync(db, id));
        return true;
    });

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("cut short")]
    [InlineData("one byte")]
    [InlineData("the hash")]
    public Task Copy_Damaged_IsNotRead(string damage) => portal.UseDatabaseAsync(async db =>
    {
        await SaveAsync(db);
        var id = await ChangeBehindAsync(db);
        var bytes = await File.ReadAllBytesAsync(Path, Cancelled);
        switch (damage)
        {
            case "missing":
                File.Delete(Path);
                break;
            case "empty":
                await File.WriteAllBytesAsync(Path, [], Cancelled);
                break;
            case "cut short":
                await File.WriteAllBytesAsync(Path, bytes[..^10], Cancelled);
                break;
            default:
                bytes[damage == "the hash" ? 0 : bytes.Length / 2] ^= 1;
                await File.WriteAllBytesAsync(Path, bytes, Cancelled);
                break;
        }

        Assert.Equal(Behind, await SlugAsync(db, id));
        return true;
    });

    [Fact]
    public Task Copy_OfAnotherDatabaseWithTheSameNumbers_IsNotRead() => portal.UseDatabaseAsync(async db =>
    {
        await SaveAsync(db);
        var id = await ChangeBehindAsync(db);
        await db.Changes.ExecuteUpdateAsync(s => s.SetProperty(c => c.At, PortalSeed.Moment.AddDays(1)), Cancelled);
        Assert.Equal(Behind, await SlugAsync(db, id));
        return true;
    });

    [Fact]
    public Task Copy_BeforeAChangeOfTheWholeSite_IsNotRead() => portal.UseDatabaseAsync(async db =>
    {
        await SaveAsync(db);
        var id = await ChangeBehindAsync(db);
        db.Changes.Add(new Change { At = PortalSeed.Moment });
        await db.SaveChangesAsync(Cancelled);
        Assert.Equal(Behind, await SlugAsync(db, id));
        return true;
    });

    [Fact]
    public Task Copy_ThatCannotBeWritten_StopsNothing() => portal.UseDatabaseAsync(async db =>
    {
        Directory.CreateDirectory(Path + ".new");
        await SaveAsync(db);
        Assert.False(File.Exists(Path));
        return true;
    });

    [Fact]
    public async Task Portal_ThatStops_WritesIt()
    {
        await portal.GetPageAsync("/praktyki");
        File.Delete(Path);
        await portal.Services.GetServices<IHostedService>().OfType<CatalogueKeeper>().Single().StopAsync(Cancelled);
        var id = await portal.UseDatabaseAsync(ChangeBehindAsync);
        Assert.NotEqual(Behind, await portal.UseDatabaseAsync(db => SlugAsync(db, id)));
    }

    private static async Task<int> ChangeBehindAsync(PracticeBaseDbContext db)
    {
        var id = await db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null).MinAsync(r => r.PracticeId, Cancelled);
        await db.Practices.Where(p => p.Id == id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Slug, Behind), Cancelled);
        return id;
    }

    private async Task SaveAsync(PracticeBaseDbContext db)
    {
        using var source = NewSource();
        await source.GetAsync(db, Cancelled);
        await source.SaveAsync(Cancelled);
    }

    private async Task<string?> SlugAsync(PracticeBaseDbContext db, int practiceId)
    {
        using var source = NewSource();
        return (await source.GetAsync(db, Cancelled)).Find(practiceId)?.Slug;
    }

    private CatalogueSource NewSource(bool withCopy = true) =>
        new(portal.Services.GetRequiredService<IServiceScopeFactory>(), withCopy ? portal.Services.GetRequiredService<CatalogueFile>() : null);
}
