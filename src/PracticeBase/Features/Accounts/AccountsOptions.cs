using System.ComponentModel.DataAnnotations;

namespace PracticeBase.Features.Accounts;

/// <summary>«Accounts:*»: how often one may try. What one person in an office does stays far below.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>Sign-ins, second steps, registrations and resets from one network address.</summary>
    [Range(1, int.MaxValue)]
    public int AttemptsPerAddress { get; set; } = 120;

    /// <summary>The same from one network address for one account.</summary>
    [Range(1, int.MaxValue)]
    public int AttemptsPerAccount { get; set; } = 20;

    [Range(1, 1440)]
    public int AttemptMinutes { get; set; } = 10;

    /// <summary>Letters in an hour that strangers can have sent to one e-mail address.</summary>
    [Range(1, int.MaxValue)]
    public int LettersPerHour { get; set; } = 5;
}
