using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Search;

/// <summary>The answer of the index to a text.</summary>
public sealed record SearchAnswer
{
    /// <summary>False while the index is being made: then nothing was looked for.</summary>
    public required bool IsReady { get; init; }

    /// <summary>What was found, with how well each fits.</summary>
    public required TextMatches Matches { get; init; }

    /// <summary>The text whose answer this is, when words of the typed one had to be corrected to find anything.</summary>
    public string? Corrected { get; init; }

    /// <summary>«Czy chodziło o …»: a text that would find more; null when there is none.</summary>
    public string? Suggestion { get; init; }

    /// <summary>True when practices that lack some of the words were added, since few have them all.</summary>
    public bool HasPartial => !ReferenceEquals(Full, Matches.Practices) && Matches.Practices.Count() > Full.Count();

    /// <summary>Those of the matches that hold all words.</summary>
    public PracticeSet Full { get; init; } = new(0);

    /// <summary>What was found, for marking it in texts.</summary>
    public Highlights Highlights { get; init; } = new(new Dictionary<string, int>(), []);
}

/// <summary>What is marked in the texts of results.</summary>
/// <param name="Forms">Words, in lower case with their Polish letters, each with the number of the word of the question that it answers.</param>
/// <param name="Phrases">For each place of a phrase the words that may stand there.</param>
public sealed record Highlights(IReadOnlyDictionary<string, int> Forms, IReadOnlyList<IReadOnlyList<IReadOnlySet<string>>> Phrases);
