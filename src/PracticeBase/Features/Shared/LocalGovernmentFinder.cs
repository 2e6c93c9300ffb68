using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Shared;

/// <summary>Finds local governments by what people type of their names. All 2,900 are held in memory, read anew after a site-wide change.</summary>
public sealed class LocalGovernmentFinder(IServiceScopeFactory scopes)
{
    /// <summary>From so many letters on suggestions make sense.</summary>
    public const int MinLength = 3;

    public const int MaxSuggestions = 12;

    /// <summary>Longest text worth looking up.</summary>
    public const int MaxText = 200;

    private volatile Known? known;

    /// <summary>«gmina Łabunie, pow. zamojski, lubelskie», «Tychy, śląskie», «powiat limanowski, małopolskie»: what a field shows and understands again.</summary>
    public static string Label(LocalGovernment place) => string.Join(", ", new[]
    {
        place.Type switch
        {
            LocalGovernmentType.RuralCommune or LocalGovernmentType.UrbanRuralCommune => $"gmina {place.Name}",
            LocalGovernmentType.UrbanCommune or LocalGovernmentType.CityWithCountyRights => place.Name,
            LocalGovernmentType.County => $"powiat {place.Name}",
            LocalGovernmentType.Voivodeship => $"województwo {place.Name}",
            _ => place.Name,
        },
        place.Type is LocalGovernmentType.CityWithCountyRights or LocalGovernmentType.County || place.County is null ? null : $"pow. {place.County.Name}",
        place.Voivodeship?.Name,
    }.OfType<string>());

    /// <summary>What the typed text means: one entry when it is clear (a whole label, or a name that only one unit has), several candidates, or none.</summary>
    public async Task<IReadOnlyList<LocalGovernment>> FindAsync(string typed, CancellationToken cancellationToken)
    {
        var all = await AllAsync(cancellationToken);
        var text = Text.Fold(typed.Trim());
        var exact = all.Where(p => p.Label == text).Select(p => p.Place).ToList();
        if (exact.Count > 0)
        {
            return exact;
        }

        var named = all.Where(p => p.Name == text).Select(p => p.Place).ToList();
        return named.Count > 0 ? named : await SuggestAsync(typed, cancellationToken);
    }

    /// <summary>At most <see cref="MaxSuggestions"/>: names that begin with the text first, then labels that hold it.</summary>
    /// <param name="typed">A part of a name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="isWanted">Which of them; null for all.</param>
    public async Task<IReadOnlyList<LocalGovernment>> SuggestAsync(string typed, CancellationToken cancellationToken, Func<LocalGovernment, bool>? isWanted = null)
    {
        var text = Text.Fold(typed.Trim());
        return text.Length < MinLength ? [] : [.. (await AllAsync(cancellationToken))
            .Where(p => p.Label.Contains(text, StringComparison.Ordinal) && isWanted?.Invoke(p.Place) != false)
            .OrderBy(p => p.Name == text ? 0 : p.Name.StartsWith(text, StringComparison.Ordinal) ? 1 : 2).ThenBy(p => p.Name, StringComparer.Ordinal)
            .Take(MaxSuggestions).Select(p => p.Place)];
    }

    /// <summary>All that stand for themselves, with their county and voivodeship. Shared: not to be changed.</summary>
    public async Task<IReadOnlyList<LocalGovernment>> PlacesAsync(CancellationToken cancellationToken) => [.. (await AllAsync(cancellationToken)).Select(p => p.Place)];

    private async Task<IReadOnlyList<(string Name, string Label, LocalGovernment Place)>> AllAsync(CancellationToken cancellationToken)
    {
        using var reads = PublicReads.Begin();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        // Counted too (an index alone, some thousands at most): where several write at once, a lower number may be committed after a higher one.
        var changes = await db.Changes.Where(c => c.PracticeId == null).GroupBy(_ => 1).Select(g => new Changes(g.Max(c => c.Id), g.Count())).SingleOrDefaultAsync(cancellationToken);
        if (known is { } current && current.Changes == changes)
        {
            return current.Places;
        }

        var places = await db.LocalGovernments.AsNoTracking().Include(p => p.County).Include(p => p.Voivodeship).Where(p => p.MergedIntoId == null).ToListAsync(cancellationToken);
        known = new Known(changes, [.. places.Select(p => (Text.Fold(p.Name), Text.Fold(Label(p)), p))]);
        return known.Places;
    }

    private sealed record Changes(long Newest, int Count);

    private sealed record Known(Changes? Changes, IReadOnlyList<(string Name, string Label, LocalGovernment Place)> Places);
}

/// <summary>The field `_LocalGovernmentField`: a text «{Name}», and beside it the candidates as «{Name}Choice» when the text fits several units. Both hold a label.</summary>
public sealed record LocalGovernmentField(string Name, string Title, string? Text, IReadOnlyList<LocalGovernment> Candidates)
{
    public string Choice => ChoiceOf(Name);

    public const string ChoiceSuffix = "Choice";

    public static string ChoiceOf(string name) => name + ChoiceSuffix;
}
