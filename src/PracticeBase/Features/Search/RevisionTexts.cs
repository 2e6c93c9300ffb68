using PracticeBase.Domain;

namespace PracticeBase.Features.Search;

/// <summary>A text of a revision, and where a reader finds it.</summary>
/// <param name="Section">The key of the section's name: «Section.Problem».</param>
/// <param name="Text">Markdown or plain text; not empty.</param>
internal readonly record struct RevisionText(string Section, string Text);

/// <summary>The texts of a revision's sections, in the order of «Pełna prezentacja».</summary>
internal static class RevisionTexts
{
    public static IEnumerable<RevisionText> Of(PracticeRevision r) => new (string Section, string? Text)[]
    {
        ("Section.Problem", r.Problem),
        ("Section.Goals", r.MainGoal),
        ("Section.Goals", string.Join(" \n", r.SpecificGoals)),
        ("Section.TargetGroups", r.TargetGroupsText),
        ("Section.TargetGroups", r.Result.Beneficiaries),
        ("Section.Activities", r.ActivitiesText),
        ("Section.Activities", string.Join(" \n", r.Activities.Select(a => $"{a.Name}. {a.Description}"))),
        ("Section.Schedule", r.ScheduleText),
        ("Section.Partners", r.PartnersText),
        ("Section.Organisation", r.Organisation),
        ("Section.Legal", r.LegalText),
        ("Section.Legal", string.Join(" \n", r.LegalBases.Select(l => l.Title))),
        ("Section.Costs", r.CostsText),
        ("Section.Results", r.ResultsText),
        ("Section.Results", string.Join(" \n", r.Indicators.Select(i => i.Name))),
        ("Section.Difficulties", r.Difficulties),
        ("Section.Sustainability", r.Sustainability),
        ("Section.Other", r.OtherInformation),
    }.Where(t => !string.IsNullOrWhiteSpace(t.Text)).Select(t => new RevisionText(t.Section, t.Text!));
}
