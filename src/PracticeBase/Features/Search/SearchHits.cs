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
    /// <summary>Where in the view: the section's name, or the attachment's; null for the summary.</summary>
    public string? Place(Words words) => Name ?? (Section is null ? null : words.Plain(Section));
}

/// <summary>Finds in the texts of the shown practices what the index found in them: three queries by key, for a page of results.</summary>
public sealed class SearchHits(PracticeBaseDbContext db)
{
    public const string OpinionSection = "Opinion.Title";

    /// <param name="entries">A page of results.</param>
    /// <param name="highlights">What the index found.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyDictionary<int, SearchHit>> FindAsync(IReadOnlyList<CatalogueEntry> entries, Highlights highlights, CancellationToken cancellationToken)
    {
        var revisionIds = entries.Select(e => e.RevisionId).ToList();
        var practiceIds = entries.Select(e => e.PracticeId).ToList();
        var passages = new Passages(highlights);
        var revisions = await db.Revisions.AsNoTracking().Where(r => revisionIds.Contains(r.Id)).ToDictionaryAsync(r => r.PracticeId, cancellationToken);
        var opinions = (await db.Opinions.Where(o => practiceIds.Contains(o.PracticeId) && o.IsPublic).Select(o => new { o.PracticeId, o.Text }).ToListAsync(cancellationToken))
            .ToLookup(o => o.PracticeId, o => o.Text);
        var hits = new Dictionary<int, SearchHit>();
        var inFiles = new List<CatalogueEntry>();
        foreach (var entry in entries.Where(e => revisions.ContainsKey(e.PracticeId)))
        {
            var hit = Find(entry, revisions[entry.PracticeId], opinions[entry.PracticeId], passages);
            hits.Add(entry.PracticeId, hit);
            if (hit.Passage is null && entry.AttachmentCount > 0)
            {
                inFiles.Add(entry);
            }
        }

        await FindInFilesAsync(inFiles, passages, hits, cancellationToken);
        return hits;
    }

    private static SearchHit Find(CatalogueEntry entry, PracticeRevision revision, IEnumerable<string> opinions, Passages passages)
    {
        var presentation = entry.Kind == PracticeKind.Practice && revision.HasPresentation ? "/prezentacja" : "";
        IEnumerable<(string? Section, string View, string Text)> texts =
        [
            (null, "", revision.Summary), .. RevisionTexts.Of(revision).Select(t => ((string?)t.Section, presentation, t.Text)), .. opinions.Select(o => ((string?)OpinionSection, "", o)),
        ];
        // The summary says what it is about; another text takes its place when it holds more of what was looked for.
        var best = texts.Select(t => t with { Text = MarkdownText.ToPlain(t.Text) }).Select(t => (Text: t, Count: passages.CountIn(t.Text))).MaxBy(t => t.Count);
        var title = passages.Mark(entry.Title);
        return best.Count == 0 ? new SearchHit(title, null, null, null, "") : new SearchHit(title, passages.Best(best.Text.Text), best.Text.Section, null, best.Text.View);
    }

    private async Task FindInFilesAsync(List<CatalogueEntry> entries, Passages passages, Dictionary<int, SearchHit> hits, CancellationToken cancellationToken)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var byRevision = entries.ToDictionary(e => e.RevisionId, e => e.PracticeId);
        var files = await db.Attachments.Where(a => byRevision.Keys.Contains(a.RevisionId)).OrderBy(a => a.Order)
            .Select(a => new { a.RevisionId, a.Title, a.Description, a.AltText, Text = a.File.ExtractedText == null ? null : a.File.ExtractedText.Substring(0, SearchDocuments.MaxFileText) })
            .ToListAsync(cancellationToken);
        foreach (var file in files)
        {
            var practice = byRevision[file.RevisionId];
            if (hits[practice].Passage is null && passages.Best(MarkdownText.ToPlain($"{file.Title}. {file.Description} {file.AltText} {file.Text}")) is { } passage)
            {
                hits[practice] = hits[practice] with { Passage = passage, Name = file.Title, View = "/zalaczniki" };
            }
        }
    }
}
