using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer;

/// <summary>Copies a document's content into a new revision, each value fitted into its column.</summary>
internal static class RevisionContent
{
    public static string Title(PracticeDocument document, ColumnLimits limits)
    {
        var title = document.Title.Trim();
        var max = limits.Limit(typeof(PracticeRevision), nameof(PracticeRevision.Title));
        if (title.Length <= max)
        {
            return title;
        }

        limits.Doubts.Add($"Tytuł jest dłuższy niż {max} znaków; skrócono go, a całość otwiera «Inne informacje».");
        return ColumnLimits.CutAtWord(title, max - 1) + "…";
    }

    public static Metryka Metryka(Metryka card, ColumnLimits limits) => new()
    {
        IntroducedOn = card.IntroducedOn,
        UpdatedOn = card.UpdatedOn,
        UnitType = card.UnitType,
        Locality = limits.Optional<Metryka>(nameof(card.Locality), "Miejscowość", card.Locality),
        County = limits.Optional<Metryka>(nameof(card.County), "Powiat", card.County),
        Voivodeship = limits.Optional<Metryka>(nameof(card.Voivodeship), "Województwo", card.Voivodeship),
        PostalCode = limits.Optional<Metryka>(nameof(card.PostalCode), "Kod pocztowy", card.PostalCode),
        PostOffice = limits.Optional<Metryka>(nameof(card.PostOffice), "Poczta", card.PostOffice),
        UnitName = card.UnitName is null ? null : ColumnLimits.Tidy(limits.Required<Metryka>(nameof(card.UnitName), "Jednostka wdrażająca", card.UnitName)),
        Street = limits.Optional<Metryka>(nameof(card.Street), "Ulica", card.Street),
        Website = limits.Address<Metryka>(nameof(card.Website), "Witryna internetowa", card.Website),
        Population = card.Population,
        PopulationYear = card.PopulationYear,
    };

    /// <summary>Fills every field but those that refer to other tables. To be called last: it takes over what the others moved.</summary>
    public static void Fill(PracticeRevision revision, PracticeDocument document, ColumnLimits limits)
    {
        revision.Summary = document.Summary.Trim();
        revision.Result = Result(document.Result ?? new(), limits);
        revision.Problem = ColumnLimits.Tidy(document.Problem);
        revision.MainGoal = ColumnLimits.Tidy(document.MainGoal);
        revision.SpecificGoals = [.. document.SpecificGoals];
        revision.TargetGroupsText = ColumnLimits.Tidy(document.TargetGroupsText);
        revision.PeopleCount = document.PeopleCount;
        revision.ActivitiesText = ColumnLimits.Tidy(document.ActivitiesText);
        revision.Activities = [.. document.Activities];
        revision.ScheduleText = ColumnLimits.Tidy(document.ScheduleText);
        revision.Periods = [.. document.Periods];
        revision.PartnersText = ColumnLimits.Tidy(document.PartnersText);
        revision.Organisation = ColumnLimits.Tidy(document.Organisation);
        revision.LegalText = ColumnLimits.Tidy(document.LegalText);
        revision.LegalBases = [.. document.LegalBases.Select(b => b with { Url = limits.WebAddress($"Podstawa prawna, adres: {b.Title}", b.Url) })];
        revision.CostsText = ColumnLimits.Tidy(document.CostsText);
        revision.Cost = limits.Money("Koszt", document.Cost);
        revision.CostPerParticipant = limits.Money("Koszt na uczestnika", document.CostPerParticipant);
        revision.FundingSources = [.. document.FundingSources];
        revision.ResultsText = ColumnLimits.Tidy(document.ResultsText);
        revision.Indicators = [.. document.Indicators];
        revision.Difficulties = ColumnLimits.Tidy(document.Difficulties);
        revision.Sustainability = ColumnLimits.Tidy(document.Sustainability);
        revision.WorksWithoutFunding = document.WorksWithoutFunding;
        revision.Partners.AddRange(document.Partners.Select((p, i) => new Partner
        {
            Order = i,
            Name = limits.Required<Partner>(nameof(p.Name), "Partner", p.Name),
            Kind = p.Kind,
            Role = ColumnLimits.Tidy(p.Role),
            Contribution = ColumnLimits.Tidy(p.Contribution),
        }));
        var wholeTitle = document.Title.Trim() is { } title && title != revision.Title ? title : null;
        revision.OtherInformation = ColumnLimits.Tidy(string.Join("\n\n",
            new[] { wholeTitle is null ? null : Import.Markdown.Escape(wholeTitle), ColumnLimits.Tidy(document.OtherInformation) }.Concat(limits.Moved).OfType<string>()));
    }

    public static ExpertOpinion Opinion(OpinionDocument document, ColumnLimits limits) => new()
    {
        Expert = limits.Optional<ExpertOpinion>(nameof(document.Expert), "Ekspert", document.Expert),
        ExpertTitle = limits.Optional<ExpertOpinion>(nameof(document.ExpertTitle), "Dziedzina eksperta", document.ExpertTitle),
        Text = document.Text.Trim(),
        Recommended = document.Recommended,
        WorksWithoutFunding = document.WorksWithoutFunding,
        Scores = [.. document.Scores],
        SignedOn = document.SignedOn,
    };

    public static Adoption Adoption(AdoptionDocument document, ColumnLimits limits) => new()
    {
        Adopter = limits.Required<Adoption>(nameof(document.Adopter), "Wdrożenie w innej jednostce", document.Adopter),
        Year = document.Year,
        Changes = ColumnLimits.Tidy(document.Changes),
        Result = ColumnLimits.Tidy(document.Result),
    };

    public static Attachment Attachment(AttachmentDocument document, StoredFile file, int order, ColumnLimits limits) => new()
    {
        Sha256 = file.Sha256,
        FileName = FileName(document.FileName, limits),
        Title = limits.Required<Attachment>(nameof(document.Title), "Tytuł załącznika", document.Title),
        Description = limits.Optional<Attachment>(nameof(document.Description), "Opis załącznika", document.Description),
        AltText = limits.Optional<Attachment>(nameof(document.AltText), "Tekst alternatywny załącznika", document.AltText),
        Licence = limits.Required<Attachment>(nameof(document.Licence), "Licencja załącznika", document.Licence),
        Order = order,
    };

    /// <summary>The name alone, whatever folders the document put before it.</summary>
    private static string FileName(string fileName, ColumnLimits limits)
    {
        var name = Path.GetFileName(fileName.Replace('\\', '/')).Trim();
        var max = limits.Limit(typeof(Attachment), nameof(Domain.Attachment.FileName));
        if (name.Length <= max)
        {
            return name;
        }

        limits.Doubts.Add($"Nazwa pliku załącznika jest dłuższa niż {max} znaków; skrócono ją.");
        var extension = Path.GetExtension(name);
        return ColumnLimits.CutAtWord(name, max - extension.Length) + extension;
    }

    private static ResultDetails Result(ResultDetails result, ColumnLimits limits) => new()
    {
        Beneficiaries = ColumnLimits.Tidy(result.Beneficiaries),
        Programme = limits.Optional<ResultDetails>(nameof(result.Programme), "Program", result.Programme),
        ProjectNumbers = [.. result.ProjectNumbers],
        TestRegion = limits.Optional<ResultDetails>(nameof(result.TestRegion), "Region testowania", result.TestRegion),
    };
}
