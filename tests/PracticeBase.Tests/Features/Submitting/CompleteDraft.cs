using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests;

/// <summary>Everything that a draft needs to be submitted, typed as a person would.</summary>
public static class CompleteDraft
{
    public static readonly string Summary = string.Concat(Enumerable.Repeat("Gmina zamieniła pustą szkołę w świetlicę dla seniorów. ", 7));

    private static readonly (string Step, (string Name, string? Value)[] Fields)[] Steps =
    [
        ("jednostka", [("UnitName", "Urząd Gminy"), ("Locality", "Jarzębina"), ("PostalCode", "43100"), ("Contacts.Name", "Anna Zielna"), ("Contacts.Post", "inspektor"), ("Contacts.Email", "anna@example.org")]),
        ("tytul", [("Summary", Summary)]),
        ("prezentacja",
        [
            ("Problem", "Seniorzy nie mieli gdzie się spotykać."), ("MainGoal", "Otwarta świetlica."), ("ActivitiesText", "Remont i zajęcia."),
            ("Periods.Label", "1. edycja"), ("Periods.From", "03.2024"), ("Periods.Ongoing", "tak"), ("ResultsText", "Przychodzi 40 osób."),
        ]),
        ("koszty", [("Cost", "186 000,50 zł"), ("WorksWithoutFunding", "tak")]),
        ("zgody", [("ConsentsToPublication", "tak"), ("ContactsInformed", "tak"), ("PersonalDataChecked", "tak")]),
    ];

    /// <summary>Types it into every step and saves each.</summary>
    public static async Task FillAsync(Visitor officer, int revisionId)
    {
        foreach (var (step, fields) in Steps)
        {
            var page = await officer.GetAsync($"/panel/praktyka/{revisionId}/{step}");
            (string, string?)[] more = step switch
            {
                "tytul" => [("Category", page.Document.QuerySelectorAll("select[name=Category] option").First(o => o.GetAttribute("value") != "").GetAttribute("value"))],
                "prezentacja" => [("TargetGroups", page.Document.QuerySelector("input[name=TargetGroups]")!.GetAttribute("value"))],
                _ => [],
            };
            var saved = await officer.SubmitAsync(page, "Zapisz i dalej", [.. fields, .. more]);
            Xunit.Assert.True(saved.Status == System.Net.HttpStatusCode.SeeOther, $"{step}: {saved.Status} {string.Join("; ", saved.Document.QuerySelectorAll("[role=alert] li").Select(l => l.Words()))}");
        }
    }
}
