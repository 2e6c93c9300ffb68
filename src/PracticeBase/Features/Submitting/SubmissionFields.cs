using System.Globalization;
using PracticeBase.Domain;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Submitting;

/// <summary>What the form's fields choose from.</summary>
/// <param name="Places">The local governments that the typed name may mean; one when it is clear.</param>
public sealed record SubmissionLists(Catalogue Catalogue, IReadOnlyList<LocalGovernment> Places);

/// <summary>The inputs of every step but the attachments, which have a form of their own.</summary>
public static class SubmissionFields
{
    public const int MaxRows = 60;

    private const int MaxWebsite = 500;

    internal const string YesValue = "tak";
    internal const string NoValue = "nie";

    private static readonly string[] YesNo = [NoValue, YesValue];

    private static readonly Dictionary<string, FieldEditor> ByKey = All().ToDictionary(e => e.Key);

    /// <summary>The inputs of a step for a practice of this kind, in the order of <see cref="RevisionField.All"/>.</summary>
    public static IReadOnlyList<FieldEditor> Of(SubmissionStep step, PracticeKind kind) =>
        [.. RevisionField.Of(kind).Where(f => f.Step == step && ByKey.ContainsKey(f.Key)).Select(f => ByKey[f.Key])];

    /// <summary>The input of a field, when this kind of practice has it in this step.</summary>
    public static FieldEditor? Find(SubmissionStep step, PracticeKind kind, string key) => Of(step, kind).FirstOrDefault(e => e.Key == key);

    /// <summary>What a step's form showed: «Title=ab12…;Summary=…».</summary>
    public static string Stamp(SubmissionStep step, PracticeRevision revision) =>
        string.Join(';', Of(step, revision.Practice.Kind).Select(e => $"{e.Key}={e.Show(revision).Stamp}"));

    private static IEnumerable<FieldEditor> All() =>
    [
        new("LocalGovernment", InputKind.Place, r => FieldInput.Of("LocalGovernment", r.LocalGovernment is { } place ? LocalGovernmentFinder.Label(place) : null), WritePlace) { Max = 200 },
        Line("UnitName", 300, r => r.Metryka.UnitName, (r, v) => r.Metryka.UnitName = v),
        Line("Locality", 100, r => r.Metryka.Locality, (r, v) => r.Metryka.Locality = v),
        Line("Street", 200, r => r.Metryka.Street, (r, v) => r.Metryka.Street = v),
        new("PostalCode", InputKind.Line, r => FieldInput.Of("PostalCode", r.Metryka.PostalCode), WritePostalCode) { Max = 10, InputMode = "numeric" },
        Line("PostOffice", 100, r => r.Metryka.PostOffice, (r, v) => r.Metryka.PostOffice = v),
        new("Website", InputKind.Line, r => FieldInput.Of("Website", r.Metryka.Website), WriteWebsite) { Max = MaxWebsite, InputMode = "url" },
        Count("Population", r => r.Metryka.Population, (r, v) => r.Metryka.Population = v),
        Rows("Contacts", r => r.Contacts.OrderBy(c => c.Order).Select(c => new[]
            {
                c.Contact.Name, c.Contact.Post ?? "", c.Contact.Email ?? "", c.Contact.Phone ?? "", c.Contact.Visibility.ToString(), TypedValue.Show(c.Contact.ValidUntil),
            }), RowFields.WriteContacts,
            new("Name", 200), new("Post", 300), new("Email", 254, InputMode: "email", Type: "email"), new("Phone", 100, InputMode: "tel", Type: "tel"),
            new("Visibility", 20, Enum.GetNames<ContactVisibility>(), "Submission.Visibility"), new("ValidUntil", 10, InputMode: "numeric")),
        new("Title", InputKind.Line, r => FieldInput.Of("Title", r.Title), WriteTitle) { Max = 300 },
        new("Category", InputKind.Category, r => FieldInput.Of("Category", r.CategoryId?.ToString(CultureInfo.InvariantCulture)), WriteCategory) { Max = 10 },
        Area("Summary", 8, r => r.Summary, (r, v) => r.Summary = v ?? ""),
        Line("Programme", 500, r => r.Result.Programme, (r, v) => r.Result.Programme = v),
        Rows("ProjectNumbers", r => r.Result.ProjectNumbers.Select(n => new[] { n }), w => w.Revision.Result.ProjectNumbers = [.. w.Typed.Rows.Select(row => row[0])], new InputColumn("Number", 100)),
        Area("Beneficiaries", 3, r => r.Result.Beneficiaries, (r, v) => r.Result.Beneficiaries = v),
        Line("TestRegion", 200, r => r.Result.TestRegion, (r, v) => r.Result.TestRegion = v),
        Area("Problem", 8, r => r.Problem, (r, v) => r.Problem = v),
        Area("MainGoal", 3, r => r.MainGoal, (r, v) => r.MainGoal = v),
        Rows("SpecificGoals", r => r.SpecificGoals.Select(g => new[] { g }), w => w.Revision.SpecificGoals = [.. w.Typed.Rows.Select(row => row[0])], new InputColumn("Goal", 1000)),
        new("TargetGroups", InputKind.TargetGroups, r => FieldInput.OfRows("TargetGroups",
            r.TargetGroups.Select(g => g.TargetGroupId.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal).Select(id => new[] { id })), WriteTargetGroups),
        Area("TargetGroupsText", 3, r => r.TargetGroupsText, (r, v) => r.TargetGroupsText = v),
        Count("PeopleCount", r => r.PeopleCount, (r, v) => r.PeopleCount = v),
        Area("ActivitiesText", 8, r => r.ActivitiesText, (r, v) => r.ActivitiesText = v),
        Rows("Activities", r => r.Activities.Select(a => new[] { a.Name, a.Description ?? "", TypedValue.Show(a.Hours), TypedValue.Show(a.HoursTo) }), RowFields.WriteActivities,
            new("Name", 500), new("Description", 2000, IsLong: true), new("Hours", 10, InputMode: "decimal"), new("HoursTo", 10, InputMode: "decimal")),
        Area("ScheduleText", 4, r => r.ScheduleText, (r, v) => r.ScheduleText = v),
        Rows("Periods", r => r.Periods.Select(p => new[] { p.Label ?? "", TypedValue.Show(p.From), TypedValue.Show(p.To), p.Ongoing ? YesValue : NoValue }), RowFields.WritePeriods,
            new("Label", 200), new("From", 10, InputMode: "numeric"), new("To", 10, InputMode: "numeric"), new("Ongoing", 3, YesNo)),
        Area("PartnersText", 4, r => r.PartnersText, (r, v) => r.PartnersText = v),
        Rows("Partners", r => r.Partners.OrderBy(p => p.Order).Select(p => new[] { p.Name, p.Kind?.ToString() ?? "", p.Role ?? "", p.Contribution ?? "" }), RowFields.WritePartners,
            new("Name", 500), new("Kind", 20, ["", .. Enum.GetNames<PartnerKind>()], "PartnerKind"), new("Role", 1000), new("Contribution", 1000)),
        Area("Organisation", 5, r => r.Organisation, (r, v) => r.Organisation = v),
        Area("LegalText", 3, r => r.LegalText, (r, v) => r.LegalText = v),
        Rows("LegalBases", r => r.LegalBases.Select(b => new[] { b.Title, b.Url ?? "" }), RowFields.WriteLegalBases, new("Act", 1000), new("Url", 500, InputMode: "url")),
        Area("ResultsText", 8, r => r.ResultsText, (r, v) => r.ResultsText = v),
        Rows("Indicators", r => r.Indicators.Select(i => new[]
            {
                i.Name, i.Unit ?? "", TypedValue.Show(i.Baseline), TypedValue.Show(i.Target), TypedValue.Show(i.Achieved), TypedValue.Show(i.Year), i.Evidence?.ToString() ?? "",
            }), RowFields.WriteIndicators,
            new("Name", 500), new("Unit", 100), new("Baseline", 20, InputMode: "decimal"), new("Target", 20, InputMode: "decimal"), new("Achieved", 20, InputMode: "decimal"),
            new("Year", 4, InputMode: "numeric"), new("Evidence", 30, ["", .. Enum.GetNames<Evidence>()], "Evidence")),
        Area("Difficulties", 6, r => r.Difficulties, (r, v) => r.Difficulties = v),
        Area("Sustainability", 6, r => r.Sustainability, (r, v) => r.Sustainability = v),
        Area("OtherInformation", 4, r => r.OtherInformation, (r, v) => r.OtherInformation = v),
        Area("CostsText", 5, r => r.CostsText, (r, v) => r.CostsText = v),
        Amount("Cost", r => r.Cost, (r, v) => r.Cost = v),
        Amount("CostPerParticipant", r => r.CostPerParticipant, (r, v) => r.CostPerParticipant = v),
        Rows("FundingSources", r => r.FundingSources.Select(f => new[] { f.Programme, f.ProjectNumber ?? "", TypedValue.Show(f.Amount) }), RowFields.WriteFundingSources,
            new("Programme", 500), new("ProjectNumber", 100), new("Amount", 20, InputMode: "decimal")),
        new("WorksWithoutFunding", InputKind.YesNo, r => FieldInput.Of("WorksWithoutFunding", r.WorksWithoutFunding switch { true => YesValue, false => NoValue, null => "" }), WriteWorksWithoutFunding) { Max = 3 },
        Check("ConsentsToPublication", r => r.ConsentsToPublication, (r, v) => r.ConsentsToPublication = v),
        Check("ContactsInformed", r => r.ContactsInformed, (r, v) => r.ContactsInformed = v),
        Check("PersonalDataChecked", r => r.PersonalDataChecked, (r, v) => r.PersonalDataChecked = v),
    ];

    private static FieldEditor Line(string key, int max, Func<PracticeRevision, string?> get, Action<PracticeRevision, string?> set) =>
        new(key, InputKind.Line, r => FieldInput.Of(key, get(r)), w => set(w.Revision, w.Value)) { Max = max };

    private static FieldEditor Area(string key, int lines, Func<PracticeRevision, string?> get, Action<PracticeRevision, string?> set) =>
        new(key, InputKind.Area, r => FieldInput.Of(key, get(r)), w => set(w.Revision, w.Value)) { Lines = lines };

    private static FieldEditor Check(string key, Func<PracticeRevision, bool> get, Action<PracticeRevision, bool> set) =>
        new(key, InputKind.Check, r => FieldInput.Of(key, get(r) ? YesValue : ""), w => set(w.Revision, w.Value == YesValue)) { Max = 3 };

    private static FieldEditor Rows(string key, Func<PracticeRevision, IEnumerable<string[]>> show, Action<FieldWriter> write, params InputColumn[] columns) =>
        new(key, InputKind.Rows, r => FieldInput.OfRows(key, show(r)), write) { Columns = columns };

    private static FieldEditor Count(string key, Func<PracticeRevision, int?> get, Action<PracticeRevision, int?> set) =>
        new(key, InputKind.Line, r => FieldInput.Of(key, TypedValue.Show(get(r))), w =>
        {
            if (w.Value is null)
            {
                set(w.Revision, null);
            }
            else if (TypedValue.TryCount(w.Value, out var count))
            {
                set(w.Revision, count);
            }
            else
            {
                w.Error("Submission.Error.Count");
            }
        })
        { Max = 20, InputMode = "numeric" };

    private static FieldEditor Amount(string key, Func<PracticeRevision, decimal?> get, Action<PracticeRevision, decimal?> set) =>
        new(key, InputKind.Line, r => FieldInput.Of(key, TypedValue.Show(get(r))), w =>
        {
            if (w.Value is null)
            {
                set(w.Revision, null);
            }
            else if (TypedValue.TryAmount(w.Value, out var amount))
            {
                set(w.Revision, amount);
            }
            else
            {
                w.Error("Submission.Error.Amount");
            }
        })
        { Max = 30, InputMode = "decimal" };

    private static void WritePlace(FieldWriter w)
    {
        var revision = w.Revision;
        if (w.Value is null)
        {
            revision.LocalGovernmentId = null;
            return;
        }

        switch (w.Lists.Places)
        {
            case [var place]:
                revision.LocalGovernmentId = place.Id;
                revision.Metryka.UnitType = place.Type;
                revision.Metryka.County = place.Type == LocalGovernmentType.County ? place.Name : place.County?.Name;
                revision.Metryka.Voivodeship = place.Type == LocalGovernmentType.Voivodeship ? place.Name : place.Voivodeship?.Name;
                break;
            case []:
                w.Error("Submission.Error.PlaceUnknown", w.Value);
                break;
            default:
                w.Error("Submission.Error.PlaceAmbiguous", string.Join("; ", w.Lists.Places.Take(8).Select(LocalGovernmentFinder.Label)));
                break;
        }
    }

    private static void WriteTitle(FieldWriter w)
    {
        if (w.Value is null)
        {
            w.Error("Submission.Error.Title");
            return;
        }

        w.Revision.Title = w.Value;
    }

    private static void WritePostalCode(FieldWriter w)
    {
        var digits = string.Concat((w.Value ?? "").Where(char.IsAsciiDigit));
        if (w.Value is not null && (digits.Length != 5 || w.Value.Any(c => !char.IsAsciiDigit(c) && c is not ('-' or ' ' or '–'))))
        {
            w.Error("Submission.Error.PostalCode");
            return;
        }

        w.Revision.Metryka.PostalCode = w.Value is null ? null : $"{digits[..2]}-{digits[2..]}";
    }

    private static void WriteWebsite(FieldWriter w)
    {
        var address = Address(w, w.Value);
        if (address?.Length > MaxWebsite)
        {
            // With the scheme that was left out.
            w.Error("Submission.Error.TooLong", MaxWebsite);
        }

        if (w.Errors.Count == 0)
        {
            w.Revision.Metryka.Website = address;
        }
    }

    /// <summary>An absolute http or https address; the scheme may be left out.</summary>
    internal static string? Address(FieldWriter w, string? typed, int? row = null, string column = "Url")
    {
        if (typed is null)
        {
            return null;
        }

        var address = typed.Contains("://", StringComparison.Ordinal) ? typed : "https://" + typed;
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.Host.Contains('.', StringComparison.Ordinal) && !typed.Contains(' ', StringComparison.Ordinal) && uri.UserInfo.Length == 0)
        {
            return address;
        }

        if (row is { } number)
        {
            w.RowError(number, column, "Submission.Error.Address");
        }
        else
        {
            w.Error("Submission.Error.Address");
        }

        return null;
    }

    private static void WriteCategory(FieldWriter w)
    {
        if (w.Value is null)
        {
            w.Revision.CategoryId = null;
        }
        else if (int.TryParse(w.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && w.Lists.Catalogue.Categories.TryGetValue(id, out var category) && (!category.IsHidden || w.Revision.CategoryId == id))
        {
            w.Revision.CategoryId = id;
        }
        else
        {
            w.Error("Submission.Error.Choice");
        }
    }

    private static void WriteTargetGroups(FieldWriter w)
    {
        var known = w.Lists.Catalogue.TargetGroups.ToDictionary(g => g.Id.ToString(CultureInfo.InvariantCulture), g => g.Id);
        if (w.Typed.Rows.Any(row => !known.ContainsKey(row[0])))
        {
            w.Error("Submission.Error.Choice");
            return;
        }

        var chosen = w.Typed.Rows.Select(row => known[row[0]]).ToHashSet();
        w.Revision.TargetGroups.RemoveAll(g => !chosen.Contains(g.TargetGroupId));
        w.Revision.TargetGroups.AddRange(chosen.Except(w.Revision.TargetGroups.Select(g => g.TargetGroupId)).Select(id => new RevisionTargetGroup { TargetGroupId = id }));
    }

    private static void WriteWorksWithoutFunding(FieldWriter w)
    {
        if (w.Value is not (null or YesValue or NoValue))
        {
            w.Error("Submission.Error.Choice");
            return;
        }

        w.Revision.WorksWithoutFunding = w.Value is null ? null : w.Value == YesValue;
    }
}
