using System.Collections.Frozen;
using CsvHelper;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Search.Language;

/// <summary>
/// What belongs to the places of the reference data: «Tychy», «tyski», «tyszanin». Adjectives and inhabitants are formed by the rules of Polish word formation, and
/// only those count that the dictionary knows; of a place whose name is also a common word («Piła», «Góra»), only those that are a county's name.
/// </summary>
internal sealed class PlaceKin
{
    private readonly FrozenSet<string> names;
    private readonly FrozenDictionary<string, string[]> placesOf;

    private PlaceKin(FrozenSet<string> names, FrozenDictionary<string, string[]> placesOf)
    {
        this.names = names;
        this.placesOf = placesOf;
    }

    /// <summary>Whether a lower-case lemma is a place's name, or the part of it that is no common word.</summary>
    public bool IsPlace(string lemma) => names.Contains(lemma);

    /// <summary>The places, in lower case, that an adjective or the word for an inhabitant belongs to.</summary>
    public ReadOnlySpan<string> PlacesOf(string lemma) => placesOf.TryGetValue(lemma, out var places) ? places : [];

    /// <summary>Reads local-governments.csv and asks the dictionary about what belongs to the places.</summary>
    public static PlaceKin Load(LemmaDictionary dictionary)
    {
        using var csv = CsvReader.FromFile(ReferenceData.PathOf("local-governments.csv"));
        var regions = new HashSet<string>();
        var places = new HashSet<string>();
        foreach (var row in csv.GetRecords<LocalGovernmentRow>())
        {
            var into = row.Type is LocalGovernmentType.Voivodeship or LocalGovernmentType.County ? regions : places;
            into.UnionWith(row.Name.ToLowerInvariant().Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries));
        }

        var names = new HashSet<string>();
        var relatives = new List<(string Relative, string Place)>();
        foreach (var place in places.Where(p => p.Length > 2))
        {
            var isCommon = (dictionary.TraitsOfLemma(place) & (Traits.Noun | Traits.Adjective)) != 0;
            var adjectives = PlaceWords.AdjectivesOf(place)
                .Where(a => isCommon ? regions.Contains(a) : regions.Contains(a) || (dictionary.TraitsOfLemma(a) & Traits.Adjective) != 0).ToList();
            if (isCommon && adjectives.Count == 0)
            {
                continue;
            }

            names.Add(place);
            relatives.AddRange(adjectives.Select(a => (a, place)));
            relatives.AddRange(adjectives.SelectMany(PlaceWords.InhabitantsOf).Where(p => (dictionary.TraitsOfLemma(p) & Traits.Noun) != 0).Select(p => (p, place)));
        }

        return new(names.ToFrozenSet(), relatives.Distinct().GroupBy(r => r.Relative, r => r.Place).ToFrozenDictionary(g => g.Key, g => g.ToArray()));
    }
}
