using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.WebUtilities;

namespace PracticeBase.Infrastructure;

/// <summary>Text size, contrast and theme from the cookie «widok»; an unknown value is the default one, so there are 18 at most.</summary>
public sealed record ViewPreferences(int Text, bool HighContrast, string Theme)
{
    public const string Cookie = "widok";

    public static ViewPreferences Read(HttpRequest request) => Parse(request.Cookies[Cookie]);

    public static ViewPreferences Parse(string? cookie)
    {
        var values = QueryHelpers.ParseQuery(cookie is { Length: <= 200 } ? cookie : "");
        return new ViewPreferences(1, false, "auto")
            .With("tekst", values.GetValueOrDefault("tekst"))
            .With("kontrast", values.GetValueOrDefault("kontrast"))
            .With("motyw", values.GetValueOrDefault("motyw"));
    }

    /// <summary>The preferences with one of them set; an unknown name or value changes nothing.</summary>
    public ViewPreferences With(string name, string? value) => (name, value) switch
    {
        ("tekst", "1" or "2" or "3") => this with { Text = value[0] - '0' },
        ("kontrast", "wysoki" or "zwykly") => this with { HighContrast = value == "wysoki" },
        ("motyw", "auto" or "light" or "dark") => this with { Theme = value },
        _ => this,
    };

    /// <summary>What the root element carries for the style sheet; nothing for a default.</summary>
    public IHtmlContent Attributes => new HtmlString(string.Join(' ', new[]
    {
        Text > 1 ? $"data-text=\"{Text}\"" : "",
        HighContrast ? "data-contrast=\"high\"" : "",
        Theme != "auto" ? $"data-theme=\"{Theme}\"" : "",
    }.Where(a => a.Length > 0)));

    /// <summary>The cookie's value as the script writes it too: not percent-encoded.</summary>
    public override string ToString() => $"tekst={Text}&kontrast={(HighContrast ? "wysoki" : "zwykly")}&motyw={Theme}";
}
