using FsCheck;
using FsCheck.Fluent;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Units;
using Xunit;

namespace PracticeBase.Tests;

public sealed class UnitLikenessTests
{
    private static readonly UnitTraits Rural = new(LocalGovernmentType.RuralCommune, 6_000, VoivodeshipId: 1, CountyId: 10, Position: (51.0, 17.0));

    private static readonly Arbitrary<(UnitTraits A, UnitTraits B)> Pairs = Units().Two().Select(p => (p.Item1, p.Item2)).ToArbitrary();

    [Fact]
    public void Between_AnyTwoUnits_IsTheSameFromEitherSide() =>
        Prop.ForAll(Pairs, p => UnitLikeness.Between(p.A, p.B) == UnitLikeness.Between(p.B, p.A)).QuickCheckThrowOnFailure();

    [Fact]
    public void Between_AnyTwoUnits_LiesBetweenNothingAndAUnitAndItself() =>
        Prop.ForAll(Pairs, p => UnitLikeness.Between(p.A, p.B).Score is >= 0 and var score && score <= 1 && UnitLikeness.Between(p.A, p.A).Score + 1e-9 >= score).QuickCheckThrowOnFailure();

    [Fact]
    public void ScoreWith_AnyTwoUnits_GrowsWithTheDensityOfProblems() =>
        Prop.ForAll(Pairs, p =>
        {
            var likeness = UnitLikeness.Between(p.A, p.B);
            return likeness.ScoreWith(0) < likeness.ScoreWith(0.5) && likeness.ScoreWith(0.5) < likeness.ScoreWith(1) && likeness.ScoreWith(1) <= 1 + 1e-9;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(6_000, 1)]
    [InlineData(12_000, 0.5)]
    [InlineData(3_000, 0.5)]
    [InlineData(24_000, 0)]
    [InlineData(600_000, 0)]
    [InlineData(null, 0)]
    [InlineData(0, 0)]
    public void Between_Populations_CountsHowManyTimesLarger(int? population, double expected) =>
        Assert.Equal(expected, UnitLikeness.Between(Rural, Rural with { Population = population }).Population, precision: 9);

    [Fact]
    public void Between_PopulationsFurtherApart_IsNeverMoreAlike()
    {
        var scores = Enumerable.Range(0, 30).Select(i => UnitLikeness.Between(Rural, Rural with { Population = 6_000 + (i * 1_000) }).Score).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.True(scores[0] > scores[5]);
    }

    [Theory]
    [InlineData(LocalGovernmentType.RuralCommune, 1)]
    [InlineData(LocalGovernmentType.UrbanRuralCommune, 0.5)]
    [InlineData(LocalGovernmentType.UrbanCommune, 0)]
    [InlineData(LocalGovernmentType.CityWithCountyRights, 0)]
    [InlineData(LocalGovernmentType.County, 0)]
    public void Between_Types_HalvesForRelatedOnes(LocalGovernmentType type, double expected) =>
        Assert.Equal(expected, UnitLikeness.Between(Rural, Rural with { Type = type }).Type);

    [Fact]
    public void Between_Places_GoesByCountyDistanceAndVoivodeship()
    {
        var here = Rural.Position!.Value;
        var other = Rural with { CountyId = 11, Position = (here.Latitude + 1, here.Longitude) };
        Assert.Equal(1, PlaceOf(Rural));
        Assert.Equal(0.75, PlaceOf(other with { VoivodeshipId = 2, Position = (here.Latitude + 0.3, here.Longitude) }));
        Assert.Equal(0.5, PlaceOf(other));
        Assert.Equal(0.5, PlaceOf(other with { Position = null }));
        Assert.Equal(0, PlaceOf(other with { VoivodeshipId = 2 }));
        Assert.Equal(0, PlaceOf(other with { VoivodeshipId = null, CountyId = null, Position = null }));

        static double PlaceOf(UnitTraits unit) => UnitLikeness.Between(Rural, unit).Place;
    }

    [Fact]
    public void DistanceTo_WroclawFromKrakow_IsAsOnTheMap()
    {
        var wroclaw = Rural with { Position = (51.11, 17.0319) };
        Assert.Equal(236, wroclaw.DistanceTo(Rural with { Position = (50.0614, 19.9366) })!.Value, tolerance: 2);
        Assert.Null(wroclaw.DistanceTo(Rural with { Position = null }));
    }

    [Fact]
    public void Between_TheTypeAloneInCommon_IsJustEnoughToBeShown()
    {
        var stranger = new UnitTraits(LocalGovernmentType.RuralCommune, null, null, null, null);
        Assert.True(UnitLikeness.Between(Rural, stranger).Score >= UnitLikeness.Least);
        Assert.False(UnitLikeness.Between(Rural, stranger with { Type = LocalGovernmentType.UrbanRuralCommune }).Score >= UnitLikeness.Least);
    }

    [Fact]
    public void CountBetween_AnySet_CountsLikeALoop()
    {
        var numbers = Gen.Choose(0, 300).ListOf().Two();
        Prop.ForAll(Gen.Zip(numbers, Gen.Choose(0, 320).Two()).ToArbitrary(), input =>
        {
            var ((ids, _), (x, y)) = input;
            var (from, before) = (Math.Min(x, y), Math.Max(x, y));
            var set = new PracticeSet(301);
            foreach (var id in ids)
            {
                set.Add(id);
            }

            return set.CountBetween(from, before) == ids.Distinct().Count(i => i >= from && i < before);
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<UnitTraits> Units() =>
        from type in Gen.Elements(Enum.GetValues<LocalGovernmentType>())
        from population in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, 2_000_000).Select(n => (int?)n))
        from voivodeship in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, 3).Select(n => (int?)n))
        from county in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(10, 14).Select(n => (int?)n))
        from latitude in Gen.Choose(4900, 5480)
        from longitude in Gen.Choose(1410, 2410)
        from known in Gen.Elements(true, false)
        select new UnitTraits(type, population, voivodeship, county, known ? (latitude / 100.0, longitude / 100.0) : null);
}
