using System.Globalization;
using Microsoft.EntityFrameworkCore.Metadata;
using PracticeBase.Domain;
using PracticeBase.Features.Submitting;
using PracticeBase.Features.Transfer.Import;

namespace PracticeBase.Features.Transfer;

/// <summary>
/// Fits a document's values into the columns. What is too long goes whole into «Inne informacje» and is reported; nothing is cut silently.
/// </summary>
internal sealed class ColumnLimits(IModel model)
{
    private readonly List<string> moved = [];

    /// <summary>Polish sentences for the report, without personal data.</summary>
    public List<string> Doubts { get; } = [];

    /// <summary>Markdown paragraphs for the end of «Inne informacje».</summary>
    public IReadOnlyList<string> Moved => moved;

    /// <summary>The value, or null when it is empty or moved.</summary>
    public string? Optional<T>(string property, string label, string? value)
    {
        var text = Tidy(value);
        var max = Limit(typeof(T), property);
        if (text is null || text.Length <= max)
        {
            return text;
        }

        Move(label, text);
        Doubts.Add($"Pole «{label}» jest dłuższe niż {max} znaków; jego treść jest w «Inne informacje».");
        return null;
    }

    /// <summary>The value, or as many of its first words as fit while the whole is moved.</summary>
    public string Required<T>(string property, string label, string value)
    {
        var text = value.Trim();
        var max = Limit(typeof(T), property);
        if (text.Length <= max)
        {
            return text;
        }

        Move(label, text);
        Doubts.Add($"Pole «{label}» jest dłuższe niż {max} znaków; skrócono je, a całość jest w «Inne informacje».");
        return CutAtWord(text, max);
    }

    /// <summary>Personal data never go into a public text: what does not fit is left out, and the report says so without the value.</summary>
    public string? Personal(string property, string label, string? value)
    {
        var text = Tidy(value);
        var max = Limit(typeof(Contact), property);
        if (text is null || text.Length <= max)
        {
            return text;
        }

        Doubts.Add($"Osoby kontaktowe: pole «{label}» jest dłuższe niż {max} znaków i zostało pominięte.");
        return null;
    }

    /// <summary>Whole grosze; an amount that nobody could type is moved.</summary>
    public decimal? Money(string label, decimal? amount)
    {
        if (amount is not { } value || Math.Abs(value) <= TypedValue.MaxAmount)
        {
            return amount is { } known ? Math.Round(known, 2) : null;
        }

        Move(label, value.ToString(CultureInfo.GetCultureInfo("pl-PL")));
        Doubts.Add($"Kwota w polu «{label}» przekracza bilion złotych; jest w «Inne informacje».");
        return null;
    }

    /// <summary>An absolute http or https address; anything else is moved.</summary>
    public string? Address<T>(string property, string label, string? value) =>
        Optional<T>(property, label, WebAddress(label, value));

    /// <inheritdoc cref="Address{T}"/>
    public string? WebAddress(string label, string? value)
    {
        var text = Tidy(value);
        if (text is null || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)))
        {
            return text;
        }

        Move(label, text);
        Doubts.Add($"Pole «{label}» nie jest pełnym adresem http lub https; jego treść jest w «Inne informacje».");
        return null;
    }

    public int Limit(Type entity, string property) => Property(entity, property)?.GetMaxLength() ?? int.MaxValue;

    public static string CutAtWord(string text, int length) => Markdown.CutAtWord(text, length);

    public static string? Tidy(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private void Move(string label, string text) => moved.Add($"**{label}:** {Markdown.Escape(text)}");

    private IProperty? Property(Type type, string property) => model.FindEntityType(type) is { } entity
        ? entity.FindProperty(property)
        : model.FindEntityType(typeof(PracticeRevision))!.GetComplexProperties().Single(c => c.ClrType == type).ComplexType.FindProperty(property);
}
