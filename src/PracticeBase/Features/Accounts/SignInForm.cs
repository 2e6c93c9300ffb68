namespace PracticeBase.Features.Accounts;

/// <summary>What signing in carries through its steps.</summary>
public class SignInState
{
    public bool Remember { get; set; }

    /// <summary>Where to afterwards; followed only within the portal.</summary>
    public string? Powrot { get; set; }

    /// <inheritdoc cref="KeptForm"/>
    public string? Zachowane { get; set; }
}

public sealed class SignInForm : SignInState
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>The browser's answer in JSON, when a passkey is used.</summary>
    public string? Klucz { get; set; }
}

public sealed class SecondStepForm : SignInState
{
    public string? Code { get; set; }
}
