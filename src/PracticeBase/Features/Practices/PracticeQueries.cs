using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Search;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Practices;

/// <summary>What a listing's card shows beside its <see cref="CatalogueEntry"/>.</summary>
/// <param name="Entry">Of the practice.</param>
/// <param name="Teaser">The beginning of the summary, plain.</param>
/// <param name="Cost">PLN.</param>
/// <param name="Hit">Where it holds what was looked for; null in a listing without a text.</param>
public sealed record PracticeCard(CatalogueEntry Entry, string Teaser, decimal? Cost, SearchHit? Hit = null)
{
    /// <summary>Why it is shown, in words of the page, where that is not plain.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}

/// <summary>A practice like another one.</summary>
/// <param name="SharedWords">Words that tell both from the others, the most telling first; none when likeness was not found by words.</param>
public sealed record SimilarPractice(CatalogueEntry Entry, IReadOnlyList<string> SharedWords);

/// <summary>A published practice with the parts that one of its views asked for.</summary>
public sealed record PracticePage
{
    public required CatalogueEntry Entry { get; init; }

    public required PracticeRevision Revision { get; init; }

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<ExpertOpinion> Opinions { get; init; } = [];

    public IReadOnlyList<Adoption> Adoptions { get; init; } = [];

    public IReadOnlyList<Partner> Partners { get; init; } = [];

    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>True for a revision that is not published: seen by those who work on it.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Of the first view, from the site's root; the others are below it.</summary>
    public string Address => IsPreview ? $"/panel/podglad/{Revision.Id}" : $"/praktyka/{PermanentAddress.Format(Entry.PracticeId, Entry.Slug)}";

    public bool HasPresentation => Entry.Kind == PracticeKind.Practice && (Revision.HasPresentation || Entry.PartnerCount > 0);
}

/// <summary>The public's questions: published revisions only. One query for the newest change, then one or two a page.</summary>
public sealed class PracticeQueries(PracticeBaseDbContext db, CatalogueSource source, Searcher searcher, SearchHits hits, SimilarFinder similar, PageParts parts, TimeProvider clock)
{
    public const int TeaserLength = 220;

    private Catalogue? catalogue;

    private DateOnly Today => DateOnly.FromDateTime(clock.GetLocalNow().DateTime);

    /// <summary>The same for the whole request, so that its parts agree.</summary>
    public async Task<Catalogue> CatalogueAsync(CancellationToken cancellationToken) =>
        catalogue ??= await source.GetAsync(db, cancellationToken);

    /// <inheritdoc cref="CatalogueSource.HasAllAsync"/>
    public Task<bool> IsCatalogueCurrentAsync(CancellationToken cancellationToken) => source.HasAllAsync(db, cancellationToken);

    /// <summary>Where the category that had this address is listed now: renamed, moved or merged. Null when there was none, or when it is hidden.</summary>
    public async Task<string?> FindMovedCategoryAsync(string sector, string? category, CancellationToken cancellationToken)
    {
        var known = await CatalogueAsync(cancellationToken);
        var path = category is null ? sector : $"{sector}/{category}";
        var parent = category is null ? null : known.Categories.Values.FirstOrDefault(c => c.ParentId is null && c.Slug == sector);
        var place = category is not null && parent is null ? null
            : known.Categories.Values.FirstOrDefault(c => c.ParentId == parent?.Id && c.Slug == (category ?? sector));
        if (place is null && await db.CategoryAddresses.Where(a => a.Path == path).Select(a => (int?)a.CategoryId).SingleOrDefaultAsync(cancellationToken) is { } id)
        {
            place = known.Categories.GetValueOrDefault(id);
        }

        var now = place is null ? null : known.PathOf(known.Lists.Current(place));
        return now == $"/praktyki/{path}" ? null : now;
    }

    /// <summary>What the search index finds for a text; null for no text.</summary>
    public async Task<SearchAnswer?> SearchAsync(string text, CancellationToken cancellationToken) =>
        text.Length == 0 ? null : Shown(await searcher.FindAsync(text, (await CatalogueAsync(cancellationToken)).Lists.Synonyms, cancellationToken));

    /// <summary>The same without an order: for sets, counts and jobs.</summary>
    public async Task<SearchAnswer?> SearchSetAsync(string text, CancellationToken cancellationToken) =>
        text.Length == 0 ? null : Shown(await searcher.FindSetAsync(text, (await CatalogueAsync(cancellationToken)).Lists.Synonyms, cancellationToken));

    /// <summary>The cards of the given entries, in their order.</summary>
    public async Task<IReadOnlyList<PracticeCard>> CardsAsync(IEnumerable<CatalogueEntry> entries, CancellationToken cancellationToken)
    {
        var wanted = entries.ToList();
        parts.Show(wanted);
        if (wanted.Count == 0)
        {
            return [];
        }

        // By key alone: asked for the status as well, SQLite walks through all published revisions.
        var ids = wanted.ConvertAll(e => e.RevisionId);
        var rows = await db.Revisions.Where(r => ids.Contains(r.Id))
            .Select(r => new { r.PracticeId, r.Summary, r.Cost })
            .ToDictionaryAsync(r => r.PracticeId, cancellationToken);
        return [.. wanted.Where(e => rows.ContainsKey(e.PracticeId))
            .Select(e => new PracticeCard(e, MarkdownText.FirstParagraph(rows[e.PracticeId].Summary, TeaserLength), rows[e.PracticeId].Cost))];
    }

    /// <summary>The cards of results, with what was found in them.</summary>
    /// <param name="entries">In their order.</param>
    /// <param name="highlights">What the index found.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<PracticeCard>> CardsAsync(IReadOnlyList<CatalogueEntry> entries, Highlights highlights, CancellationToken cancellationToken)
    {
        var cards = await CardsAsync(entries, cancellationToken);
        if (cards.Count == 0)
        {
            return cards;
        }

        var found = await hits.FindAsync(await CatalogueAsync(cancellationToken), entries, highlights, cancellationToken);
        return [.. cards.Select(c => c with { Hit = found.GetValueOrDefault(c.Entry.PracticeId) })];
    }

    /// <summary>The most read practices, best first.</summary>
    public async Task<IReadOnlyList<CatalogueEntry>> MostReadAsync(int count, CancellationToken cancellationToken)
    {
        var entries = await CatalogueAsync(cancellationToken);
        var ids = await db.Practices.Where(p => p.Kind == PracticeKind.Practice && p.ReadCount > 0)
            .OrderByDescending(p => p.ReadCount).Take(count * 2).Select(p => p.Id).ToListAsync(cancellationToken);
        return [.. ids.Select(entries.Find).OfType<CatalogueEntry>().Take(count)];
    }

    /// <summary>Practices like this one, most like first; of other offices. Where few share its words, the newest of the same category fill up.</summary>
    public async Task<IReadOnlyList<SimilarPractice>> SimilarAsync(CatalogueEntry entry, int count, CancellationToken cancellationToken)
    {
        var known = await CatalogueAsync(cancellationToken);
        var found = similar.Find(entry, known.OthersThan(entry), known, count);
        parts.Show(found.Select(f => f.Entry));
        if (found.Count == count)
        {
            return found;
        }

        // A newer one of the same area would stand in the place of these, or one that the index knows by then.
        parts.Show(PageTagKind.Search);
        parts.Show(entry.CategoryId is { } category ? new(PageTagKind.Category, category) : new PageTag(PageTagKind.AnyPractice));
        parts.Show(entry.SectorId is { } sector ? new(PageTagKind.Category, sector) : new PageTag(PageTagKind.AnyPractice));

        return [.. found, .. known.Related(entry, count + found.Count).Select(e => new SimilarPractice(e, [])).ExceptBy(found.Select(f => f.Entry.PracticeId), s => s.Entry.PracticeId).Take(count - found.Count)];
    }

    /// <summary>The published revision alone. Null when there is none.</summary>
    public async Task<PracticePage?> FindAsync(int id, CancellationToken cancellationToken) => (await BaseAsync(id, cancellationToken)).Page;

    /// <summary>The first view: summary, Metryka with valid contacts, opinion, adoptions. Null when it is not published.</summary>
    public async Task<PracticePage?> SummaryAsync(int id, CancellationToken cancellationToken)
    {
        if (await BaseAsync(id, cancellationToken) is not ({ } page, { } row))
        {
            return null;
        }

        var contacts = await PracticeRows.ContactsAsync(db, row.Revision.Id, Today, cancellationToken);
        if (contacts.Exists(c => c.ValidUntil is not null))
        {
            parts.Today();
        }

        return page with
        {
            Contacts = contacts,
            Opinions = row.HasOpinions ? await PracticeRows.OpinionsAsync(db, id, cancellationToken) : [],
            Adoptions = row.HasAdoptions ? await db.Adoptions.AsNoTracking().Where(a => a.PracticeId == id).OrderByDescending(a => a.Year).ToListAsync(cancellationToken) : [],
        };
    }

    /// <summary>The practice with one person to ask, while that person is shown; null otherwise.</summary>
    public async Task<PracticePage?> ContactAsync(int id, int contactId, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } page)
        {
            return null;
        }

        var contact = (await PracticeRows.ContactsAsync(db, page.Revision.Id, Today, cancellationToken)).Find(c => c.Id == contactId);
        return contact is null ? null : page with { Contacts = [contact] };
    }

    /// <summary>The second view: all sections.</summary>
    public async Task<PracticePage?> PresentationAsync(int id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } page)
        {
            return null;
        }

        var partners = await db.Set<Partner>().AsNoTracking().Where(p => p.RevisionId == page.Revision.Id).OrderBy(p => p.Order).ToListAsync(cancellationToken);
        return page with { Partners = partners };
    }

    /// <summary>The third view: the files with their extracted text.</summary>
    public async Task<PracticePage?> AttachmentsAsync(int id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } page)
        {
            return null;
        }

        var attachments = await db.Attachments.AsNoTracking().Include(a => a.File).Where(a => a.RevisionId == page.Revision.Id).OrderBy(a => a.Order).ToListAsync(cancellationToken);
        return page with { Attachments = attachments };
    }

    /// <summary>An attachment of a published practice.</summary>
    public Task<Attachment?> FindAttachmentAsync(int practiceId, int attachmentId, CancellationToken cancellationToken) =>
        db.Attachments.AsNoTracking().Include(a => a.File)
            .Where(a => a.Id == attachmentId && a.Revision.PracticeId == practiceId && a.Revision.Status == RevisionStatus.Published && a.Revision.Practice.ArchivedAt == null)
            .SingleOrDefaultAsync(cancellationToken);

    /// <summary>Why a practice is no longer public; null when it never was or still is.</summary>
    public Task<Practice?> FindArchivedAsync(int id, CancellationToken cancellationToken) =>
        db.Practices.AsNoTracking().Where(p => p.Id == id && p.ArchivedAt != null && p.Revisions.Any(r => r.Status == RevisionStatus.Published)).SingleOrDefaultAsync(cancellationToken);

    private async Task<(PracticePage? Page, PracticeRow? Row)> BaseAsync(int id, CancellationToken cancellationToken)
    {
        var entry = (await CatalogueAsync(cancellationToken)).Find(id);
        if (entry is null || await PracticeRows.FindAsync(db, entry.RevisionId, cancellationToken) is not { } row)
        {
            return (null, null);
        }

        var revision = row.Revision;
        // The revision keeps its numbers; a reader is led to what stands for them now.
        while (revision.LocalGovernment?.MergedIntoId is { } place)
        {
            revision.LocalGovernment = await db.LocalGovernments.AsNoTracking().SingleAsync(g => g.Id == place, cancellationToken);
        }

        while (revision.ImplementingUnit?.MergedIntoId is { } unit)
        {
            revision.ImplementingUnit = await db.ImplementingUnits.AsNoTracking().SingleAsync(u => u.Id == unit, cancellationToken);
        }

        return (new PracticePage { Entry = entry, Revision = revision }, row);
    }

    private SearchAnswer Shown(SearchAnswer answer)
    {
        parts.Show(PageTagKind.Search);
        if (!answer.IsReady)
        {
            parts.Once();
        }

        return answer;
    }
}
