namespace PracticeBase.Infrastructure;

/// <summary>An address whose query nobody can answer: the page says which value and links back without it. Status 400.</summary>
/// <param name="key">The parameter.</param>
/// <param name="value">The value; empty when it cannot be shown, null when it is too long.</param>
public sealed class BadRequestException(string key, string? value) : Exception($"Unusable value of «{key}».")
{
    public string Key { get; } = key;

    public string? Value { get; } = value;
}
