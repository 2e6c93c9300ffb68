namespace PracticeBase.Domain;

/// <summary>The card «Metryka praktyki» as it stood when the revision was written, so that a later change of a unit's address leaves it alone.</summary>
public sealed class Metryka
{
    /// <summary>Data wprowadzenia do BDP.</summary>
    public DateOnly? IntroducedOn { get; set; }

    /// <summary>Data aktualizacji.</summary>
    public DateOnly? UpdatedOn { get; set; }

    public LocalGovernmentType? UnitType { get; set; }

    public string? Locality { get; set; }

    /// <summary>The county as the document names it, without the word «powiat».</summary>
    public string? County { get; set; }

    /// <summary>The voivodeship's name in lower case: «śląskie».</summary>
    public string? Voivodeship { get; set; }

    /// <summary>«43-100».</summary>
    public string? PostalCode { get; set; }

    public string? PostOffice { get; set; }

    public string? UnitName { get; set; }

    public string? Street { get; set; }

    /// <summary>An absolute http or https address.</summary>
    public string? Website { get; set; }

    public int? Population { get; set; }

    public int? PopulationYear { get; set; }
}

/// <summary>What only a programme result has.</summary>
public sealed class ResultDetails
{
    public string? Beneficiaries { get; set; }

    public string? Programme { get; set; }

    public List<string> ProjectNumbers { get; set; } = [];

    public string? TestRegion { get; set; }
}

/// <summary>One item of the programme. Hours are for one participant; a range has both ends.</summary>
public sealed record Activity
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public decimal? Hours { get; init; }

    public decimal? HoursTo { get; init; }
}

/// <summary>One period of the schedule. <see cref="Ongoing"/> says «trwa» and leaves <see cref="To"/> empty.</summary>
public sealed record Period
{
    /// <summary>«1. grupa», «edycja 2019»; null when the period is the whole undertaking.</summary>
    public string? Label { get; init; }

    public PartialDate? From { get; init; }

    public PartialDate? To { get; init; }

    public bool Ongoing { get; init; }
}

/// <summary>An act or resolution.</summary>
public sealed record LegalBasis
{
    public required string Title { get; init; }

    public string? Url { get; init; }
}

public sealed record FundingSource
{
    public required string Programme { get; init; }

    public string? ProjectNumber { get; init; }

    /// <summary>PLN.</summary>
    public decimal? Amount { get; init; }
}

public enum Evidence
{
    Description,
    Monitoring,
    InternalEvaluation,
    ExternalEvaluation,
}

/// <summary>A measured result; the three figures are in <see cref="Unit"/>.</summary>
public sealed record Indicator
{
    public required string Name { get; init; }

    public string? Unit { get; init; }

    public decimal? Baseline { get; init; }

    public decimal? Target { get; init; }

    public decimal? Achieved { get; init; }

    public int? Year { get; init; }

    public Evidence? Evidence { get; init; }
}
