using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Submitting;

/// <summary>Any revision an account may know of, as the public would see it.</summary>
public sealed class PreviewQueries(PracticeBaseDbContext db, CurrentAccount account, PracticeQueries queries, TimeProvider clock)
{
    /// <summary>Null when there is no such revision for this account.</summary>
    public async Task<PracticePage?> FindAsync(int revisionId, CancellationToken cancellationToken)
    {
        var revision = await db.Revisions.AsNoTracking().VisibleTo(account).Where(r => r.Id == revisionId).WithContent().SingleOrDefaultAsync(cancellationToken);
        if (revision is null)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        return new PracticePage
        {
            IsPreview = true,
            Entry = EntryOf(revision, catalogue, today),
            Revision = revision,
            Contacts = [.. revision.Contacts.OrderBy(c => c.Order).Select(c => c.Contact).Where(c => c.Visibility == ContactVisibility.Public && (c.ValidUntil is null || c.ValidUntil >= today))],
            Partners = [.. revision.Partners.OrderBy(p => p.Order)],
            Attachments = [.. revision.Attachments.OrderBy(a => a.Order)],
            Opinions = await db.Opinions.AsNoTracking().Where(o => o.PracticeId == revision.PracticeId && o.IsPublic).OrderByDescending(o => o.SignedOn).ToListAsync(cancellationToken),
            Adoptions = await db.Adoptions.AsNoTracking().Where(a => a.PracticeId == revision.PracticeId).OrderByDescending(a => a.Year).ToListAsync(cancellationToken),
        };
    }

    public Task<Attachment?> FindAttachmentAsync(int revisionId, int attachmentId, CancellationToken cancellationToken) => db.Revisions.AsNoTracking().VisibleTo(account)
        .Where(r => r.Id == revisionId).SelectMany(r => r.Attachments).Include(a => a.File).SingleOrDefaultAsync(a => a.Id == attachmentId, cancellationToken);

    private static CatalogueEntry EntryOf(PracticeRevision revision, Catalogue catalogue, DateOnly today)
    {
        var place = revision.LocalGovernment;
        var category = revision.CategoryId is { } id ? catalogue.Categories.GetValueOrDefault(id) : null;
        return new CatalogueEntry(revision.Title, revision.Practice.Slug)
        {
            PracticeId = revision.PracticeId,
            RevisionId = revision.Id,
            Kind = revision.Practice.Kind,
            CategoryId = category?.Id,
            SectorId = category?.ParentId ?? category?.Id,
            VoivodeshipId = place?.VoivodeshipId,
            CountyId = place?.CountyId,
            LocalGovernmentId = place?.Id,
            UnitType = revision.Metryka.UnitType ?? place?.Type,
            Place = place?.Name ?? revision.Metryka.Locality,
            ImplementingUnitId = null,
            UnitName = revision.Metryka.UnitName,
            Population = revision.Metryka.Population ?? place?.Population,
            IntroducedOn = revision.Metryka.IntroducedOn ?? today,
            UpdatedOn = today,
            TargetGroups = catalogue.TargetGroups.Select((g, i) => revision.TargetGroups.Exists(t => t.TargetGroupId == g.Id) ? 1UL << i : 0).Aggregate(0UL, (all, bit) => all | bit),
            Recommended = false,
            WorksWithoutFunding = revision.WorksWithoutFunding,
            AttachmentCount = revision.Attachments.Count,
            PartnerCount = revision.Partners.Count,
        };
    }
}
