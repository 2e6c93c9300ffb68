using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Units;

/// <summary>Why a unit or a practice of it is shown, in words. Only what speaks for it: «gmina wiejska jak Państwa», «6 120 mieszkańców (Państwa 5 870)», «ten sam powiat».</summary>
public sealed class UnitReasons(Words words, UnitTraits own, UnitReasons.Voice voice)
{
    /// <summary>The unit that others are compared with is the reader's own, or that of the page.</summary>
    public enum Voice
    {
        Yours,
        Here,
    }

    public IReadOnlyList<string> Of(LikeUnit unit)
    {
        var (traits, likeness) = (unit.Unit.Traits, unit.Likeness);
        var reasons = new List<string>();
        if (likeness.Type > 0)
        {
            reasons.Add(likeness.Type == 1
                ? words.Plain($"Similar.{voice}.SameType", words.UnitType(traits.Type))
                : words.Plain($"Similar.{voice}.NearType", words.UnitType(traits.Type), words.UnitType(own.Type)));
        }

        if (likeness.Population > 0)
        {
            reasons.Add(words.Plain($"Similar.{voice}.Population", words.PlainCount("Residents", traits.Population!.Value), words.Number(own.Population!.Value)));
        }

        reasons.AddRange(OfPlace(traits));
        if (unit is { Matching: > 0, Unit.Practices.Count: > 1 })
        {
            reasons.Add(words.Plain("Similar.Density", words.Number(unit.Matching), words.Number(unit.Unit.Practices.Count)));
        }

        return reasons;
    }

    /// <summary>Those of its unit, and what it has in common with the chosen problems.</summary>
    public IReadOnlyList<string> Of(LikeUnit unit, CatalogueEntry practice, ProblemChoice problems, Catalogue catalogue)
    {
        var reasons = new List<string>(Of(unit));
        if (problems.AreaOf(practice) is { } area)
        {
            reasons.Add(words.Plain("Similar.SameArea", words.Name(area)));
        }

        var groups = catalogue.GroupsOf(practice with { TargetGroups = practice.TargetGroups & problems.GroupMask }).Select(words.Name).ToList();
        if (groups.Count > 0)
        {
            reasons.Add(words.Plain("Similar.SameGroup", string.Join(", ", groups)));
        }

        return reasons;
    }

    private IEnumerable<string> OfPlace(UnitTraits traits)
    {
        if (traits.CountyId is { } county && county == own.CountyId)
        {
            yield return words.Plain("Similar.SameCounty");
            yield break;
        }

        if (traits.DistanceTo(own) is <= UnitLikeness.NearKilometres and var kilometres)
        {
            yield return words.Plain($"Similar.{voice}.Distance", words.Number((long)Math.Max(1, Math.Round(kilometres))));
        }

        if (traits.VoivodeshipId is { } voivodeship && voivodeship == own.VoivodeshipId)
        {
            yield return words.Plain("Similar.SameVoivodeship");
        }
    }
}
