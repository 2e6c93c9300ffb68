namespace PracticeBase.Features.Transfer.Import;

/// <summary>A category for documents that name none.</summary>
internal static class CategoryGuess
{
    public static string? FromUnit(string? unitName, ImportNotes notes)
    {
        var category = Sectors.Guess(unitName);
        notes.Doubts.Add(category is null
            ? "Dokument nie podaje kategorii."
            : $"Dokument nie podaje kategorii; z nazwy jednostki przyjęto «{category}».");
        return category;
    }
}
