using Microsoft.AspNetCore.WebUtilities;

namespace PracticeBase.Infrastructure;

/// <summary>Text size, contrast and theme from the cookie «widok»; an unknown value is the default one, so there are 18 at most.</summary>
public sealed record ViewPreferences(int Text, bool HighContrast, string Theme)
{
    public const string Cookie = "widok";

    /// <summary>Of the longest ones and a space, in letters and in bytes.</summary>
    public const int AttributesLength = 54;

    /// <summary>All 18, the default one first.</summary>
    public static IReadOnlyList<ViewPreferences> All { get; } =
        [.. from text in new[] { 1, 2, 3 } from contrast in new[] { false, true } from theme in new[] { "auto", "light", "dark" } select new ViewPreferences(text, contrast, theme)];

    public static ViewPreferences Read(HttpRequest request) => Parse(request.Cookies[Cookie]);

    public static ViewPreferences Parse(string? cookie)
    {
        var values = QueryHelpers.ParseQuery(cookie is { Length: <= 200 } ? cookie : "");
        return All[0]
            .With("tekst", values.GetValueOrDefault("tekst"))
            .With("kontrast", values.GetValueOrDefault("kontrast"))
            .With("motyw", values.GetValueOrDefault("motyw"));
    }

    /// <summary>The preferences with one of them set; an unknown name or value changes nothing.</summary>
    public ViewPreferences With(string name, string? value) => (name, value) switch
    {
        ("tekst", "1" or "2" or "3") => this with { Text = value[0] - '0' },
        ("kontrast", "wysoki" or "zwykly") => this with { HighContrast = value == "wysoki" },
        ("kontrast", "przelacz") => this with { HighContrast = !HighContrast },
        ("motyw", "auto" or "light" or "dark") => this with { Theme = value },
        _ => this,
    };

    /// <summary>
    /// What the root element carries for the style sheet. The one thing on a page that depends on the look, and as long for each:
    /// a kept page gets another look by writing over it.
    /// </summary>
    public string Attributes => $"data-text=\"{Text}\" data-contrast=\"{(HighContrast ? "high" : "std")}\" data-theme=\"{Theme}\"".PadRight(AttributesLength);

    /// <summary>The cookie's value as the script writes it too: not percent-encoded.</summary>
    public override string ToString() => $"tekst={Text}&kontrast={(HighContrast ? "wysoki" : "zwykly")}&motyw={Theme}";
}
