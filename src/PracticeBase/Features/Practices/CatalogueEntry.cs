using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>What the listings need of one published practice: enough to filter, count, sort and link without a query.</summary>
public sealed record CatalogueEntry
{
    public required int PracticeId { get; init; }

    /// <summary>The published revision.</summary>
    public required int RevisionId { get; init; }

    public required PracticeKind Kind { get; init; }

    public required string Title { get; init; }

    public required string Slug { get; init; }

    public required int? CategoryId { get; init; }

    public required int? SectorId { get; init; }

    public required int? VoivodeshipId { get; init; }

    /// <summary>The county, or the city that is its own county.</summary>
    public required int? CountyId { get; init; }

    /// <summary>The local government that stands for the practice's now; in <see cref="CatalogueLists.Places"/>.</summary>
    public required int? LocalGovernmentId { get; init; }

    public required LocalGovernmentType? UnitType { get; init; }

    public required string? Place { get; init; }

    public required int? ImplementingUnitId { get; init; }

    public required string? UnitName { get; init; }

    public required int? Population { get; init; }

    public required DateOnly IntroducedOn { get; init; }

    public required DateOnly UpdatedOn { get; init; }

    /// <summary>When the published revision was published; not set in a preview.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    /// <summary>When the first one was: then the practice was new to readers.</summary>
    public DateTimeOffset FirstPublishedAt { get; init; }

    /// <summary>One bit an entry of <see cref="CatalogueLists.TargetGroups"/>, in its order.</summary>
    public required ulong TargetGroups { get; init; }

    public required bool Recommended { get; init; }

    public required bool? WorksWithoutFunding { get; init; }

    public required int AttachmentCount { get; init; }

    public required int PartnerCount { get; init; }

    public string Signature => Practice.FormatSignature(Kind, PracticeId);
}
