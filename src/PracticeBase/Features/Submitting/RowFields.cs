using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Submitting;

/// <summary>Writes the fields that have several rows, such as the contacts. With an error in any row nothing of the field is written.</summary>
internal static class RowFields
{
    private delegate bool TryRead<T>(string typed, out T value);

    public static void WriteContacts(FieldWriter w)
    {
        var contacts = w.Typed.Rows.Select((row, i) => (
            Name: Required(w, row, 0, i, "Name"),
            Post: FieldWriter.Cell(row, 1),
            Email: Email(w, FieldWriter.Cell(row, 2), i),
            Phone: Phone(w, FieldWriter.Cell(row, 3), i),
            Visibility: Choice<ContactVisibility>(w, row[4], i, "Visibility") ?? ContactVisibility.Public,
            ValidUntil: ValidUntil(w, FieldWriter.Cell(row, 5), i))).ToList();
        if (w.Errors.Count > 0)
        {
            return;
        }

        // A draft has contacts of its own: what the public sees stays as it is.
        var kept = w.Revision.Contacts.OrderBy(c => c.Order).ToList();
        w.Revision.Contacts.RemoveAll(c => kept.IndexOf(c) >= contacts.Count);
        for (var i = 0; i < contacts.Count; i++)
        {
            if (i >= kept.Count)
            {
                kept.Add(new RevisionContact { Contact = new Contact { Name = "" }, Order = i == 0 ? 0 : kept[i - 1].Order + 1 });
                w.Revision.Contacts.Add(kept[i]);
            }

            var contact = kept[i].Contact;
            (contact.Name, contact.Post, contact.Email, contact.Phone, contact.Visibility, contact.ValidUntil) =
                (contacts[i].Name, contacts[i].Post, contacts[i].Email, contacts[i].Phone, contacts[i].Visibility, contacts[i].ValidUntil);
        }
    }

    private static DateOnly ValidUntil(FieldWriter w, string? typed, int row)
    {
        var longest = w.Today.AddYears(5);
        if (typed is null)
        {
            return w.Today.AddYears(Contact.DefaultValidityYears);
        }

        if (!TypedValue.TryDate(typed, out var date))
        {
            w.RowError(row, "ValidUntil", "Submission.Error.Date");
        }
        else if (date < w.Today || date > longest)
        {
            w.RowError(row, "ValidUntil", "Submission.Error.ValidUntil", TypedValue.Show(w.Today), TypedValue.Show(longest));
        }

        return date;
    }

    private static string? Email(FieldWriter w, string? typed, int row)
    {
        if (typed is not null && EmailAddress.Read(typed) is null)
        {
            w.RowError(row, "Email", "Submission.Error.Email");
        }

        return typed;
    }

    private static string? Phone(FieldWriter w, string? typed, int row)
    {
        if (typed is not null && (typed.Count(char.IsAsciiDigit) < 7 || typed.Any(c => char.IsControl(c) || c is '<' or '>')))
        {
            w.RowError(row, "Phone", "Submission.Error.Phone");
        }

        return typed;
    }

    public static void WriteActivities(FieldWriter w)
    {
        var activities = w.Typed.Rows.Select((row, i) => new Activity
        {
            Name = Required(w, row, 0, i, "Name"),
            Description = FieldWriter.Cell(row, 1),
            Hours = RowAmount(w, row, 2, i, "Hours"),
            HoursTo = RowAmount(w, row, 3, i, "HoursTo"),
        }).ToList();
        for (var i = 0; i < activities.Count; i++)
        {
            if (activities[i].HoursTo is { } to && (activities[i].Hours is not { } from || to < from))
            {
                w.RowError(i, "HoursTo", "Submission.Error.HoursTo");
            }
        }

        if (w.Errors.Count == 0)
        {
            w.Revision.Activities = activities;
        }
    }

    public static void WritePeriods(FieldWriter w)
    {
        var periods = w.Typed.Rows.Select((row, i) => new Period
        {
            Label = FieldWriter.Cell(row, 0),
            From = RowDate(w, row, 1, i, "From"),
            To = RowDate(w, row, 2, i, "To"),
            Ongoing = row[3] == SubmissionFields.YesValue,
        }).ToList();
        for (var i = 0; i < periods.Count; i++)
        {
            if (w.Typed.Rows[i][3] is not ("" or SubmissionFields.YesValue or SubmissionFields.NoValue))
            {
                w.RowError(i, "Ongoing", "Submission.Error.Choice");
            }
            else if (periods[i] is { From: { } from, To: { } to } && to.LastDay < from.FirstDay)
            {
                w.RowError(i, "To", "Submission.Error.EndBeforeStart");
            }
            else if (periods[i] is { Ongoing: true, To: not null })
            {
                w.RowError(i, "Ongoing", "Submission.Error.OngoingWithEnd");
            }
            else if (periods[i] is { From: null, To: null, Ongoing: false } && !w.Errors.Exists(e => e.Row == i))
            {
                w.RowError(i, "From", "Submission.Error.PeriodDates");
            }
        }

        if (w.Errors.Count == 0)
        {
            w.Revision.Periods = periods;
        }
    }

    public static void WritePartners(FieldWriter w)
    {
        var partners = w.Typed.Rows.Select((row, i) => new Partner
        {
            Name = Required(w, row, 0, i, "Name"),
            Kind = Choice<PartnerKind>(w, row[1], i, "Kind"),
            Role = FieldWriter.Cell(row, 2),
            Contribution = FieldWriter.Cell(row, 3),
            Order = i,
        }).ToList();
        if (w.Errors.Count == 0)
        {
            w.Revision.Partners.Clear();
            w.Revision.Partners.AddRange(partners);
        }
    }

    public static void WriteLegalBases(FieldWriter w)
    {
        var bases = w.Typed.Rows.Select((row, i) => new LegalBasis { Title = Required(w, row, 0, i, "Act"), Url = SubmissionFields.Address(w, FieldWriter.Cell(row, 1), i) }).ToList();
        if (w.Errors.Count == 0)
        {
            w.Revision.LegalBases = bases;
        }
    }

    public static void WriteIndicators(FieldWriter w)
    {
        var indicators = w.Typed.Rows.Select((row, i) => new Indicator
        {
            Name = Required(w, row, 0, i, "Name"),
            Unit = FieldWriter.Cell(row, 1),
            Baseline = Figure(w, row, 2, i, "Baseline"),
            Target = Figure(w, row, 3, i, "Target"),
            Achieved = Figure(w, row, 4, i, "Achieved"),
            Year = Year(w, row, 5, i, "Year"),
            Evidence = Choice<Evidence>(w, row[6], i, "Evidence"),
        }).ToList();
        if (w.Errors.Count == 0)
        {
            w.Revision.Indicators = indicators;
        }
    }

    public static void WriteFundingSources(FieldWriter w)
    {
        var sources = w.Typed.Rows.Select((row, i) => new FundingSource
        {
            Programme = Required(w, row, 0, i, "Programme"),
            ProjectNumber = FieldWriter.Cell(row, 1),
            Amount = RowAmount(w, row, 2, i, "Amount"),
        }).ToList();
        if (w.Errors.Count == 0)
        {
            w.Revision.FundingSources = sources;
        }
    }

    private static string Required(FieldWriter w, IReadOnlyList<string> row, int cell, int number, string column)
    {
        if (row[cell].Length == 0)
        {
            w.RowError(number, column, "Submission.Error.RowName");
        }

        return row[cell];
    }

    private static T? Choice<T>(FieldWriter w, string typed, int row, string column)
        where T : struct, Enum
    {
        if (typed.Length == 0)
        {
            return null;
        }

        if (Enum.GetNames<T>().Contains(typed))
        {
            return Enum.Parse<T>(typed);
        }

        w.RowError(row, column, "Submission.Error.Choice");
        return null;
    }

    private static decimal? RowAmount(FieldWriter w, IReadOnlyList<string> row, int cell, int number, string column) =>
        Read<decimal>(w, row[cell], number, column, TypedValue.TryAmount, "Submission.Error.Amount");

    private static decimal? Figure(FieldWriter w, IReadOnlyList<string> row, int cell, int number, string column) =>
        Read<decimal>(w, row[cell], number, column, TypedValue.TryFigure, "Submission.Error.Figure");

    private static int? Year(FieldWriter w, IReadOnlyList<string> row, int cell, int number, string column) =>
        Read(w, row[cell], number, column, (string typed, out int year) => TypedValue.TryCount(typed, out year) && year is >= 1900 and <= 2200, "Submission.Error.Year");

    private static PartialDate? RowDate(FieldWriter w, IReadOnlyList<string> row, int cell, int number, string column) =>
        Read<PartialDate>(w, row[cell], number, column, TypedValue.TryPartialDate, "Submission.Error.PartialDate");

    /// <summary>Null when the cell is empty; what cannot be read is an error, and nothing is written then.</summary>
    private static T? Read<T>(FieldWriter w, string typed, int row, string column, TryRead<T> read, string error)
        where T : struct
    {
        if (typed.Length == 0)
        {
            return null;
        }

        if (!read(typed, out var value))
        {
            w.RowError(row, column, error);
        }

        return value;
    }
}
