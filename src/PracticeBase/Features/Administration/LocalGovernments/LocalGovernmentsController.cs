using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Features.Submitting;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration.LocalGovernments;

public sealed class LocalGovernmentForm : AdminForm
{
    public string? Name { get; set; }

    public string? Population { get; set; }

    public string? PopulationYear { get; set; }

    public string? Latitude { get; set; }

    public string? Longitude { get; set; }

    public string? EmailDomain { get; set; }
}

public sealed record LocalGovernmentList(string Search, LocalGovernmentType? Type, PageInfo Page, IReadOnlyList<LocalGovernment> Rows);

/// <summary>Local governments: population, place, the domain of the officers' addresses, duplicates.</summary>
[Route(Path)]
public sealed class LocalGovernmentsController(PracticeBaseDbContext db, RowEditing editing, Words words, AuditLog audit, TimeProvider clock)
    : MergeController<LocalGovernment, LocalGovernmentForm>(db, editing, words, audit, clock)
{
    public const string Path = "/administracja/samorzady";

    /// <summary>A practice's card keeps it as a text.</summary>
    private const int MaxVoivodeship = 50;

    protected override string Root => Path;

    protected override string ListTitle => Words.Plain("Desk.LocalGovernments");

    protected override bool CanAdd => false;

    protected override IReadOnlyList<MergePart> Parts =>
    [
        new("accounts", id => Db.Accounts.Where(a => a.LocalGovernmentId == id).Select(a => a.Id), async (ids, to, cancellationToken) =>
            await Db.Accounts.Where(a => ids.Contains(a.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.LocalGovernmentId, to).SetProperty(a => a.ConcurrencyStamp, Guid.NewGuid().ToString()), cancellationToken)),
        new("practices", id => Db.Practices.Where(p => p.OwnerId == id).Select(p => p.Id), async (ids, to, cancellationToken) =>
            await Db.Practices.Where(p => ids.Contains(p.Id)).ExecuteUpdateAsync(s => s.SetProperty(p => p.OwnerId, to), cancellationToken)),
        new("drafts", id => RevisionsOf(id).Where(r => r.Status != RevisionStatus.Published && r.Status != RevisionStatus.Superseded).Select(r => r.Id), async (ids, to, cancellationToken) =>
            await Db.Revisions.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(s => s.SetProperty(r => r.LocalGovernmentId, to).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken)),
        // One whose name the successor has already stays where it is; such a pair is merged on its own.
        new("units", id => Db.ImplementingUnits.Where(u => u.LocalGovernmentId == id).Select(u => u.Id), async (ids, to, cancellationToken) =>
            await Db.ImplementingUnits.Where(u => ids.Contains(u.Id) && !Db.ImplementingUnits.Any(o => o.LocalGovernmentId == to && o.Name == u.Name))
                .ExecuteUpdateAsync(s => s.SetProperty(u => u.LocalGovernmentId, to), cancellationToken)),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery(Name = "q")] string? search, [FromQuery(Name = "typ")] LocalGovernmentType? type, [FromQuery(Name = "strona")] int page, CancellationToken cancellationToken)
    {
        var text = Find.Tidy(search);
        var found = Db.LocalGovernments.AsNoTracking().Matching(text).Where(g => type == null || g.Type == type);
        var info = Find.Page(page, await found.CountAsync(cancellationToken));
        var rows = await found.Include(g => g.County).Include(g => g.Voivodeship).Include(g => g.MergedInto)
            .OrderBy(g => g.Name).ThenBy(g => g.Id).Skip(info.PageSize * (info.PageNumber - 1)).Take(info.PageSize).ToListAsync(cancellationToken);
        return View(new LocalGovernmentList(text, type, info, rows));
    }

    protected override Task<LocalGovernment?> FindAsync(int id, CancellationToken cancellationToken) =>
        Db.LocalGovernments.Include(g => g.County).Include(g => g.Voivodeship).SingleOrDefaultAsync(g => g.Id == id, cancellationToken);

    protected override LocalGovernmentForm FormOf(LocalGovernment row) => new()
    {
        Name = row.Name,
        Population = row.Population?.ToString(CultureInfo.InvariantCulture),
        PopulationYear = row.PopulationYear?.ToString(CultureInfo.InvariantCulture),
        Latitude = row.Latitude?.ToString(CultureInfo.InvariantCulture),
        Longitude = row.Longitude?.ToString(CultureInfo.InvariantCulture),
        EmailDomain = row.EmailDomain,
    };

    protected override Task<LocalGovernment> ReadAsync(LocalGovernmentForm form, LocalGovernment? row, FormCheck check, CancellationToken cancellationToken)
    {
        row!.Name = check.Line(nameof(form.Name), form.Name, row.Type == LocalGovernmentType.Voivodeship ? MaxVoivodeship : 100);
        // A voivodeship's is the value of a filter in addresses that people have kept.
        row.Slug = row.Type == LocalGovernmentType.Voivodeship ? row.Slug : Text.Slug(row.Name);
        row.Population = check.Number(nameof(form.Population), form.Population, 0, 50_000_000);
        row.PopulationYear = check.Number(nameof(form.PopulationYear), form.PopulationYear, 1990, 2100);
        row.Latitude = check.Coordinate(nameof(form.Latitude), form.Latitude, 48, 56);
        row.Longitude = check.Coordinate(nameof(form.Longitude), form.Longitude, 13, 25);
        if (row.Latitude is null != row.Longitude is null)
        {
            check.Refuse(row.Latitude is null ? nameof(form.Latitude) : nameof(form.Longitude), "Admin.Error.BothCoordinates");
        }

        row.EmailDomain = InputText.CleanLine(form.EmailDomain)?.ToLowerInvariant();
        if (row.EmailDomain is { } domain && MailDomain.WhyNot(domain) is { } why)
        {
            check.Refuse(nameof(form.EmailDomain), why);
        }

        return Task.FromResult(row);
    }

    protected override string NameOf(LocalGovernment row) => LocalGovernmentFinder.Label(row);

    protected override string? NoteOf(LocalGovernment row) => row.Teryt;

    protected override IQueryable<PracticeRevision> RevisionsOf(int id) => Db.Revisions.Where(r => r.LocalGovernmentId == id);

    protected override async Task<IReadOnlyList<MergeCandidate>> CandidatesAsync(LocalGovernment row, string search, CancellationToken cancellationToken)
    {
        // The place's own name, not all that tells it from others, finds its twins.
        var text = search == NameOf(row) ? row.Name : search;
        var rows = await Db.LocalGovernments.AsNoTracking().Where(g => g.Id != row.Id && g.MergedIntoId == null && g.Type != LocalGovernmentType.Voivodeship).Matching(text)
            .Include(g => g.County).Include(g => g.Voivodeship).OrderByDescending(g => g.Type == row.Type).ThenBy(g => g.Name).Take(Find.PageSize).ToListAsync(cancellationToken);
        return [.. rows.Select(g => new MergeCandidate(g.Id, NameOf(g), g.Teryt))];
    }

    protected override async Task<string?> WhyNotAsync(LocalGovernment row, LocalGovernment target, CancellationToken cancellationToken) =>
        row.Type == LocalGovernmentType.Voivodeship || target.Type == LocalGovernmentType.Voivodeship || await Db.LocalGovernments.AnyAsync(g => g.CountyId == row.Id, cancellationToken)
            ? "Admin.Merge.HasMembers"
            : null;
}
