using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Units;

/// <summary>What can be ticked on /jednostki-podobne. Numbers are of all published practices; areas and groups without any are left out.</summary>
public static class SimilarChoices
{
    public static IEnumerable<FacetView> Of(SimilarQuery query, Catalogue catalogue, Words words) => [Conditions(query, words), .. Problems(query, catalogue, words)];

    public static IEnumerable<FacetView> Problems(SimilarQuery query, Catalogue catalogue, Words words)
    {
        var areas = SimilarQuery.Shown(catalogue).Select(c => new FacetOption(
            catalogue.Lists.SlugsOf(c)!, words.Name(c), catalogue.CountOf(c), query.Areas.Contains(c), IsNested: c.ParentId is not null));
        var groups = catalogue.LargestGroups(catalogue.TargetGroups.Count).Union(query.Groups).Select(g => new FacetOption(g.Slug, words.Name(g), 0, query.Groups.Contains(g)));
        return new[]
        {
            new FacetView(SimilarKeys.Problem, words.Plain("Similar.Problems"), [.. areas.Where(o => o.Count > 0 || o.IsChosen)]),
            new FacetView(SimilarKeys.TargetGroup, words.Plain("Similar.Groups"), [.. groups]),
        }.Where(f => f.Options.Count > 0);
    }

    private static FacetView Conditions(SimilarQuery query, Words words) => new(
        SimilarKeys.Conditions,
        words.Plain("Similar.Conditions"),
        [.. Enum.GetValues<UnitCondition>().Select(c => new FacetOption(SimilarQuery.ValueOf(c), words.Plain($"Similar.Condition.{c}"), 0, query.Conditions.Contains(c)))]);
}
