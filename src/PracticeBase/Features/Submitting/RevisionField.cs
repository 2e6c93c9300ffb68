using System.Globalization;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Submitting;

/// <summary>The pages of the submission form, in their order.</summary>
public enum SubmissionStep
{
    Unit,
    Title,
    Presentation,
    Costs,
    Consents,
    Preview,
}

/// <summary>
/// One field of a practice, as forms, completeness, remarks and differences know it. The key is the name of the input, the anchor
/// of the form and the field of a <see cref="Remark"/>; its label is the text `Submission.Field.{Key}`.
/// </summary>
/// <param name="Key">«Summary»</param>
/// <param name="Step">The page it is on.</param>
/// <param name="Text">The value as people read it, a line for each item of a list; null when empty. Target groups, contacts, partners, attachments, category and places must be loaded.</param>
/// <param name="IsComplete">Null for what may stay empty; otherwise whether it is good enough to submit.</param>
/// <param name="IsPersonal">Left out of what the public sees.</param>
/// <param name="Kind">The kind of practice that has it; null for both.</param>
public sealed record RevisionField(
    string Key, SubmissionStep Step, Func<PracticeRevision, Words, string?> Text, Func<PracticeRevision, bool>? IsComplete = null, bool IsPersonal = false, PracticeKind? Kind = null)
{
    public const int MinSummary = 300;
    public const int MaxSummary = 2000;

    public string LabelKey => $"Submission.Field.{Key}";

    public static IReadOnlyList<RevisionField> All { get; } =
    [
        new("LocalGovernment", SubmissionStep.Unit, (r, _) => r.LocalGovernment is { } g ? LocalGovernmentFinder.Label(g) : null, r => r.LocalGovernmentId is not null),
        new("UnitName", SubmissionStep.Unit, (r, _) => r.Metryka.UnitName, r => Has(r.Metryka.UnitName)),
        new("Locality", SubmissionStep.Unit, (r, _) => r.Metryka.Locality, r => Has(r.Metryka.Locality)),
        new("Street", SubmissionStep.Unit, (r, _) => r.Metryka.Street),
        new("PostalCode", SubmissionStep.Unit, (r, _) => r.Metryka.PostalCode),
        new("PostOffice", SubmissionStep.Unit, (r, _) => r.Metryka.PostOffice),
        new("Website", SubmissionStep.Unit, (r, _) => r.Metryka.Website),
        new("Population", SubmissionStep.Unit, (r, w) => r.Metryka.Population is { } p ? w.Number(p) + (r.Metryka.PopulationYear is { } y ? $" ({y})" : "") : null),
        new("Contacts", SubmissionStep.Unit, (r, w) => Lines(r.Contacts.OrderBy(c => c.Order).Select(c => ContactLine(c.Contact, w))),
            r => r.Contacts.Exists(c => Has(c.Contact.Name) && (Has(c.Contact.Email) || Has(c.Contact.Phone))), IsPersonal: true),
        new("Title", SubmissionStep.Title, (r, _) => r.Title, r => Has(r.Title)),
        new("Category", SubmissionStep.Title, (r, w) => r.Category is { } c ? (c.Parent is null ? "" : w.Name(c.Parent) + " / ") + w.Name(c) : null, r => r.CategoryId is not null, Kind: PracticeKind.Practice),
        new("Summary", SubmissionStep.Title, (r, _) => r.Summary, r => r.Summary.Trim().Length is >= MinSummary and <= MaxSummary),
        new("Programme", SubmissionStep.Title, (r, _) => r.Result.Programme, r => Has(r.Result.Programme), Kind: PracticeKind.ProgrammeResult),
        new("ProjectNumbers", SubmissionStep.Title, (r, _) => Lines(r.Result.ProjectNumbers), Kind: PracticeKind.ProgrammeResult),
        new("Beneficiaries", SubmissionStep.Title, (r, _) => r.Result.Beneficiaries, Kind: PracticeKind.ProgrammeResult),
        new("TestRegion", SubmissionStep.Title, (r, _) => r.Result.TestRegion, Kind: PracticeKind.ProgrammeResult),
        new("Problem", SubmissionStep.Presentation, (r, _) => r.Problem, r => Has(r.Problem), Kind: PracticeKind.Practice),
        new("MainGoal", SubmissionStep.Presentation, (r, _) => r.MainGoal, r => Has(r.MainGoal), Kind: PracticeKind.Practice),
        new("SpecificGoals", SubmissionStep.Presentation, (r, _) => Lines(r.SpecificGoals), Kind: PracticeKind.Practice),
        new("TargetGroups", SubmissionStep.Presentation, (r, w) => Lines(r.TargetGroups.OrderBy(g => g.TargetGroup.Order).Select(g => w.Name(g.TargetGroup))), r => r.TargetGroups.Count > 0),
        new("TargetGroupsText", SubmissionStep.Presentation, (r, _) => r.TargetGroupsText, Kind: PracticeKind.Practice),
        new("PeopleCount", SubmissionStep.Presentation, (r, w) => r.PeopleCount is { } n ? w.Number(n) : null, Kind: PracticeKind.Practice),
        new("ActivitiesText", SubmissionStep.Presentation, (r, _) => r.ActivitiesText, r => Has(r.ActivitiesText) || r.Activities.Count > 0, Kind: PracticeKind.Practice),
        new("Activities", SubmissionStep.Presentation, (r, w) => Lines(r.Activities.Select(a => ActivityLine(a, w))), Kind: PracticeKind.Practice),
        new("ScheduleText", SubmissionStep.Presentation, (r, _) => r.ScheduleText, Kind: PracticeKind.Practice),
        new("Periods", SubmissionStep.Presentation, (r, w) => Lines(r.Periods.Select(p => PeriodLine(p, w))), r => r.Periods.Count > 0 || Has(r.ScheduleText), Kind: PracticeKind.Practice),
        new("PartnersText", SubmissionStep.Presentation, (r, _) => r.PartnersText, Kind: PracticeKind.Practice),
        new("Partners", SubmissionStep.Presentation, (r, w) => Lines(r.Partners.OrderBy(p => p.Order).Select(p => Join("; ", p.Name, p.Kind is { } k ? w.Plain($"PartnerKind.{k}") : null, p.Role, p.Contribution))), Kind: PracticeKind.Practice),
        new("Organisation", SubmissionStep.Presentation, (r, _) => r.Organisation, Kind: PracticeKind.Practice),
        new("LegalText", SubmissionStep.Presentation, (r, _) => r.LegalText, Kind: PracticeKind.Practice),
        new("LegalBases", SubmissionStep.Presentation, (r, _) => Lines(r.LegalBases.Select(b => Join(" ", b.Title, b.Url))), Kind: PracticeKind.Practice),
        new("ResultsText", SubmissionStep.Presentation, (r, _) => r.ResultsText, r => Has(r.ResultsText) || r.Indicators.Count > 0, Kind: PracticeKind.Practice),
        new("Indicators", SubmissionStep.Presentation, (r, w) => Lines(r.Indicators.Select(i => IndicatorLine(i, w))), Kind: PracticeKind.Practice),
        new("Difficulties", SubmissionStep.Presentation, (r, _) => r.Difficulties, Kind: PracticeKind.Practice),
        new("Sustainability", SubmissionStep.Presentation, (r, _) => r.Sustainability, Kind: PracticeKind.Practice),
        new("OtherInformation", SubmissionStep.Presentation, (r, _) => r.OtherInformation),
        new("CostsText", SubmissionStep.Costs, (r, _) => r.CostsText, r => Has(r.CostsText) || r.Cost is not null, Kind: PracticeKind.Practice),
        new("Cost", SubmissionStep.Costs, (r, w) => r.Cost is { } m ? w.Money(m) : null, Kind: PracticeKind.Practice),
        new("CostPerParticipant", SubmissionStep.Costs, (r, w) => r.CostPerParticipant is { } m ? w.Money(m) : null, Kind: PracticeKind.Practice),
        new("FundingSources", SubmissionStep.Costs, (r, w) => Lines(r.FundingSources.Select(f => Join("; ", f.Programme, f.ProjectNumber, f.Amount is { } m ? w.Money(m) : null))), Kind: PracticeKind.Practice),
        new("WorksWithoutFunding", SubmissionStep.Costs, (r, w) => r.WorksWithoutFunding is { } yes ? w.YesNo(yes) : null, r => r.WorksWithoutFunding is not null),
        new("Attachments", SubmissionStep.Costs, (r, w) => Lines(r.Attachments.OrderBy(a => a.Order).Select(a =>
            Join("; ", $"{a.Title} ({a.FileName}, {w.FileSize(a.File.Size)})", a.Description, a.AltText, a.Licence)))),
        new("ConsentsToPublication", SubmissionStep.Consents, (r, w) => r.ConsentsToPublication ? w.YesNo(true) : null, r => r.ConsentsToPublication),
        new("ContactsInformed", SubmissionStep.Consents, (r, w) => r.ContactsInformed ? w.YesNo(true) : null, r => r.ContactsInformed || r.Contacts.Count == 0),
        new("PersonalDataChecked", SubmissionStep.Consents, (r, w) => r.PersonalDataChecked ? w.YesNo(true) : null, r => r.PersonalDataChecked || r.Attachments.Count == 0),
    ];

    /// <summary>The fields that a practice of this kind has.</summary>
    public static IEnumerable<RevisionField> Of(PracticeKind kind) => All.Where(f => f.Kind is null || f.Kind == kind);

    public static RevisionField? Find(string key) => All.FirstOrDefault(f => f.Key == key);

    /// <summary>What has to be completed before the revision can be submitted, in the form's order.</summary>
    public static IReadOnlyList<RevisionField> Missing(PracticeRevision revision, PracticeKind kind) =>
        [.. Of(kind).Where(f => f.IsComplete is not null && !f.IsComplete(revision))];

    /// <summary>0–100: the share of required fields that are complete.</summary>
    public static int Completeness(PracticeRevision revision, PracticeKind kind)
    {
        var required = Of(kind).Count(f => f.IsComplete is not null);
        return (required - Missing(revision, kind).Count) * 100 / required;
    }

    private static string ContactLine(Contact contact, Words words) => Join(", ", contact.Name, contact.Post, contact.Phone, contact.Email,
        contact.Visibility == ContactVisibility.Internal ? words.Plain("Submission.Contact.Internal") : null,
        contact.ValidUntil is { } until ? words.Plain("Submission.Contact.Until", words.Date(until)) : null)!;

    private static string ActivityLine(Activity activity, Words words) => Join("; ", activity.Name, activity.Description,
        activity.Hours is { } hours ? words.Number(hours) + (activity.HoursTo is { } to ? "–" + words.Number(to) : "") + " h" : null)!;

    private static string PeriodLine(Period period, Words words) => Join(" ", period.Label is null ? null : period.Label + ":",
        period.From is { } from ? words.Date(from) : null, "–", period.Ongoing ? words.Plain("Submission.Period.Ongoing") : period.To is { } to ? words.Date(to) : null)!;

    private static string IndicatorLine(Indicator indicator, Words words) => Join("; ", indicator.Name,
        Figure("Baseline", indicator.Baseline, indicator.Unit, words), Figure("Target", indicator.Target, indicator.Unit, words), Figure("Achieved", indicator.Achieved, indicator.Unit, words),
        indicator.Year?.ToString(CultureInfo.InvariantCulture), indicator.Evidence is { } evidence ? words.Plain($"Evidence.{evidence}") : null)!;

    private static string? Figure(string name, decimal? value, string? unit, Words words) =>
        value is { } number ? words.Plain($"Submission.Indicator.{name}", Join(" ", words.Number(number), unit)) : null;

    private static string? Lines(IEnumerable<string?> lines) => Join("\n", [.. lines]) is { Length: > 0 } text ? text : null;

    private static string? Join(string separator, params IEnumerable<string?> parts) => string.Join(separator, parts.Where(p => !string.IsNullOrWhiteSpace(p)));

    private static bool Has(string? text) => !string.IsNullOrWhiteSpace(text);
}
