using FsCheck;
using FsCheck.Fluent;
using PracticeBase.Features.Practices;
using Xunit;

namespace PracticeBase.Tests;

public sealed class PracticeSetTests
{
    private static readonly Gen<int[]> Numbers = Gen.Sized(size => Gen.ArrayOf(Gen.Choose(0, 10 * (size + 1))));

    [Fact]
    public void Set_AnyNumbers_HoldsThemInOrder() => Check((one, _) =>
    {
        var set = SetOf(one);
        return set.ToList().SequenceEqual(one.Distinct().Order()) && set.Count() == one.Distinct().Count()
            && Enumerable.Range(-2, set.Capacity + 70).All(n => set.Contains(n) == one.Contains(n));
    });

    [Fact]
    public void Intersection_AnySets_AgreesWithHashSet() => Check((one, other) => Agree(one, other, (s, o) => s.IntersectWith(o), (s, o) => s.IntersectWith(o)));

    [Fact]
    public void Difference_AnySets_AgreesWithHashSet() => Check((one, other) => Agree(one, other, (s, o) => s.ExceptWith(o), (s, o) => s.ExceptWith(o)));

    [Fact]
    public void Union_AnySetsThatFit_AgreesWithHashSet() => Check((one, other) =>
        Agree(one, other, (s, o) => s.UnionWith(o), (s, o) => s.UnionWith(o), capacity: other.Append(0).Max() + 1));

    [Fact]
    public void Union_WithALargerNumber_IsRefused()
    {
        var small = SetOf([1]);
        Assert.Throws<ArgumentException>(() => small.UnionWith(SetOf([1, 64])));
        small.UnionWith(new PracticeSet(1000));
        Assert.Equal([1], small.ToList());
    }

    [Fact]
    public void CountWith_AnySets_CountsTheIntersection() => Check((one, other) => SetOf(one).CountWith(SetOf(other)) == one.Intersect(other).Count());

    [Fact]
    public void Remove_AnyNumber_TakesItAway() => Check((one, other) =>
    {
        var set = SetOf(one);
        Array.ForEach(other, set.Remove);
        return set.ToList().SequenceEqual(one.Except(other).Order());
    });

    [Fact]
    public void Copy_Changed_LeavesTheOriginal()
    {
        var set = SetOf([3, 70]);
        var copy = set.Copy(200);
        copy.Add(199);
        copy.Remove(3);
        Assert.Equal([3, 70], set.ToList());
        Assert.Equal([70, 199], copy.ToList());
    }

    private static bool Agree(int[] one, int[] other, Action<PracticeSet, PracticeSet> act, Action<HashSet<int>, HashSet<int>> model, int capacity = 0)
    {
        var (set, expected) = (SetOf(one).Copy(capacity), one.ToHashSet());
        act(set, SetOf(other));
        model(expected, [.. other]);
        return set.ToList().SequenceEqual(expected.Order());
    }

    private static PracticeSet SetOf(int[] numbers)
    {
        var set = new PracticeSet(numbers.Length == 0 ? 0 : numbers.Max() + 1);
        Array.ForEach(numbers, set.Add);
        return set;
    }

    private static void Check(Func<int[], int[], bool> holds) =>
        Prop.ForAll(Numbers.ToArbitrary(), Numbers.ToArbitrary(), (one, other) => holds(one, other)).QuickCheckThrowOnFailure();
}
