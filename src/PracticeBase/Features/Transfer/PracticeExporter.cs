using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Transfer;

/// <summary>Published practices in the portal's own format. Phones and e-mails of people never leave this way.</summary>
public sealed class PracticeExporter(PracticeBaseDbContext db, FileStore files, TimeProvider clock)
{
    /// <summary>Practices in memory at a time.</summary>
    private const int PageSize = 100;

    /// <summary>The published practices by number, a page at a time.</summary>
    /// <param name="practiceIds">Null for all.</param>
    /// <param name="withFiles">True puts the attachments' content into the documents; false names them only.</param>
    /// <exception cref="InvalidDataException">The storage lacks an attachment's content.</exception>
    public async IAsyncEnumerable<PracticeDocument> DocumentsAsync(
        IReadOnlyCollection<int>? practiceIds = null, bool withFiles = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var last = 0;
        List<PracticeRevision> page;
        do
        {
            var published = db.Revisions.AsNoTracking().AsSplitQuery()
                .Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null && r.PracticeId > last);
            if (practiceIds is not null)
            {
                published = published.Where(r => practiceIds.Contains(r.PracticeId));
            }

            page = await published
                .OrderBy(r => r.PracticeId)
                .Take(PageSize)
                .Include(r => r.Practice).ThenInclude(p => p.Opinions)
                .Include(r => r.Practice).ThenInclude(p => p.Adoptions)
                .Include(r => r.Category).ThenInclude(c => c!.Parent)
                .Include(r => r.LocalGovernment)
                .Include(r => r.TargetGroups).ThenInclude(g => g.TargetGroup)
                .Include(r => r.Contacts).ThenInclude(c => c.Contact)
                .Include(r => r.Partners)
                .Include(r => r.Attachments)
                .ToListAsync(cancellationToken);
            foreach (var revision in page)
            {
                yield return Document(revision) with { Attachments = await AttachmentsAsync(revision, withFiles, cancellationToken) };
            }

            last = page.Count > 0 ? page[^1].PracticeId : last;
        }
        while (page.Count == PageSize);
    }

    /// <summary>Writes a <see cref="PracticeExport"/> practice by practice; returns how many.</summary>
    /// <inheritdoc cref="DocumentsAsync"/>
    public async Task<int> WriteAsync(
        Stream output, IReadOnlyCollection<int>? practiceIds = null, bool withFiles = false, Action<int>? report = null, CancellationToken cancellationToken = default)
    {
        var options = PracticeExport.JsonOptions;
        await using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = options.WriteIndented, Encoder = options.Encoder });
        writer.WriteStartObject();
        writer.WriteString("format", PracticeExport.CurrentFormat);
        writer.WriteStartArray("practices");
        var count = 0;
        await foreach (var document in DocumentsAsync(practiceIds, withFiles, cancellationToken))
        {
            JsonSerializer.Serialize(writer, document, options);
            await writer.FlushAsync(cancellationToken);
            report?.Invoke(++count);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        return count;
    }

    public Task<int> CountAsync(CancellationToken cancellationToken = default) =>
        db.Revisions.CountAsync(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null, cancellationToken);

    private PracticeDocument Document(PracticeRevision revision) => new()
    {
        Uid = revision.Practice.Uid,
        Revision = revision.Number,
        Kind = revision.Practice.Kind,
        Title = revision.Title,
        Summary = revision.Summary,
        Category = revision.Category is null ? null : revision.Category.Parent is { } sector ? $"{sector.Slug}/{revision.Category.Slug}" : revision.Category.Slug,
        Teryt = revision.LocalGovernment?.Teryt,
        Metryka = revision.Metryka,
        Contacts = [.. Contacts(revision)],
        Problem = revision.Problem,
        MainGoal = revision.MainGoal,
        SpecificGoals = revision.SpecificGoals,
        TargetGroups = [.. revision.TargetGroups.OrderBy(g => g.TargetGroup.Order).Select(g => g.TargetGroup.Slug)],
        TargetGroupsText = revision.TargetGroupsText,
        PeopleCount = revision.PeopleCount,
        ActivitiesText = revision.ActivitiesText,
        Activities = revision.Activities,
        ScheduleText = revision.ScheduleText,
        Periods = revision.Periods,
        Partners = [.. revision.Partners.OrderBy(p => p.Order).Select(p => new PartnerDocument { Name = p.Name, Kind = p.Kind, Role = p.Role, Contribution = p.Contribution })],
        PartnersText = revision.PartnersText,
        Organisation = revision.Organisation,
        LegalText = revision.LegalText,
        LegalBases = revision.LegalBases,
        CostsText = revision.CostsText,
        Cost = revision.Cost,
        CostPerParticipant = revision.CostPerParticipant,
        FundingSources = revision.FundingSources,
        ResultsText = revision.ResultsText,
        Indicators = revision.Indicators,
        Difficulties = revision.Difficulties,
        Sustainability = revision.Sustainability,
        WorksWithoutFunding = revision.WorksWithoutFunding,
        OtherInformation = revision.OtherInformation,
        Result = revision.Practice.Kind == PracticeKind.ProgrammeResult ? revision.Result : null,
        Opinions = [.. revision.Practice.Opinions.Where(o => o.IsPublic).OrderBy(o => o.Id).Select(Opinion)],
        Adoptions = [.. revision.Practice.Adoptions.OrderBy(a => a.Id).Select(a => new AdoptionDocument { Adopter = a.Adopter, Year = a.Year, Changes = a.Changes, Result = a.Result })],
    };

    /// <summary>Only whom the page shows too.</summary>
    private IEnumerable<ContactDocument> Contacts(PracticeRevision revision)
    {
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        return revision.Contacts
            .Where(c => c.Contact.Visibility == ContactVisibility.Public && (c.Contact.ValidUntil is null || c.Contact.ValidUntil >= today))
            .OrderBy(c => c.Order)
            .Select(c => new ContactDocument { Name = c.Contact.Name, Post = c.Contact.Post });
    }

    private static OpinionDocument Opinion(ExpertOpinion opinion) => new()
    {
        Expert = opinion.Expert,
        ExpertTitle = opinion.ExpertTitle,
        Text = opinion.Text,
        Recommended = opinion.Recommended,
        WorksWithoutFunding = opinion.WorksWithoutFunding,
        Scores = opinion.Scores,
        SignedOn = opinion.SignedOn,
    };

    private async Task<IReadOnlyList<AttachmentDocument>> AttachmentsAsync(PracticeRevision revision, bool withFiles, CancellationToken cancellationToken)
    {
        var result = new List<AttachmentDocument>();
        foreach (var attachment in revision.Attachments.OrderBy(a => a.Order))
        {
            result.Add(new AttachmentDocument
            {
                FileName = attachment.FileName,
                Title = attachment.Title,
                Description = attachment.Description,
                AltText = attachment.AltText,
                Licence = attachment.Licence,
                Data = withFiles ? await ContentAsync(attachment, revision, cancellationToken) : null,
            });
        }

        return result;
    }

    private async Task<byte[]> ContentAsync(Attachment attachment, PracticeRevision revision, CancellationToken cancellationToken)
    {
        await using var file = await files.OpenReadAsync(attachment.Sha256, cancellationToken)
            ?? throw new InvalidDataException($"W magazynie nie ma pliku «{attachment.FileName}» praktyki {revision.Practice.Signature}.");
        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancellationToken);
        return content;
    }
}
