using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Shared;

/// <summary>A unit of local government to choose from.</summary>
public sealed record LocalGovernmentChoice(int Id, string Name, LocalGovernmentType Type, string? County, string? Voivodeship)
{
    /// <summary>The name as it is compared.</summary>
    public string Folded { get; } = Text.Fold(Name);

    /// <summary>Every word that may be typed to find it.</summary>
    public IReadOnlyList<string> Words { get; } = LocalGovernmentFinder.WordsOf($"{Name} {County} {Voivodeship} {(Type == LocalGovernmentType.County ? "powiat" : Type == LocalGovernmentType.Voivodeship ? "województwo" : "")}");
}

/// <summary>What a typed name stands for: one unit, or several to choose among, or nothing.</summary>
public sealed record LocalGovernmentAnswer(LocalGovernmentChoice? Chosen, IReadOnlyList<LocalGovernmentChoice> Candidates);

/// <summary>The field `_LocalGovernmentField`: inputs «{Name}» for the text and «{Name}Id» for the unit chosen.</summary>
public sealed record LocalGovernmentField(string Name, string Label)
{
    public string? Hint { get; init; }

    public string? Text { get; init; }

    public int? Id { get; init; }

    /// <summary>Units to choose among, when the text fits several.</summary>
    public IReadOnlyList<LocalGovernmentChoice> Candidates { get; init; } = [];
}

/// <summary>Finds units by what people type, whatever its accents and case. The three thousand names are kept for a minute.</summary>
public sealed class LocalGovernmentFinder(IServiceScopeFactory scopes, TimeProvider clock)
{
    public const int MostShown = 12;
    public const int MaxText = 200;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private volatile Snapshot? snapshot;

    /// <summary>At most twelve: those of that name first, then those that begin with it, then all others that fit.</summary>
    public async Task<IReadOnlyList<LocalGovernmentChoice>> FindAsync(string? text, CancellationToken cancellationToken)
    {
        if (Clean(text) is not { } clean)
        {
            return [];
        }

        var (folded, words) = (Text.Fold(clean), WordsOf(clean));
        var all = await ReadAsync(cancellationToken);
        return [.. all.Where(c => words.All(w => c.Words.Any(own => own.StartsWith(w, StringComparison.Ordinal))))
            .OrderBy(c => c.Folded == folded ? 0 : c.Folded.StartsWith(folded, StringComparison.Ordinal) ? 1 : 2).ThenBy(c => c.Folded, StringComparer.Ordinal).ThenBy(c => c.Voivodeship, StringComparer.Ordinal)
            .Take(MostShown)];
    }

    /// <param name="text">The field's text.</param>
    /// <param name="id">The unit chosen from a list; counts only while the text still begins with its name.</param>
    public async Task<LocalGovernmentAnswer> ResolveAsync(string? text, int? id, CancellationToken cancellationToken)
    {
        if (Clean(text) is not { } clean)
        {
            return new(null, []);
        }

        var folded = Text.Fold(clean);
        if (id is not null && (await ReadAsync(cancellationToken)).FirstOrDefault(c => c.Id == id) is { } chosen && (chosen.Folded.StartsWith(folded, StringComparison.Ordinal) || folded.StartsWith(chosen.Folded, StringComparison.Ordinal)))
        {
            return new(chosen, []);
        }

        var found = await FindAsync(clean, cancellationToken);
        var sameName = found.Where(c => c.Folded == folded).ToList();
        var candidates = sameName.Count > 0 ? sameName : found;
        return candidates is [var only] ? new(only, []) : new(null, candidates);
    }

    /// <summary>Null when there is no such unit, or another took it over.</summary>
    public async Task<LocalGovernmentChoice?> GetAsync(int id, CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).FirstOrDefault(c => c.Id == id);

    internal static IReadOnlyList<string> WordsOf(string text) => Text.Fold(text).Split([' ', '-', ',', '.', '(', ')'], StringSplitOptions.RemoveEmptyEntries);

    private static string? Clean(string? text) => InputText.CleanLine(text) is { Length: <= MaxText } clean && WordsOf(clean).Count > 0 ? clean : null;

    private async Task<IReadOnlyList<LocalGovernmentChoice>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (snapshot is { } current && now - current.At < Fresh)
        {
            return current.Choices;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var choices = await db.LocalGovernments.AsNoTracking().Where(g => g.MergedIntoId == null)
            .Select(g => new LocalGovernmentChoice(g.Id, g.Name, g.Type, g.County!.Name, g.Type == LocalGovernmentType.Voivodeship ? null : g.Voivodeship!.Name)).ToListAsync(cancellationToken);
        snapshot = new Snapshot(now, choices);
        return choices;
    }

    private sealed record Snapshot(DateTimeOffset At, IReadOnlyList<LocalGovernmentChoice> Choices);
}
