using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Tests.Hosting;

/// <summary>Writes what a test needs straight into the database, each practice with its line of the change feed.</summary>
public sealed class PortalSeed(PracticeBaseDbContext db, FileStore files)
{
    public static readonly DateTimeOffset Moment = new(2024, 5, 6, 10, 0, 0, TimeSpan.Zero);

    public PracticeBaseDbContext Db => db;

    public Category Category(string slug) => db.Categories.Single(c => c.Slug == slug);

    public LocalGovernment Place(string teryt) => db.LocalGovernments.Include(g => g.Voivodeship).Include(g => g.County).Single(g => g.Teryt == teryt);

    public RevisionTargetGroup Group(string slug) => new() { TargetGroup = db.TargetGroups.Single(g => g.Slug == slug) };

    public async Task<PracticeRevision> AddAsync(
        string title,
        Action<PracticeRevision>? content = null,
        PracticeKind kind = PracticeKind.Practice,
        RevisionStatus status = RevisionStatus.Published,
        Action<Practice>? also = null)
    {
        var practice = new Practice { Kind = kind, Slug = Text.Slug(title), CreatedAt = Moment };
        also?.Invoke(practice);
        var revision = Revision(practice, title, status, 1);
        content?.Invoke(revision);
        practice.Revisions.Add(revision);
        db.Practices.Add(practice);
        await SaveAsync(practice);
        return revision;
    }

    public static PracticeRevision Revision(Practice practice, string title, RevisionStatus status, int number) => new()
    {
        Practice = practice,
        Number = number,
        Status = status,
        CreatedAt = Moment,
        ChangedAt = Moment,
        PublishedAt = ReviewWorkflow.IsFrozen(status) ? Moment : null,
        Title = title,
        Summary = $"Opis: {title}.",
    };

    /// <summary>Fills in everything that a revision needs to be submitted.</summary>
    public void Complete(PracticeRevision revision, LocalGovernment place)
    {
        revision.Summary = new string('a', 299) + " koniec.";
        revision.Category = Category("kultura");
        revision.LocalGovernmentId = place.Id;
        revision.Metryka = new Metryka { UnitName = "Ośrodek Kultury", Locality = "Tychy", Population = place.Population, PopulationYear = place.PopulationYear };
        revision.Problem = "Mało miejsc.";
        revision.MainGoal = "Więcej miejsc.";
        revision.ActivitiesText = "Zajęcia.";
        revision.ScheduleText = "Cały rok.";
        revision.ResultsText = "Sto osób.";
        revision.CostsText = "Z budżetu.";
        revision.WorksWithoutFunding = true;
        revision.ConsentsToPublication = true;
        revision.ContactsInformed = true;
        revision.TargetGroups.Add(Group("seniorzy"));
        revision.Contacts.Add(new RevisionContact { Contact = new Contact { Name = "Ewa Kontaktowa", Email = "ewa.kontaktowa@example.org" } });
    }

    public async Task SaveAsync(Practice? changed = null)
    {
        await db.SaveChangesAsync();
        db.Changes.Add(new Change { PracticeId = changed?.Id, At = Moment });
        await db.SaveChangesAsync();
    }

    public async Task<Attachment> FileAsync(string fileName, byte[] content, int order = 0, string? title = null, string? text = null, string? description = null, string? altText = null)
    {
        using var stream = new MemoryStream(content);
        var (sha256, size) = await files.SaveAsync(stream);
        var file = db.Files.Local.FirstOrDefault(f => f.Sha256 == sha256) ?? await db.Files.FindAsync(sha256) ?? new StoredFile
        {
            Sha256 = sha256,
            Size = size,
            ContentType = FileKind.Of(fileName)!.ContentType,
            ExtractedText = text,
            CreatedAt = Moment,
        };
        return new Attachment { Sha256 = sha256, File = file, FileName = fileName, Title = title ?? fileName, Description = description, AltText = altText, Order = order };
    }
}
