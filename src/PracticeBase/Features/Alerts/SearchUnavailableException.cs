namespace PracticeBase.Features.Alerts;

/// <summary>The search index is being made; nothing can be said about a text until it is.</summary>
public sealed class SearchUnavailableException() : InvalidOperationException("The search index is being made.");
