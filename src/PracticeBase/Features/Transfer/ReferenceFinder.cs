using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;

namespace PracticeBase.Features.Transfer;

/// <summary>Finds what a document names: category, target groups, local government, implementing unit.</summary>
internal sealed class ReferenceFinder(PracticeBaseDbContext db)
{
    private Dictionary<string, int>? categories;
    private Dictionary<string, int>? targetGroups;

    public async Task<int?> CategoryAsync(string? path, ColumnLimits limits, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return null;
        }

        categories ??= await CategoriesAsync(cancellationToken);
        if (categories.TryGetValue(path.Trim(), out var id))
        {
            return id;
        }

        limits.Doubts.Add($"Nie ma kategorii «{path}»; praktyka jest bez kategorii.");
        return null;
    }

    public async Task<IReadOnlyList<int>> TargetGroupsAsync(IReadOnlyList<string> slugs, ColumnLimits limits, CancellationToken cancellationToken)
    {
        targetGroups ??= await db.TargetGroups.ToDictionaryAsync(g => g.Slug, g => g.Id, cancellationToken);
        foreach (var unknown in slugs.Where(s => !targetGroups.ContainsKey(s)))
        {
            limits.Doubts.Add($"Nie ma grupy docelowej «{unknown}»; pominięto ją.");
        }

        return [.. slugs.Where(targetGroups.ContainsKey).Select(s => targetGroups[s]).Distinct()];
    }

    /// <summary>By code, else by the names of the card when they mean one unit only.</summary>
    public async Task<int?> LocalGovernmentAsync(string? teryt, Metryka card, ColumnLimits limits, CancellationToken cancellationToken)
    {
        if (ColumnLimits.Tidy(teryt) is { } code)
        {
            var id = await IdAsync(db.LocalGovernments.Where(g => g.Teryt == code));
            if (id is not null)
            {
                return id;
            }

            limits.Doubts.Add($"Nie ma jednostki samorządu o kodzie TERYT «{code}».");
        }

        // A result of a programme names the region alone, which is not the unit that did it.
        if (card.UnitType is null && card.Locality is null)
        {
            return null;
        }

        var match = Gazetteer.Default.Find(card.UnitType, card.Locality, card.County, card.Voivodeship);
        if (match.Doubt is not null)
        {
            limits.Doubts.Add(match.Doubt);
        }

        return match.Unit switch
        {
            null => null,
            { Teryt: { } found } => await IdAsync(db.LocalGovernments.Where(g => g.Teryt == found)),
            var unit => await IdAsync(db.LocalGovernments.Where(g => g.Type == unit.Type && g.Name == unit.Name && g.Voivodeship!.Name == unit.Voivodeship)),
        };

        Task<int?> IdAsync(IQueryable<LocalGovernment> units) => units.Select(g => (int?)g.Id).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The office of the card, found or new; only its empty fields are filled.</summary>
    public async Task<ImplementingUnit?> UnitAsync(Metryka card, int? localGovernmentId, CancellationToken cancellationToken)
    {
        if (card.UnitName is not { } name)
        {
            return null;
        }

        var unit = await db.ImplementingUnits.FirstOrDefaultAsync(u => u.LocalGovernmentId == localGovernmentId && u.Name == name, cancellationToken);
        while (unit?.MergedIntoId is { } successor)
        {
            unit = await db.ImplementingUnits.SingleAsync(u => u.Id == successor, cancellationToken);
        }

        if (unit is null)
        {
            unit = new ImplementingUnit { Name = name, Slug = Text.Slug(name), LocalGovernmentId = localGovernmentId };
            db.ImplementingUnits.Add(unit);
        }

        unit.Street ??= card.Street;
        unit.PostalCode ??= card.PostalCode;
        unit.PostOffice ??= card.PostOffice;
        unit.Website ??= card.Website;
        return unit;
    }

    /// <summary>Present and former addresses, each with the category that stands for it now.</summary>
    private async Task<Dictionary<string, int>> CategoriesAsync(CancellationToken cancellationToken)
    {
        var rows = await db.Categories.Select(c => new { c.Id, c.MergedIntoId, Path = c.Parent == null ? c.Slug : c.Parent.Slug + "/" + c.Slug }).ToListAsync(cancellationToken);
        var merges = new Merges(rows.Where(r => r.MergedIntoId is not null).ToDictionary(r => r.Id, r => r.MergedIntoId!.Value));
        var paths = await db.CategoryAddresses.ToDictionaryAsync(a => a.Path, a => merges.Resolve(a.CategoryId), cancellationToken);
        foreach (var row in rows)
        {
            paths[row.Path] = merges.Resolve(row.Id);
        }

        return paths;
    }
}
