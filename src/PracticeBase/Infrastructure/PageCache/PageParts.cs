using PracticeBase.Features.Practices;
using PracticeBase.Features.Units;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// What the page being rendered shows, so that it is rendered anew when that changes. Whoever puts something on a page says so here. A page
/// whose maker says nothing depends on every practice.
/// </summary>
public sealed class PageParts(TimeProvider clock)
{
    /// <summary>Some things on a page are renewed with it and not followed: the number of guests, which places are alike.</summary>
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(1);

    private readonly HashSet<PageTag> tags = [];
    private bool isNarrow;

    /// <summary>True when it holds something personal, or something that must be worked out each time.</summary>
    public bool IsOnce { get; private set; }

    /// <summary>Good for so long at most, while nothing on it changes.</summary>
    public TimeSpan Lifetime { get; private set; } = MaxLifetime;

    /// <summary>It says something of this day: what is coming, who can be asked still.</summary>
    public bool IsOfToday { get; private set; }

    /// <summary>All of them; of any practice, unless <see cref="DependsOn"/> or <see cref="DependsOnNothing"/> was said.</summary>
    public IEnumerable<PageTag> Tags => isNarrow ? tags : tags.Append(new PageTag(PageTagKind.AnyPractice));

    /// <summary>The page is about this, and not about all practices.</summary>
    public void DependsOn(PageTagKind kind, int id)
    {
        isNarrow = true;
        tags.Add(new PageTag(kind, id));
    }

    /// <summary>No practice is on it but for what else is said; what administrators write renews every page.</summary>
    public void DependsOnNothing() => isNarrow = true;

    /// <summary>It stands on the page beside what the page is about.</summary>
    public void Show(PageTagKind kind, int id = 0) => Show(new PageTag(kind, id));

    /// <inheritdoc cref="Show(PageTagKind, int)"/>
    public void Show(PageTag tag) => tags.Add(tag);

    public void Show(IEnumerable<CatalogueEntry> practices)
    {
        foreach (var practice in practices)
        {
            Show(PageTagKind.Practice, practice.PracticeId);
        }
    }

    /// <summary>Likeness may have been worked out of an older catalogue: then the page is good for as long as that is.</summary>
    public void Show(UnitIndex index, Catalogue catalogue)
    {
        if (index.Catalogue.Number < catalogue.Number)
        {
            LiveAtMost(UnitIndexSource.MaxAge);
        }
    }

    public void LiveAtMost(TimeSpan lifetime) => Lifetime = lifetime < Lifetime ? lifetime : Lifetime;

    /// <summary>For a page that says something of the day: it is good until that ends.</summary>
    public DateOnly Today()
    {
        IsOfToday = true;
        return DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
    }

    public void Once() => IsOnce = true;
}
