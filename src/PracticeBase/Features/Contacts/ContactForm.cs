using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Contacts;

/// <summary>A question to the person named beside a practice.</summary>
public sealed class ContactForm
{
    public const int MaxName = 100;
    public const int MinMessage = 10;
    public const int MaxMessage = 3000;

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Message { get; set; }

    /// <summary>Nobody sees this field; programs fill it in.</summary>
    public string? Website { get; set; }

    /// <summary>When the form was shown (<see cref="FormGuard"/>).</summary>
    public string? Stamp { get; set; }

    /// <summary>Cleans what was typed and says what is wrong: a text's key by the field's name.</summary>
    public IReadOnlyDictionary<string, string> Check()
    {
        Name = InputText.CleanLine(Name);
        Message = InputText.Clean(Message);
        var errors = new Dictionary<string, string>();
        if (Name is null || Name.Length > MaxName)
        {
            errors.Add(nameof(Name), Name is null ? "Contact.Error.Name" : "Contact.Error.NameLong");
        }

        if (EmailAddress.Read(Email) is { } email)
        {
            Email = email;
        }
        else
        {
            errors.Add(nameof(Email), "Contact.Error.Email");
        }

        if (Message is null || Message.Length is < MinMessage or > MaxMessage)
        {
            errors.Add(nameof(Message), Message?.Length > MaxMessage ? "Contact.Error.MessageLong" : "Contact.Error.Message");
        }

        return errors;
    }
}
