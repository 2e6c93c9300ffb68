using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What a draft begins with.</summary>
public sealed class DraftStarterTests(SubmittingPortal portal) : IClassFixture<SubmittingPortal>
{
    private readonly DateTimeOffset start = DateTimeOffset.UtcNow;
    private int written;

    [Fact]
    public async Task Start_UnitHasBegunOthers_TakesTheAddressThatWasChangedLast()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var moved = await SubmittingPortal.StartAsync(officer);
        var empty = await SubmittingPortal.StartAsync(officer);
        await WriteAsync(await SubmittingPortal.StartAsync(officer), new Metryka { UnitName = "Urząd Gminy w dawnej siedzibie", Locality = "Zielna" });
        await WriteAsync(moved, new Metryka { UnitName = "Urząd Gminy w nowej siedzibie", Locality = "Zielna", Street = "Lipowa 3", PostalCode = "43-100" });
        await WriteAsync(empty, new Metryka());
        using var stranger = await portal.SignInAsync(portal.Stranger);
        await WriteAsync(await SubmittingPortal.StartAsync(stranger), new Metryka { UnitName = "Urząd obcy", Locality = "Obca" });

        var metryka = await MetrykaAsync(await SubmittingPortal.StartAsync(officer));

        Assert.Equal(("Urząd Gminy w nowej siedzibie", "Zielna", "Lipowa 3", "43-100"), (metryka.UnitName, metryka.Locality, metryka.Street, metryka.PostalCode));
    }

    [Fact]
    public async Task Start_UnitWithoutAnyAddress_BeginsWithItsPlaceAlone()
    {
        using var officer = await portal.SignInAsync(portal.Stranger);
        await portal.UseDatabaseAsync(async db => await db.Revisions.Where(r => r.Practice.OwnerId == portal.Stranger.LocalGovernmentId)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Metryka.UnitName, (string?)null).SetProperty(r => r.Metryka.Locality, (string?)null)));

        var metryka = await MetrykaAsync(await SubmittingPortal.StartAsync(officer));

        Assert.Equal((null, null, LocalGovernmentType.RuralCommune), (metryka.UnitName, metryka.Locality, metryka.UnitType));
        Assert.NotNull(metryka.Voivodeship);
    }

    private Task WriteAsync(int revisionId, Metryka metryka) => portal.UseDatabaseAsync(async db =>
    {
        var revision = await db.Revisions.SingleAsync(r => r.Id == revisionId);
        (revision.Metryka, revision.ChangedAt) = (metryka, start.AddMinutes(++written));
        return await db.SaveChangesAsync();
    });

    private Task<Metryka> MetrykaAsync(int revisionId) => portal.UseDatabaseAsync(db => db.Revisions.AsNoTracking().Where(r => r.Id == revisionId).Select(r => r.Metryka).SingleAsync());
}
