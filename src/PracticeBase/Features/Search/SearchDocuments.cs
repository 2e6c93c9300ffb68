using System.Text;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Search;

/// <summary>The published revision of a practice, by which the index tells whether it holds it as it is.</summary>
public readonly record struct PublishedRevision(int PracticeId, int RevisionId);

/// <summary>Reads from the database what the search index holds.</summary>
public sealed class SearchDocuments(PracticeBaseDbContext db)
{
    /// <summary>Of one attachment; the rest of a longer one is not searched.</summary>
    public const int MaxFileText = 200_000;

    private readonly Dictionary<int, string> categoryNames = [];
    private readonly Dictionary<int, string> groupNames = [];

    /// <summary>Everything that is public now, by practice number.</summary>
    public Task<List<PublishedRevision>> PublishedAsync(CancellationToken cancellationToken) =>
        db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null)
            .OrderBy(r => r.PracticeId).Select(r => new PublishedRevision(r.PracticeId, r.Id)).ToListAsync(cancellationToken);

    /// <summary>Those of the practices that are public now.</summary>
    public async Task<List<PublishedRevision>> PublishedAsync(IReadOnlyCollection<int> practiceIds, CancellationToken cancellationToken) =>
        // By key alone: asked for the status as well, SQLite walks through all published revisions.
        [.. (await db.Revisions.Where(r => practiceIds.Contains(r.PracticeId)).Select(r => new { r.Id, r.PracticeId, r.Status, r.Practice.ArchivedAt }).ToListAsync(cancellationToken))
            .Where(r => r.Status == RevisionStatus.Published && r.ArchivedAt is null).Select(r => new PublishedRevision(r.PracticeId, r.Id))];

    /// <summary>The documents of the given revisions; a few hundred at a time.</summary>
    public async Task<IReadOnlyList<SearchDocument>> LoadAsync(IReadOnlyCollection<PublishedRevision> published, CancellationToken cancellationToken)
    {
        await LoadNamesAsync(cancellationToken);
        var revisionIds = published.Select(p => p.RevisionId).ToList();
        var practiceIds = published.Select(p => p.PracticeId).ToList();
        // By key alone: asked for the status as well, SQLite walks through all published revisions.
        var revisions = await db.Revisions.AsNoTracking().Where(r => revisionIds.Contains(r.Id)).ToListAsync(cancellationToken);
        var partners = (await db.Set<Partner>().Where(p => revisionIds.Contains(p.RevisionId))
            .Select(p => new { p.RevisionId, p.Name, p.Role, p.Contribution }).ToListAsync(cancellationToken)).ToLookup(p => p.RevisionId);
        var groups = (await db.Set<RevisionTargetGroup>().Where(g => revisionIds.Contains(g.RevisionId))
            .Select(g => new { g.RevisionId, g.TargetGroupId }).ToListAsync(cancellationToken)).ToLookup(g => g.RevisionId, g => g.TargetGroupId);
        var files = (await db.Attachments.Where(a => revisionIds.Contains(a.RevisionId))
            .Select(a => new { a.RevisionId, a.Title, a.Description, a.AltText, Text = a.File.ExtractedText == null ? null : a.File.ExtractedText.Substring(0, MaxFileText) })
            .ToListAsync(cancellationToken)).ToLookup(a => a.RevisionId);
        var opinions = (await db.Opinions.Where(o => practiceIds.Contains(o.PracticeId) && o.IsPublic)
            .Select(o => new { o.PracticeId, o.Text }).ToListAsync(cancellationToken)).ToLookup(o => o.PracticeId, o => o.Text);
        var adoptions = (await db.Adoptions.Where(a => practiceIds.Contains(a.PracticeId))
            .Select(a => new { a.PracticeId, a.Adopter, a.Changes, a.Result }).ToListAsync(cancellationToken)).ToLookup(a => a.PracticeId);

        return [.. revisions.Select(r => new SearchDocument(
            r.PracticeId,
            r.Id,
            r.Title,
            Join([
                r.Summary, r.Metryka.UnitName, r.Metryka.Locality, r.Metryka.County, r.Metryka.Voivodeship, r.Result.Programme, r.Result.TestRegion,
                .. r.Result.ProjectNumbers, .. r.FundingSources.SelectMany(f => new[] { f.Programme, f.ProjectNumber }), .. partners[r.Id].Select(p => p.Name)]),
            Join([
                .. RevisionTexts.Of(r).Select(t => t.Text), r.CategoryId is { } category ? categoryNames.GetValueOrDefault(category) : null,
                .. groups[r.Id].Select(g => groupNames.GetValueOrDefault(g)), .. partners[r.Id].SelectMany(p => new[] { p.Role, p.Contribution }),
                .. opinions[r.PracticeId], .. adoptions[r.PracticeId].SelectMany(a => new[] { a.Adopter, a.Changes, a.Result })]),
            Join(files[r.Id].SelectMany(f => new[] { f.Title, f.Description, f.AltText, f.Text }))))];
    }

    private static string Join(IEnumerable<string?> texts)
    {
        var result = new StringBuilder();
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                _ = result.Length == 0 ? result : result.Append(' ').Append(SearchDocument.Gap).Append(' ');
                result.Append(text);
            }
        }

        return result.ToString();
    }

    private async Task LoadNamesAsync(CancellationToken cancellationToken)
    {
        if (groupNames.Count > 0)
        {
            return;
        }

        foreach (var group in await db.TargetGroups.AsNoTracking().ToListAsync(cancellationToken))
        {
            groupNames[group.Id] = group.NamePl;
        }

        var categories = await db.Categories.AsNoTracking().ToDictionaryAsync(c => c.Id, cancellationToken);
        var merges = new Merges(categories.Values.Where(c => c.MergedIntoId is not null).ToDictionary(c => c.Id, c => c.MergedIntoId!.Value));
        foreach (var id in categories.Keys)
        {
            var now = categories[merges.Resolve(id)];
            categoryNames[id] = now.ParentId is { } parent ? $"{now.NamePl} {SearchDocument.Gap} {categories[parent].NamePl}" : now.NamePl;
        }
    }

    /// <summary>Changes when a name that documents carry does: then all of them are written anew.</summary>
    public async Task<string> NamesFingerprintAsync(CancellationToken cancellationToken)
    {
        await LoadNamesAsync(cancellationToken);
        return Domain.Text.Sha256(string.Join('\n', groupNames.Concat(categoryNames).Select(n => $"{n.Key} {n.Value}")));
    }
}
