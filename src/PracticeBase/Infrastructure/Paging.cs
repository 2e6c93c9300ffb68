namespace PracticeBase.Infrastructure;

/// <summary>One page of a list and where it lies in the whole; shaped like X.PagedList's `IPagedList`, so that the library can take its place.</summary>
/// <param name="PageNumber">From 1.</param>
/// <param name="PageSize">At least 1.</param>
/// <param name="TotalItemCount">Of all pages.</param>
public sealed record PageInfo(int PageNumber, int PageSize, int TotalItemCount)
{
    /// <summary>At least 1: an empty list has one empty page.</summary>
    public int PageCount => Math.Max(1, (TotalItemCount + PageSize - 1) / PageSize);

    public bool HasPreviousPage => PageNumber > 1;

    public bool HasNextPage => PageNumber < PageCount;

    public int FirstItemOnPage => TotalItemCount == 0 ? 0 : ((PageNumber - 1) * PageSize) + 1;

    public int LastItemOnPage => Math.Min(PageNumber * PageSize, TotalItemCount);

    /// <summary>Page numbers to show; null is a gap: 1 … 4 5 6 … 9.</summary>
    public IEnumerable<int?> Numbers()
    {
        var last = 0;
        foreach (var number in Enumerable.Range(PageNumber - 2, 5).Append(1).Append(PageCount).Where(n => n >= 1 && n <= PageCount).Distinct().Order())
        {
            if (number > last + 1)
            {
                yield return null;
            }

            yield return number;
            last = number;
        }
    }
}
