using FsCheck;
using FsCheck.Fluent;
using PracticeBase.Domain;
using Xunit;

namespace PracticeBase.Tests;

public sealed class PopulationBandTests
{
    [Theory]
    [InlineData(0, "do-5-tys")]
    [InlineData(4_999, "do-5-tys")]
    [InlineData(5_000, "5-20-tys")]
    [InlineData(19_999, "5-20-tys")]
    [InlineData(20_000, "20-50-tys")]
    [InlineData(50_000, "50-100-tys")]
    [InlineData(100_000, "ponad-100-tys")]
    [InlineData(1_800_000, "ponad-100-tys")]
    public void All_Population_FallsIntoItsBand(int population, string slug) =>
        Assert.Equal([slug], PopulationBand.All.Where(b => b.Contains(population)).Select(b => b.Slug));

    [Fact]
    public void All_AnyPopulation_FallsIntoExactlyOne() =>
        Prop.ForAll(Gen.Choose(0, 2_000_000).ToArbitrary(), n => PopulationBand.All.Count(b => b.Contains(n)) == 1).QuickCheckThrowOnFailure();
}
