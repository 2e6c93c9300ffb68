using System.Collections.Frozen;
using CsvHelper;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Search.Language;

/// <summary>
/// What belongs to the places of the reference data: «Tychy», «tyski», «tyszanin». Adjectives and inhabitants are formed by the rules of Polish word formation, and
/// only those count that the dictionary knows; of a place whose name is also a common word («Piła», «Góra»), only those that are a county's name, unless it is one of the 66 cities.
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
        var regions = new HashSet<string>();
        var places = new HashSet<string>();
        var cities = new HashSet<string>();
        using (var csv = CsvReader.FromFile(ReferenceData.PathOf("local-governments.csv")))
        {
            foreach (var row in csv.GetRecords<LocalGovernmentRow>())
            {
                var name = row.Name.ToLowerInvariant();
                (row.Type is LocalGovernmentType.Voivodeship or LocalGovernmentType.County ? regions : places).UnionWith(name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries));
                if (row.Type is LocalGovernmentType.CityWithCountyRights)
                {
                    cities.Add(name);
                }
            }
        }

        var names = new HashSet<string>();
        var relatives = new List<(string Relative, string Place)>();
        foreach (var place in places.Where(p => p.Length > 2))
        {
            var isCommon = !cities.Contains(place) && dictionary.ReadingsOfCommon(place).Exists(r => r.Has(Traits.Noun | Traits.Adjective));
            var adjectives = PlaceWords.AdjectivesOf(place).Distinct().Where(a => regions.Contains(a) || (!isCommon && (dictionary.TraitsOfLemma(a) & Traits.Adjective) != 0)).ToList();
            if (isCommon && adjectives.Count == 0)
            {
                continue;
            }

            names.Add(place);
            relatives.AddRange(adjectives.Select(a => (a, place)));
            var men = adjectives.SelectMany(PlaceWords.MenOf).Where(m => (dictionary.TraitsOfLemma(m) & Traits.MasculinePerson) != 0).ToList();
            relatives.AddRange(men.Concat(men.Select(PlaceWords.WomanOf)).Select(p => (p, place)));
        }

        return new(names.ToFrozenSet(), relatives.Distinct().GroupBy(r => r.Relative, r => r.Place).ToFrozenDictionary(g => g.Key, g => g.ToArray()));
    }
}
