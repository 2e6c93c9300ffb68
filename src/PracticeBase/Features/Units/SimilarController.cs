using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;

namespace PracticeBase.Features.Units;

/// <summary>«Units like mine»: a visitor's unit is part of the address and nothing is stored about the visitor.</summary>
[CountsVisit]
[ViewsOf("Units")]
public sealed class SimilarController(PracticeQueries queries, UnitIndexSource source, LocalGovernmentFinder finder, PageParts parts, PracticeBaseDbContext db, Words words) : Controller
{
    public const string Address = "/jednostki-podobne";

    [HttpGet(Address)]
    [CachedPage(SimilarKeys.Unit, SimilarKeys.Name, SimilarKeys.Name + LocalGovernmentField.ChoiceSuffix, SimilarKeys.Population, SimilarKeys.Problem, SimilarKeys.TargetGroup, SimilarKeys.Conditions, ListingKeys.Sort, ListingKeys.Page)]
    public async Task<IActionResult> Similar(CancellationToken cancellationToken)
    {
        var catalogue = await queries.CatalogueAsync(cancellationToken);
        var index = await source.GetAsync(catalogue, cancellationToken);
        parts.Show(index, catalogue);
        var query = SimilarQuery.Read(Request.Query, catalogue, place: null);
        if (Request.Query[SimilarKeys.Unit].FirstOrDefault() is { Length: > 0 } key)
        {
            var known = catalogue.Lists.FindPlace(key) ?? throw new BadRequestException(SimilarKeys.Unit, key);
            return index.FindPlace(known.Id) is { } place
                ? View("Similar", await SimilarPage.CreateAsync(queries, words, index, query with { Place = place }, place, cancellationToken))
                : RedirectTo(query with { Place = await SuccessorOfAsync(known.Id, index, cancellationToken) ?? throw new BadRequestException(SimilarKeys.Unit, key) }, catalogue);
        }

        var typed = ReadName(SimilarKeys.Name);
        if (typed is null)
        {
            return Start(query, catalogue, "", []);
        }

        // A choice among candidates counts while the text still asks for it.
        var choice = ReadName(LocalGovernmentField.ChoiceOf(SimilarKeys.Name));
        var found = await finder.FindAsync(choice is not null && Text.Fold(choice).Contains(Text.Fold(typed), StringComparison.Ordinal) ? choice : typed, cancellationToken);
        if (found is [var only])
        {
            return RedirectTo(query with { Place = only }, catalogue);
        }

        ModelState.AddModelError(SimilarKeys.Name, words.Plain(found.Count > 0 ? "LocalGovernment.Choose" : "LocalGovernment.Unknown"));
        return Start(query, catalogue, typed, found);
    }

    private ViewResult Start(SimilarQuery query, Catalogue catalogue, string typed, IReadOnlyList<LocalGovernment> candidates) =>
        View("SimilarStart", new SimilarStartPage(query, catalogue, new LocalGovernmentField(SimilarKeys.Name, words.Plain("Similar.Choose"), typed, candidates)));

    private RedirectResult RedirectTo(SimilarQuery query, Catalogue catalogue) => Redirect(Request.PathBase + query.ToAddress(catalogue));

    private string? ReadName(string key) =>
        InputText.CleanLine(Request.Query[key].FirstOrDefault()) is not { } name ? null
        : name.Length <= LocalGovernmentFinder.MaxText ? name
        : throw new BadRequestException(key, null);

    /// <summary>An address may have been kept since before its unit was merged into another. Of a chain each step is followed; a circle cannot be made.</summary>
    private async Task<LocalGovernment?> SuccessorOfAsync(int mergedId, UnitIndex index, CancellationToken cancellationToken)
    {
        for (int? next = mergedId; next is { } step;)
        {
            next = await db.LocalGovernments.Where(g => g.Id == step).Select(g => g.MergedIntoId).SingleOrDefaultAsync(cancellationToken);
            if (next is { } id && index.FindPlace(id) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
