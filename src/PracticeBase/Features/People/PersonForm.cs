using System.Globalization;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.People;

/// <summary>A contact as an editor corrects it.</summary>
public sealed class PersonForm
{
    public const int MaxName = 200;
    public const int MaxPost = 300;
    public const int MaxPhone = 100;

    /// <summary>The longest validity that can be set, in years from today.</summary>
    public const int MaxYears = 5;

    public string? Name { get; set; }

    public string? Post { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public bool IsInternal { get; set; }

    /// <summary>«2028-11-22»</summary>
    public string? ValidUntil { get; set; }

    /// <summary>What the contact was when the form was shown (<see cref="StampOf"/>).</summary>
    public string? Stamp { get; set; }

    public static PersonForm Of(Contact contact) => new()
    {
        Name = contact.Name,
        Post = contact.Post,
        Phone = contact.Phone,
        Email = contact.Email,
        IsInternal = contact.Visibility == ContactVisibility.Internal,
        ValidUntil = contact.ValidUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Stamp = StampOf(contact),
    };

    /// <summary>Changes with every value.</summary>
    public static string StampOf(Contact contact) =>
        Text.Sha256(string.Join('\n', contact.Name, contact.Post, contact.Phone, contact.Email, contact.Visibility, contact.ValidUntil?.DayNumber))[..16];

    /// <summary>Cleans what was typed and says what is wrong: a text's key by the field's name.</summary>
    public IReadOnlyDictionary<string, string> Check(DateOnly today)
    {
        (Name, Post, Phone) = (InputText.CleanLine(Name), InputText.CleanLine(Post), InputText.CleanLine(Phone));
        var errors = new Dictionary<string, string>();
        if (Name is null)
        {
            errors.Add(nameof(Name), "Review.People.Error.Name");
        }

        foreach (var (field, value, limit) in new[] { (nameof(Name), Name, MaxName), (nameof(Post), Post, MaxPost), (nameof(Phone), Phone, MaxPhone) })
        {
            if (value?.Length > limit)
            {
                errors.Add(field, "Review.People.Error.Long");
            }
        }

        if (!string.IsNullOrWhiteSpace(Email) && EmailAddress.Read(Email) is null)
        {
            errors.Add(nameof(Email), "Review.People.Error.Email");
        }
        else
        {
            Email = EmailAddress.Read(Email);
        }

        if (Until is not { } until || until.Year < 2000 || until > today.AddYears(MaxYears))
        {
            errors.Add(nameof(ValidUntil), "Review.People.Error.ValidUntil");
        }

        return errors;
    }

    public DateOnly? Until => DateOnly.TryParseExact(ValidUntil, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
