using System.Collections.Concurrent;
using System.Numerics;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Units;

/// <summary>The office with most of the practices stands first where a unit has several.</summary>
public sealed record UnitOffice(int Id, string Name, string Slug)
{
    public string Path => $"/jednostki/{PermanentAddress.Format(Id, Slug)}";
}

/// <summary>A unit of local government with published practices, recommended ones first, then the newest.</summary>
/// <param name="Start">Where its practices begin in the sets of the index.</param>
public sealed record KnownUnit(LocalGovernment Place, UnitTraits Traits, IReadOnlyList<CatalogueEntry> Practices, IReadOnlyList<UnitOffice> Offices, int Start)
{
    /// <summary>With its practices as a later catalogue has them, new ones left out; null when none is left.</summary>
    public KnownUnit? In(Catalogue catalogue)
    {
        var now = Practices.Select(p => catalogue.Find(p.PracticeId)).OfType<CatalogueEntry>().Where(e => e.LocalGovernmentId == Place.Id).ToList();
        return now.Count == 0 ? null : this with { Practices = now };
    }
}

/// <summary>A unit that is like the one that was asked about.</summary>
/// <param name="Matching">How many of its practices are about the chosen problems; 0 when none are chosen.</param>
public sealed record LikeUnit(KnownUnit Unit, UnitLikeness Likeness, int Matching, double Score);

/// <summary>The practices of one catalogue by unit of local government. Made once a catalogue; a question costs a comparison with each unit.</summary>
public sealed class UnitIndex
{
    /// <summary>So many may lose their last practice before the index is made anew.</summary>
    private const int Spare = 5;

    private readonly Dictionary<int, LocalGovernment> places;
    private readonly Dictionary<int, KnownUnit> unitsByPlace = [];
    private readonly Dictionary<int, (double Latitude, double Longitude)> countyPositions;
    private readonly Dictionary<int, PracticeSet> byCategory = [];
    private readonly PracticeSet[] byGroup;
    private readonly ConcurrentDictionary<(int PlaceId, int Count), IReadOnlyList<LikeUnit>> likeByPlace = new();
    private readonly int size;

    /// <param name="catalogue">Whose practices are meant.</param>
    /// <param name="places">All units of local government that stand for themselves.</param>
    /// <param name="offices">Implementing units by their number.</param>
    internal UnitIndex(Catalogue catalogue, IReadOnlyList<LocalGovernment> places, IReadOnlyDictionary<int, UnitOffice> offices)
    {
        Catalogue = catalogue;
        this.places = places.ToDictionary(p => p.Id);
        countyPositions = places.Where(p => p is { CountyId: not null, Latitude: not null, Longitude: not null }).GroupBy(p => p.CountyId!.Value)
            .ToDictionary(g => g.Key, g => (g.Average(p => p.Latitude!.Value), g.Average(p => p.Longitude!.Value)));
        var practices = catalogue.Take(ListingSort.Newest, catalogue.Practices, 0, catalogue.PracticeCount).Where(e => e.LocalGovernmentId is { } id && this.places.ContainsKey(id))
            .GroupBy(e => e.LocalGovernmentId!.Value).ToDictionary(g => g.Key, g => g.OrderByDescending(e => e.Recommended).ToList());
        size = practices.Values.Sum(p => p.Count);
        byGroup = [.. catalogue.TargetGroups.Select(_ => new PracticeSet(size))];
        var start = 0;
        foreach (var (id, own) in practices)
        {
            var place = this.places[id];
            var ownOffices = own.Select(e => e.ImplementingUnitId).OfType<int>().GroupBy(o => o).OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
                .Select(g => offices.GetValueOrDefault(g.Key)).OfType<UnitOffice>().ToList();
            // What the practices say stands in for a number that the list of units lacks.
            var population = place.Population ?? own.OrderByDescending(e => e.IntroducedOn).Select(e => e.Population).FirstOrDefault(p => p is not null);
            unitsByPlace.Add(id, new KnownUnit(place, TraitsOf(place, population), own, ownOffices, start));
            foreach (var entry in own)
            {
                Place(entry, start++);
            }
        }
    }

    public Catalogue Catalogue { get; }

    public LocalGovernment? FindPlace(int id) => places.GetValueOrDefault(id);

    /// <summary>Null for a unit without practices.</summary>
    public KnownUnit? Find(LocalGovernment place) => unitsByPlace.GetValueOrDefault(place.Id);

    public UnitTraits TraitsOf(LocalGovernment place) => Find(place)?.Traits ?? TraitsOf(place, place.Population);

    /// <summary>The same for nothing chosen, as it stands under each practice. Ranked once a place.</summary>
    public IReadOnlyList<LikeUnit> FindLike(LocalGovernment place, Catalogue catalogue, int count) =>
        Shown(likeByPlace.GetOrAdd((place.Id, count), _ => [.. Ranked(place, TraitsOf(place), ProblemChoice.None, new HashSet<UnitCondition>()).Take(count + Spare)]), ProblemChoice.None, catalogue, count);

    /// <summary>The other units by likeness, best first. Chosen problems weigh in; conditions leave out who does not meet them.</summary>
    /// <param name="place">The unit asked about.</param>
    /// <param name="own">What it is like.</param>
    /// <param name="problems">It works on them.</param>
    /// <param name="conditions">What the others must meet.</param>
    /// <param name="catalogue">This index's or a later one, with the same lists: what it no longer has is not shown.</param>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<LikeUnit> FindLike(
        LocalGovernment place, UnitTraits own, ProblemChoice problems, IReadOnlySet<UnitCondition> conditions, Catalogue catalogue, int count) =>
        Shown(Ranked(place, own, problems, conditions), problems, catalogue, count);

    private IEnumerable<LikeUnit> Ranked(LocalGovernment place, UnitTraits own, ProblemChoice problems, IReadOnlySet<UnitCondition> conditions)
    {
        var chosen = problems.IsEmpty ? null : SetOf(problems);
        return Compared(place, own, conditions, chosen).OrderByDescending(u => u.Score).ThenByDescending(u => u.Unit.Practices.Count).ThenBy(u => u.Unit.Place.Id);
    }

    private IEnumerable<LikeUnit> Compared(LocalGovernment place, UnitTraits own, IReadOnlySet<UnitCondition> conditions, PracticeSet? chosen)
    {
        foreach (var unit in unitsByPlace.Values)
        {
            // Of thousands most are not alike: for them nothing is made.
            var likeness = UnitLikeness.Between(own, unit.Traits);
            if (unit.Place.Id != place.Id && likeness.Score >= UnitLikeness.Least)
            {
                var compared = Compare(unit, likeness, chosen);
                if (conditions.Count == 0 || MeetsAll(conditions, own, compared, chosen))
                {
                    yield return compared;
                }
            }
        }
    }

    private IReadOnlyList<LikeUnit> Shown(IEnumerable<LikeUnit> ranked, ProblemChoice problems, Catalogue catalogue, int count) =>
        [.. ranked.Select(u => catalogue == Catalogue ? u : u.Unit.In(catalogue) is { } now ? u with { Unit = now, Matching = now.Practices.Count(problems.Matches) } : null)
            .OfType<LikeUnit>().Take(count)];

    private static LikeUnit Compare(KnownUnit unit, UnitLikeness likeness, PracticeSet? chosen)
    {
        var matching = chosen?.CountBetween(unit.Start, unit.Start + unit.Practices.Count) ?? 0;
        return new LikeUnit(unit, likeness, matching, chosen is null ? likeness.Score : likeness.ScoreWith((double)matching / unit.Practices.Count));
    }

    private static bool MeetsAll(IReadOnlySet<UnitCondition> conditions, UnitTraits own, LikeUnit unit, PracticeSet? chosen) => conditions.All(c => Meets(c, own, unit, chosen));

    private static bool Meets(UnitCondition condition, UnitTraits own, LikeUnit unit, PracticeSet? chosen) => condition switch
    {
        UnitCondition.Type => unit.Likeness.Type > 0,
        // A number that nobody knows leaves nobody out.
        UnitCondition.Population => own.Population is null || unit.Likeness.Population >= 0.5,
        UnitCondition.Voivodeship => own.VoivodeshipId is { } id && id == unit.Unit.Traits.VoivodeshipId,
        _ => chosen is null || unit.Matching > 0,
    };

    private UnitTraits TraitsOf(LocalGovernment place, int? population)
    {
        var isCounty = place.Type is LocalGovernmentType.County or LocalGovernmentType.CityWithCountyRights;
        return new UnitTraits(
            place.Type,
            population,
            place.Type == LocalGovernmentType.Voivodeship ? place.Id : place.VoivodeshipId,
            isCounty ? place.Id : place.CountyId,
            place is { Latitude: { } latitude, Longitude: { } longitude } ? (latitude, longitude)
                : countyPositions.TryGetValue(place.Id, out var position) ? position : null);
    }

    private void Place(CatalogueEntry entry, int position)
    {
        foreach (var category in new[] { entry.CategoryId, entry.SectorId }.OfType<int>())
        {
            if (!byCategory.TryGetValue(category, out var set))
            {
                byCategory.Add(category, set = new PracticeSet(size));
            }

            set.Add(position);
        }

        for (var mask = entry.TargetGroups; mask != 0; mask &= mask - 1)
        {
            byGroup[BitOperations.TrailingZeroCount(mask)].Add(position);
        }
    }

    /// <summary>As in the listings: areas are alternatives, so are groups; both together must hold.</summary>
    private PracticeSet SetOf(ProblemChoice problems)
    {
        var areas = Union(problems.Areas.Select(c => byCategory.GetValueOrDefault(c.Id)));
        var groups = Union(Catalogue.TargetGroups.Select((_, i) => (problems.GroupMask & (1UL << i)) == 0 ? null : byGroup[i]));
        if (problems.Areas.Count == 0 || problems.GroupMask == 0)
        {
            return problems.Areas.Count > 0 ? areas : groups;
        }

        areas.IntersectWith(groups);
        return areas;
    }

    private PracticeSet Union(IEnumerable<PracticeSet?> sets)
    {
        var union = new PracticeSet(size);
        foreach (var set in sets.OfType<PracticeSet>())
        {
            union.UnionWith(set);
        }

        return union;
    }
}
