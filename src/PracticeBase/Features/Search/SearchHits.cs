using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Search;

/// <summary>Where a practice holds what was looked for.</summary>
/// <param name="Title">With its hits marked (<see cref="Passages.MarkStart"/>).</param>
/// <param name="Passage">The part of a text with the most hits, marked; null when only title or metryka hold them.</param>
/// <param name="Section">The key of the name of the section it stands in; null for the summary.</param>
/// <param name="Name">The attachment's title; null elsewhere.</param>
/// <param name="View">Of which view: «», «/prezentacja», «/zalaczniki».</param>
public sealed record SearchHit(string Title, string? Passage, string? Section, string? Name, string View)
{
    /// <summary>The name that holds it, marked, when no text does: of a place, a target group, a programme.</summary>
    public string? Label { get; init; }

    /// <summary>Where in the view: the section's name, or the attachment's; null for the summary.</summary>
    public string? Place(Words words) => Name ?? (Section is null ? null : words.Plain(Section));
}

/// <summary>Finds in the texts of the shown practices what the index found in them: a few queries by key, for a page of results.</summary>
public sealed class SearchHits(PracticeBaseDbContext db)
{
    public const string OpinionSection = "Opinion.Title";

    /// <param name="catalogue">Knows the names of categories and target groups.</param>
    /// <param name="entries">A page of results.</param>
    /// <param name="highlights">What the index found.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyDictionary<int, SearchHit>> FindAsync(Catalogue catalogue, IReadOnlyList<CatalogueEntry> entries, Highlights highlights, CancellationToken cancellationToken)
    {
        var revisionIds = entries.Select(e => e.RevisionId).ToList();
        var practiceIds = entries.Select(e => e.PracticeId).ToList();
        var passages = new Passages(highlights);
        var revisions = await db.Revisions.AsNoTracking().Where(r => revisionIds.Contains(r.Id)).ToDictionaryAsync(r => r.PracticeId, cancellationToken);
        var opinions = (await db.Opinions.Where(o => practiceIds.Contains(o.PracticeId) && o.IsPublic).Select(o => new { o.PracticeId, o.Text }).ToListAsync(cancellationToken))
            .ToLookup(o => o.PracticeId, o => o.Text);
        var partners = (await db.Set<Partner>().Where(p => revisionIds.Contains(p.RevisionId)).OrderBy(p => p.Order).Select(p => new { p.RevisionId, p.Name, p.Role, p.Contribution }).ToListAsync(cancellationToken))
            .ToLookup(p => p.RevisionId, p => Sentences(p.Name, p.Role, p.Contribution));
        var adoptions = (await db.Adoptions.Where(a => practiceIds.Contains(a.PracticeId)).OrderBy(a => a.Id).Select(a => new { a.PracticeId, a.Adopter, a.Changes, a.Result }).ToListAsync(cancellationToken))
            .ToLookup(a => a.PracticeId, a => Sentences(a.Adopter, a.Changes, a.Result));
        var hits = new Dictionary<int, SearchHit>();
        foreach (var entry in entries.Where(e => revisions.ContainsKey(e.PracticeId)))
        {
            var revision = revisions[entry.PracticeId];
            var presentation = entry.Kind == PracticeKind.Practice && revision.HasPresentation ? "/prezentacja" : "";
            hits.Add(entry.PracticeId, Find(entry.Title, passages,
            [
                new(null, "", revision.Summary), .. RevisionTexts.Of(revision).Select(t => new Place(t.Section, presentation, t.Text)), .. opinions[entry.PracticeId].Select(o => new Place(OpinionSection, "", o)),
                .. partners[entry.RevisionId].Select(p => new Place("Section.Partners", presentation, p)), .. adoptions[entry.PracticeId].Select(a => new Place("Adoption.Title", "", a)),
            ]));
        }

        // Files are long: they are opened where a name does not hold all that was looked for.
        var inFiles = new Dictionary<int, FileSearch>();
        foreach (var entry in entries.Where(e => hits.TryGetValue(e.PracticeId, out var hit) && hit.Passage is null))
        {
            var (label, count) = NamesOf(entry, revisions[entry.PracticeId], catalogue).OfType<string>().Select(n => (Name: n, Count: passages.CountIn(n))).DefaultIfEmpty().MaxBy(n => n.Count);
            hits[entry.PracticeId] = hits[entry.PracticeId] with { Label = count > 0 ? passages.Mark(label) : null };
            if (entry.AttachmentCount > 0 && count < passages.Most)
            {
                inFiles.Add(entry.RevisionId, new FileSearch(entry.PracticeId, count));
            }
        }

        await FindInFilesAsync(inFiles, passages, hits, cancellationToken);
        return hits;
    }

    private static IEnumerable<string?> NamesOf(CatalogueEntry entry, PracticeRevision r, Catalogue catalogue) =>
    [
        r.Metryka.UnitName, r.Metryka.Locality, r.Metryka.County, r.Metryka.Voivodeship, catalogue.CategoryOf(entry)?.NamePl, catalogue.SectorOf(entry)?.NamePl,
        .. catalogue.GroupsOf(entry).Select(g => g.NamePl), r.Result.Programme, r.Result.TestRegion, .. r.Result.ProjectNumbers,
        .. r.FundingSources.SelectMany(f => new[] { f.Programme, f.ProjectNumber }),
    ];

    private static string Sentences(params string?[] texts) => string.Join(". ", texts.OfType<string>().Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => t.TrimEnd().TrimEnd('.')));

    /// <summary>The summary says what it is about; another text takes its place when it holds more of what was looked for.</summary>
    private static SearchHit Find(string title, Passages passages, IEnumerable<Place> places)
    {
        var marked = passages.Mark(title);
        var best = places.Select(p => p with { Text = MarkdownText.ToPlain(p.Text) }).Select(p => (Place: p, Count: passages.CountIn(p.Text))).MaxBy(p => p.Count);
        return best.Count == 0 ? new SearchHit(marked, null, null, null, "") : new SearchHit(marked, passages.Best(best.Place.Text), best.Place.Section, null, best.Place.View);
    }

    /// <summary>Of a practice's files the one with the most words, where it holds more than the name that was found.</summary>
    private async Task FindInFilesAsync(Dictionary<int, FileSearch> wanted, Passages passages, Dictionary<int, SearchHit> hits, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var revisionIds = wanted.Keys.ToList();
        var files = db.Attachments.Where(a => revisionIds.Contains(a.RevisionId)).OrderBy(a => a.Order)
            .Select(a => new { a.RevisionId, a.Title, a.Description, a.AltText, Text = a.File.ExtractedText == null ? null : a.File.ExtractedText.Substring(0, SearchDocuments.MaxFileText) });
        await foreach (var file in files.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var (practice, count) = wanted[file.RevisionId];
            var text = MarkdownText.ToPlain($"{file.Title}. {file.Description} {file.AltText} {file.Text}");
            if (passages.CountIn(text) is var inFile && inFile > count)
            {
                wanted[file.RevisionId] = new FileSearch(practice, inFile);
                hits[practice] = hits[practice] with { Passage = passages.Best(text), Label = null, Name = file.Title, View = "/zalaczniki" };
            }
        }
    }

    /// <summary>A practice whose files are searched, and how many of the words were found so far.</summary>
    private readonly record struct FileSearch(int PracticeId, int Count);

    /// <summary>A text of a practice and where it stands; see <see cref="SearchHit"/>.</summary>
    private readonly record struct Place(string? Section, string View, string Text);
}
