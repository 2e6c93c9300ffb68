using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration;

/// <summary>A local government as people type it: its TERYT code, or its name where only one has it. 2,800 are too many for a list to choose from.</summary>
public sealed class PlaceInput(PracticeBaseDbContext db, LocalGovernmentFinder finder)
{
    private const int MaxNamed = 6;

    /// <summary>What stands in the field for a place.</summary>
    public string? Format(LocalGovernment? place) => place is null ? null : place.Teryt is { } teryt ? $"{teryt} {LocalGovernmentFinder.Label(place)}" : place.Name;

    /// <summary>The number of the place; null for an empty field, and for one that is told to be wrong.</summary>
    public async Task<int?> FindAsync(string field, string? typed, FormCheck check, CancellationToken cancellationToken)
    {
        if (InputText.CleanLine(typed) is not { } text)
        {
            return null;
        }

        var code = text.Split(' ')[0];
        if (code.Length is 2 or 4 or 6 && code.All(char.IsAsciiDigit))
        {
            var byCode = await db.LocalGovernments.Where(g => g.Teryt == code && g.MergedIntoId == null).Select(g => (int?)g.Id).SingleOrDefaultAsync(cancellationToken);
            if (byCode is null)
            {
                check.Refuse(field, "Admin.Error.NoSuchTeryt", code);
            }

            return byCode;
        }

        var found = text.Length > LocalGovernmentFinder.MaxText ? [] : await finder.FindAsync(text, cancellationToken);
        if (found.Count == 1)
        {
            return found[0].Id;
        }

        check.Refuse(field, found.Count == 0 ? "Admin.Error.NoSuchPlace" : "Admin.Error.ManyPlaces", string.Join("; ", found.Take(MaxNamed).Select(Format)));
        return null;
    }
}
