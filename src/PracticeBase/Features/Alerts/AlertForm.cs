using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Alerts;

/// <summary>Asks for letters about a listing.</summary>
public sealed class AlertForm
{
    public string? Email { get; set; }

    /// <summary>As the address of a confirmation writes it (<see cref="AlertAddresses.PeriodValue"/>).</summary>
    public string? Period { get; set; }

    /// <summary>Nobody sees this field; programs fill it in.</summary>
    public string? Website { get; set; }

    /// <summary>When the form was shown (<see cref="FormGuard"/>).</summary>
    public string? Stamp { get; set; }

    public AlertPeriod ChosenPeriod => AlertAddresses.ReadPeriod(Period) ?? AlertPeriod.Weekly;

    /// <summary>Cleans what was typed and says what is wrong: a text's key by the field's name.</summary>
    public IReadOnlyDictionary<string, string> Check()
    {
        var errors = new Dictionary<string, string>();
        if (EmailAddress.Read(Email) is { } email)
        {
            Email = email;
        }
        else
        {
            errors.Add(nameof(Email), "Alerts.Error.Email");
        }

        if (AlertAddresses.ReadPeriod(Period) is null)
        {
            errors.Add(nameof(Period), "Alerts.Error.Period");
        }

        return errors;
    }
}

/// <summary>The addresses of alerts' pages, from the site's root without the language.</summary>
public static class AlertAddresses
{
    public const string New = "/powiadomienia/nowe";
    public const string Sent = "/powiadomienia/wyslano";
    public const string Confirm = "/powiadomienia/potwierdz";
    public const string Unsubscribe = "/powiadomienia/rezygnacja";

    /// <summary>The parameter that names a listing.</summary>
    public const string Listing = "adres";

    /// <summary>The parameter that holds an alert's token: the log keeps paths, but no queries.</summary>
    public const string Token = "kod";

    /// <summary>The parameter that names a period.</summary>
    public const string Period = "okres";

    /// <summary>The field of the button that ends all alerts of an address.</summary>
    public const string All = "wszystkie";

    public static string NewFor(string listing) => New + QueryString.Create(Listing, listing).ToUriComponent();

    /// <param name="token">The alert's.</param>
    /// <param name="period">What is confirmed, so that nobody but who reads the letter changes it.</param>
    public static string ConfirmFor(string token, AlertPeriod period) => $"{Confirm}?{Token}={token}&{Period}={PeriodValue(period)}";

    public static string UnsubscribeFor(string token) => $"{Unsubscribe}?{Token}={token}";

    public static string PeriodValue(AlertPeriod period) => period == AlertPeriod.Daily ? "dzien" : "tydzien";

    public static AlertPeriod? ReadPeriod(string? value) =>
        Enum.GetValues<AlertPeriod>().Where(p => PeriodValue(p) == value).Select(p => (AlertPeriod?)p).FirstOrDefault();
}
