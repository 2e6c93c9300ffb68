using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Transfer;

/// <summary>The demo's calendar, publications, banners and funders; what is there already stays as it is.</summary>
internal sealed class SiteLoader(PracticeBaseDbContext db, FileStore files, TextExtractor extractor, TimeProvider clock)
{
    private readonly AttachmentLoader attachments = new(db, files, extractor, clock);

    public async Task LoadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return;
        }

        var json = await File.ReadAllBytesAsync(path, cancellationToken);
        var folder = Path.GetDirectoryName(path)!;
        await db.InTransactionAsync(async () =>
        {
            var site = JsonSerializer.Deserialize<SiteDocument>(json, PracticeExport.JsonOptions)!;
            await AddEventsAsync(site.Calendar, cancellationToken);
            await AddPublicationsAsync(site.Publications, folder, cancellationToken);
            await AddBannersAsync(site.Banners, cancellationToken);
            await AddFundersAsync(site.Funders, folder, cancellationToken);
            if (db.ChangeTracker.HasChanges())
            {
                db.Changes.Add(new Change { At = clock.GetUtcNow() });
            }

            await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken);
        db.ChangeTracker.Clear();
    }

    private async Task AddEventsAsync(IReadOnlyList<EventRow> rows, CancellationToken cancellationToken)
    {
        var known = (await db.CalendarEvents.Select(e => new { e.Title, e.StartsOn }).ToListAsync(cancellationToken)).ToHashSet();
        db.CalendarEvents.AddRange(rows.Where(r => !known.Contains(new { r.Title, r.StartsOn })).Select(r => new CalendarEvent
        {
            Title = r.Title,
            Description = r.Description,
            StartsOn = r.StartsOn,
            EndsOn = r.EndsOn,
            StartsAt = r.StartsAt is null ? null : TimeOnly.Parse(r.StartsAt, CultureInfo.InvariantCulture),
            Place = r.Place,
            Url = r.Url,
        }));
    }

    private async Task AddPublicationsAsync(IReadOnlyList<PublicationRow> rows, string folder, CancellationToken cancellationToken)
    {
        var known = (await db.Publications.Select(p => p.Title).ToListAsync(cancellationToken)).ToHashSet();
        foreach (var row in rows.Where(r => !known.Contains(r.Title)))
        {
            db.Publications.Add(new Publication
            {
                Title = row.Title,
                Authors = row.Authors,
                Description = row.Description,
                Kind = row.Kind,
                Year = row.Year,
                Url = row.Url,
                File = await KeepAsync(row.Path, folder, cancellationToken),
                FileName = row.Path is null ? null : row.FileName ?? Path.GetFileName(row.Path),
                PublishedOn = row.PublishedOn,
            });
        }
    }

    private async Task AddBannersAsync(IReadOnlyList<Banner> rows, CancellationToken cancellationToken)
    {
        var known = (await db.Banners.Select(b => b.TitlePl).ToListAsync(cancellationToken)).ToHashSet();
        db.Banners.AddRange(rows.Where(r => !known.Contains(r.TitlePl)));
    }

    private async Task AddFundersAsync(IReadOnlyList<FunderRow> rows, string folder, CancellationToken cancellationToken)
    {
        var known = (await db.Funders.Select(f => f.NamePl).ToListAsync(cancellationToken)).ToHashSet();
        foreach (var row in rows.Where(r => !known.Contains(r.NamePl)))
        {
            db.Funders.Add(new Funder
            {
                NamePl = row.NamePl,
                NameEn = row.NameEn,
                Url = row.Url,
                Logo = await KeepAsync(row.LogoPath, folder, cancellationToken),
                Order = row.Order,
            });
        }
    }

    private async Task<StoredFile?> KeepAsync(string? path, string folder, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return null;
        }

        var full = AttachmentLoader.Resolve(path, folder, Path.GetFileName(path));
        return await attachments.KeepAsync(await File.ReadAllBytesAsync(full, cancellationToken), Path.GetFileName(full), cancellationToken);
    }

    private sealed record SiteDocument
    {
        public IReadOnlyList<EventRow> Calendar { get; init; } = [];

        public IReadOnlyList<PublicationRow> Publications { get; init; } = [];

        public IReadOnlyList<Banner> Banners { get; init; } = [];

        public IReadOnlyList<FunderRow> Funders { get; init; } = [];
    }

    private sealed record EventRow
    {
        public required string Title { get; init; }

        public string? Description { get; init; }

        public required DateOnly StartsOn { get; init; }

        public DateOnly? EndsOn { get; init; }

        /// <summary>«11:00».</summary>
        public string? StartsAt { get; init; }

        public string? Place { get; init; }

        public string? Url { get; init; }
    }

    private sealed record PublicationRow
    {
        public required string Title { get; init; }

        public string? Authors { get; init; }

        public string? Description { get; init; }

        public required PublicationKind Kind { get; init; }

        public int? Year { get; init; }

        public string? Url { get; init; }

        /// <summary>Relative to site.json.</summary>
        public string? Path { get; init; }

        public string? FileName { get; init; }

        public required DateOnly PublishedOn { get; init; }
    }

    private sealed record FunderRow
    {
        public required string NamePl { get; init; }

        public required string NameEn { get; init; }

        public string? Url { get; init; }

        /// <summary>Relative to site.json.</summary>
        public string? LogoPath { get; init; }

        public int Order { get; init; }
    }
}
