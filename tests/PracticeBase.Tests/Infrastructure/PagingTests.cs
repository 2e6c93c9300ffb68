using FsCheck;
using FsCheck.Fluent;
using PracticeBase.Infrastructure;
using Xunit;

namespace PracticeBase.Tests;

public sealed class PagingTests
{
    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(1, 9, "1 2 3 … 9")]
    [InlineData(4, 9, "1 2 3 4 5 6 … 9")]
    [InlineData(5, 9, "1 … 3 4 5 6 7 … 9")]
    [InlineData(9, 9, "1 … 7 8 9")]
    public void Numbers_Page_ShowsItsNeighboursAndBothEnds(int page, int pages, string expected) =>
        Assert.Equal(expected, string.Join(' ', new PageInfo(page, 10, pages * 10).Numbers().Select(n => n?.ToString() ?? "…")));

    [Fact]
    public void Numbers_AnyPage_AreInOrderAndHoldItself()
    {
        var pages = from count in Gen.Choose(1, 60) from page in Gen.Choose(1, count) select (page, count);
        Prop.ForAll(pages.ToArbitrary(), p =>
        {
            var numbers = new PageInfo(p.page, 10, p.count * 10).Numbers().ToList();
            var shown = numbers.OfType<int>().ToList();
            return shown[0] == 1 && shown[^1] == p.count && shown.Contains(p.page) && shown.SequenceEqual(shown.Distinct().Order())
                && shown.Zip(shown.Skip(1)).Count(n => n.Second > n.First + 1) == numbers.Count(n => n is null);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(1, 0, 1, 0, 0, false, false)]
    [InlineData(1, 10, 1, 1, 10, false, false)]
    [InlineData(2, 11, 2, 11, 11, true, false)]
    [InlineData(2, 35, 4, 11, 20, true, true)]
    public void PageInfo_Place_KnowsWhatItHolds(int page, int items, int pages, int first, int last, bool previous, bool next)
    {
        var info = new PageInfo(page, 10, items);
        Assert.Equal((pages, first, last, previous, next), (info.PageCount, info.FirstItemOnPage, info.LastItemOnPage, info.HasPreviousPage, info.HasNextPage));
    }
}
