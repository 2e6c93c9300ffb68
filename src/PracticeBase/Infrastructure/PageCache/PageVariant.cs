using Microsoft.Net.Http.Headers;

namespace PracticeBase.Infrastructure.PageCache;

public enum PageEncoding
{
    None,
    Gzip,
    Brotli,
}

/// <summary>Which copy of a public page a request gets: compressed how, and in which of the 18 looks.</summary>
public readonly record struct PageVariant(PageEncoding Encoding, int Look)
{
    public static PageVariant Of(HttpRequest request) => new(EncodingOf(request.Headers.AcceptEncoding.ToString()), LookOf(ViewPreferences.Read(request)));

    /// <summary>The value of both headers; empty for none.</summary>
    public string EncodingName => NameOf(Encoding);

    /// <inheritdoc cref="EncodingName"/>
    public static string NameOf(PageEncoding encoding) => encoding switch { PageEncoding.Brotli => "br", PageEncoding.Gzip => "gzip", _ => "" };

    /// <summary>Brotli before gzip, whatever weights it gives them; what it refuses with «q=0» it does not get.</summary>
    public static PageEncoding EncodingOf(string accepted)
    {
        // What browsers send; anything else is parsed.
        if (accepted.StartsWith("gzip, deflate, br", StringComparison.Ordinal) && !accepted.Contains(';', StringComparison.Ordinal))
        {
            return PageEncoding.Brotli;
        }

        if (accepted.Length == 0 || accepted.Length > 200 || !StringWithQualityHeaderValue.TryParseList([accepted], out var values))
        {
            return PageEncoding.None;
        }

        bool Takes(string name) => values.Any(v => v.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && v.Quality is not 0);
        return Takes("br") ? PageEncoding.Brotli : Takes("gzip") ? PageEncoding.Gzip : PageEncoding.None;
    }

    private static int LookOf(ViewPreferences look) =>
        ((look.Text - 1) * 6) + (look.HighContrast ? 3 : 0) + (look.Theme switch { "light" => 1, "dark" => 2, _ => 0 });
}
