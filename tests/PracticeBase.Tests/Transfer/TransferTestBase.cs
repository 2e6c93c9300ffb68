using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer;

/// <summary>A fresh database a test, and short ways to write into it.</summary>
public abstract class TransferTestBase : IAsyncLifetime
{
    protected TestHost Host { get; } = new();

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Host.InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Host.DisposeAsync();
    }

    protected static PracticeDocument Document(string title = "Klub seniora") => new()
    {
        Title = title,
        Summary = "Krótki opis.",
        Category = "uslugi-spoleczne/pomoc-spoleczna",
        Teryt = "2477",
        Metryka = new Metryka { UnitName = "Miejski Ośrodek Pomocy", Locality = "Tychy", Website = "https://mops.example.org" },
        TargetGroups = ["seniorzy"],
        Contacts = [new ContactDocument { Name = "Anna Wrona", Post = "koordynatorka", Phone = "00 000 11 22", Email = "anna@example.org" }],
        Partners = [new PartnerDocument { Name = "Fundacja", Kind = PartnerKind.Ngo }],
        Opinions = [new OpinionDocument { Text = "Dobre.", Recommended = true }],
        Adoptions = [new AdoptionDocument { Adopter = "Gmina Sąsiednia", Year = 2020 }],
    };

    protected static ReadDocument Read(PracticeDocument document, bool isKnownLayout = true) => new(
        document,
        new ImportReport { Layout = "próba", Fields = new Dictionary<string, string>() },
        isKnownLayout,
        Text.Sha256(System.Text.Json.JsonSerializer.Serialize(document, PracticeExport.JsonOptions)));

    protected Task<WriteOutcome> WriteAsync(PracticeDocument document, bool publish = true, string? folder = null, bool isKnownLayout = true) =>
        Host.InScopeAsync(s => s.GetRequiredService<PracticeWriter>().WriteAsync(
            Read(document, isKnownLayout), new WriteOptions { Publish = publish, Folder = folder }, Cancelled));

    protected Task<List<PracticeRevision>> RevisionsAsync() => Host.QueryAsync(db => db.Revisions.AsNoTracking()
        .Include(r => r.Practice).ThenInclude(p => p.Opinions)
        .Include(r => r.Practice).ThenInclude(p => p.Adoptions)
        .Include(r => r.History).Include(r => r.Attachments).ThenInclude(a => a.File)
        .Include(r => r.Contacts).ThenInclude(c => c.Contact)
        .OrderBy(r => r.PracticeId).ThenBy(r => r.Number).ToListAsync(Cancelled));

    protected Task<int> ChangeCountAsync() => Host.QueryAsync(db => db.Changes.CountAsync(Cancelled));
}
