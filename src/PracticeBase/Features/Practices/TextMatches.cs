namespace PracticeBase.Features.Practices;

/// <summary>What a text search found.</summary>
/// <param name="Practices">Those that hold the text.</param>
/// <param name="Scores">By practice number, how well each fits: more is better. Null when the search does not tell.</param>
public sealed record TextMatches(PracticeSet Practices, float[]? Scores)
{
    /// <summary>0 for one without a score.</summary>
    public float ScoreOf(int practiceId) => Scores is { } scores && (uint)practiceId < (uint)scores.Length ? scores[practiceId] : 0;
}
