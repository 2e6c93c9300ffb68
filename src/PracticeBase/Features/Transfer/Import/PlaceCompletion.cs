using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Fills what a document leaves out about its place, and says so.</summary>
internal static class PlaceCompletion
{
    /// <summary>From the card's own names.</summary>
    public static string? FromCard(Metryka card, Gazetteer gazetteer, ImportNotes notes) =>
        Apply(gazetteer.Find(card.UnitType, card.Locality, card.County, card.Voivodeship), card, notes);

    /// <summary>From a town that the text names.</summary>
    public static string? FromText(string text, Metryka card, Gazetteer gazetteer, ImportNotes notes)
    {
        var match = gazetteer.FindInText(text);
        if (match is { Unit: null, Doubt: null })
        {
            notes.Doubts.Add("Dokument nie podaje miejscowości.");
        }

        return Apply(match, card, notes);
    }

    private static string? Apply(PlaceMatch match, Metryka card, ImportNotes notes)
    {
        if (match.Doubt is not null)
        {
            notes.Doubts.Add(match.Doubt);
        }

        if (match.Unit is not { } unit)
        {
            return null;
        }

        var derived = new List<string>();
        if (card.UnitType is null)
        {
            card.UnitType = unit.Type;
            derived.Add($"typ jednostki «{UnitTypes.PolishName(unit.Type)}»");
        }

        if (card.Locality is null && unit.Type is not (LocalGovernmentType.County or LocalGovernmentType.Voivodeship))
        {
            card.Locality = unit.Name;
            derived.Add($"miejscowość «{unit.Name}»");
        }

        if (card.County is null && (unit.County ?? (unit.Type == LocalGovernmentType.County ? unit.Name : null)) is { } county)
        {
            card.County = county;
            derived.Add($"powiat «{county}»");
        }

        if (card.Voivodeship is null)
        {
            card.Voivodeship = unit.Voivodeship;
            derived.Add($"województwo «{unit.Voivodeship}»");
        }

        if (derived.Count > 0)
        {
            notes.Derived.Add($"Z wykazu jednostek ({unit.Name}) uzupełniono: {string.Join(", ", derived)}.");
        }

        return unit.Teryt;
    }
}
