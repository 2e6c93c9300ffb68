namespace PracticeBase.Features.Practices;

/// <summary>What a text search found.</summary>
public sealed record TextMatches(PracticeSet Practices, float[]? Scores);
