using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Administration.Contents;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Categories;

public sealed class CategoryForm : AdminForm
{
    public string? NamePl { get; set; }

    public string? NameEn { get; set; }

    public string? Slug { get; set; }

    /// <summary>The number of the sector; empty for a sector.</summary>
    public string? ParentId { get; set; }

    public string? DescriptionPl { get; set; }

    public string? DescriptionEn { get; set; }

    public string? Theme { get; set; }

    public string? Icon { get; set; }

    public bool IsHidden { get; set; }
}

/// <summary>A sector or category with how many published practices are in it.</summary>
public sealed record CategoryRow(Category Category, int Practices, string? MergedInto, bool CanRise, bool CanSink);

public sealed record CategoryTree(IReadOnlyList<(CategoryRow Sector, IReadOnlyList<CategoryRow> Categories)> Sectors);

/// <summary>The tree of sectors. A category's number is for ever; its name, address and place are not, and old addresses lead on.</summary>
[Route(Path)]
public sealed class CategoriesController(PracticeBaseDbContext db, RowEditing editing, Words words, AuditLog audit, TimeProvider clock)
    : MergeController<Category, CategoryForm>(db, editing, words, audit, clock)
{
    public const string Path = "/administracja/kategorie";

    protected override string Root => Path;

    protected override string ListTitle => Words.Plain("Desk.Categories");

    protected override IReadOnlyList<MergePart> Parts =>
    [
        new("drafts", id => RevisionsOf(id).Where(r => r.Status != RevisionStatus.Published && r.Status != RevisionStatus.Superseded).Select(r => r.Id), async (ids, to, cancellationToken) =>
            await Db.Revisions.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(s => s.SetProperty(r => r.CategoryId, to).SetProperty(r => r.Version, r => r.Version + 1), cancellationToken)),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken)
    {
        var all = await Db.Categories.AsNoTracking().OrderBy(c => c.Order).ThenBy(c => c.Id).ToListAsync(cancellationToken);
        var counts = await Db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.CategoryId != null && r.Practice.ArchivedAt == null)
            .GroupBy(r => r.CategoryId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var byParent = all.ToLookup(c => c.ParentId);
        return View(new CategoryTree([.. Rows(null).Select(s => (s, (IReadOnlyList<CategoryRow>)[.. Rows(s.Category.Id)]))]));

        IEnumerable<CategoryRow> Rows(int? parent)
        {
            var siblings = byParent[parent].ToList();
            return siblings.Select((c, i) => new CategoryRow(
                c, counts.GetValueOrDefault(c.Id), c.MergedIntoId is { } into ? all.First(o => o.Id == into).NamePl : null, i > 0, i < siblings.Count - 1));
        }
    }

    protected override CategoryForm FormOf(Category row) => new()
    {
        NamePl = row.NamePl,
        NameEn = row.NameEn,
        Slug = row.Slug,
        ParentId = row.ParentId?.ToString(CultureInfo.InvariantCulture),
        DescriptionPl = row.DescriptionPl,
        DescriptionEn = row.DescriptionEn,
        Theme = row.Theme,
        Icon = row.Icon,
        IsHidden = row.IsHidden,
    };

    protected override async Task<Category> ReadAsync(CategoryForm form, Category? row, FormCheck check, CancellationToken cancellationToken)
    {
        var id = row?.Id;
        var parent = await ReadParentAsync(form, id, check, cancellationToken);
        var namePl = check.Line(nameof(form.NamePl), form.NamePl, 100);
        var nameEn = check.Line(nameof(form.NameEn), form.NameEn, 100);
        var slug = check.Slug(nameof(form.Slug), form.Slug, namePl);
        var parentId = parent?.Id;
        if (await Db.Categories.AnyAsync(c => c.ParentId == parentId && c.Slug == slug && c.Id != id, cancellationToken))
        {
            check.Refuse(nameof(form.Slug), "Admin.Error.SlugTaken");
        }

        var children = row is null ? [] : await Db.Categories.Where(c => c.ParentId == row.Id).ToListAsync(cancellationToken);
        if (row is null || row.ParentId != parentId)
        {
            var last = await Db.Categories.Where(c => c.ParentId == parentId).MaxAsync(c => (int?)c.Order, cancellationToken) ?? -1;
            row ??= new Category { NamePl = namePl, NameEn = nameEn, Slug = slug, Theme = "", Icon = "", ParentId = parentId };
            row.Order = last + 1;
        }

        if (id is not null && (row.Slug != slug || row.ParentId != parentId))
        {
            await KeepAddressesAsync(row, children, cancellationToken);
        }

        (row.NamePl, row.NameEn, row.Slug, row.ParentId, row.IsHidden) = (namePl, nameEn, slug, parentId, form.IsHidden);
        row.DescriptionPl = check.OptionalLine(nameof(form.DescriptionPl), form.DescriptionPl, 500);
        row.DescriptionEn = check.OptionalLine(nameof(form.DescriptionEn), form.DescriptionEn, 500);
        row.Theme = parent?.Theme ?? check.Choice(nameof(form.Theme), form.Theme, Look.Themes);
        row.Icon = check.Choice(nameof(form.Icon), form.Icon, Look.Icons);
        // A category takes its sector's colours.
        children.ForEach(c => c.Theme = row.Theme);
        return row;
    }

    protected override string NameOf(Category row) => row.NamePl;

    protected override IQueryable<Category> NeighboursOf(Category row)
    {
        var parent = row.ParentId;
        return Db.Categories.Where(c => c.ParentId == parent);
    }

    protected override IQueryable<PracticeRevision> RevisionsOf(int id) => Db.Revisions.Where(r => r.CategoryId == id);

    protected override async Task<IReadOnlyList<MergeCandidate>> CandidatesAsync(Category row, string search, CancellationToken cancellationToken)
    {
        var all = await Db.Categories.AsNoTracking().Where(c => c.MergedIntoId == null && c.Id != row.Id).ToListAsync(cancellationToken);
        var names = all.ToDictionary(c => c.Id, c => c.NamePl);
        // A short list needs no search; the closest names come first.
        return [.. all.OrderByDescending(c => search.Length > 0 && Text.Fold(c.NamePl).Contains(Text.Fold(search), StringComparison.Ordinal)).ThenBy(c => c.ParentId ?? c.Id).ThenBy(c => c.Order)
            .Select(c => new MergeCandidate(c.Id, c.NamePl, c.ParentId is { } parent ? names.GetValueOrDefault(parent) : Words.Plain("Admin.Category.Sector")))];
    }

    protected override async Task<string?> WhyNotAsync(Category row, Category target, CancellationToken cancellationToken) =>
        await Db.Categories.AnyAsync(c => c.ParentId == row.Id && c.MergedIntoId == null, cancellationToken) ? "Admin.Merge.HasChildren" : null;

    protected override async Task PrepareAsync(CancellationToken cancellationToken) =>
        ViewData["Sectors"] = await Db.Categories.AsNoTracking().Where(c => c.ParentId == null && c.MergedIntoId == null).OrderBy(c => c.Order).ToListAsync(cancellationToken);

    private async Task<Category?> ReadParentAsync(CategoryForm form, int? id, FormCheck check, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(form.ParentId))
        {
            return null;
        }

        var parent = int.TryParse(form.ParentId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await Db.Categories.SingleOrDefaultAsync(c => c.Id == number && c.ParentId == null && c.MergedIntoId == null && c.Id != id, cancellationToken)
            : null;
        if (parent is null)
        {
            check.Refuse(nameof(form.ParentId), "Admin.Error.Choice");
        }
        else if (id is not null && await Db.Categories.AnyAsync(c => c.ParentId == id, cancellationToken))
        {
            check.Refuse(nameof(form.ParentId), "Admin.Error.SectorHasCategories");
        }

        return parent;
    }

    /// <summary>The addresses that the category and its children have until now lead to them for ever.</summary>
    private async Task KeepAddressesAsync(Category row, List<Category> children, CancellationToken cancellationToken)
    {
        var sector = row.ParentId is { } parent ? await Db.Categories.Where(c => c.Id == parent).Select(c => c.Slug).SingleAsync(cancellationToken) : null;
        var path = sector is null ? row.Slug : $"{sector}/{row.Slug}";
        var paths = children.Select(c => (Path: $"{path}/{c.Slug}", c.Id)).Prepend((Path: path, row.Id)).ToDictionary(p => p.Path, p => p.Id);
        var known = await Db.CategoryAddresses.Where(a => paths.Keys.Contains(a.Path)).ToDictionaryAsync(a => a.Path, cancellationToken);
        foreach (var (old, category) in paths)
        {
            if (known.TryGetValue(old, out var address))
            {
                address.CategoryId = category;
            }
            else
            {
                Db.CategoryAddresses.Add(new CategoryAddress { Path = old, CategoryId = category });
            }
        }
    }
}
