namespace PracticeBase.Domain;

public enum AlertPeriod
{
    Daily,
    Weekly,
}

/// <summary>
/// Somebody without an account who wants a letter when a search or listing has something new. Holds an address and nothing else about a
/// person; unsubscribing deletes the row.
/// </summary>
public sealed class Alert
{
    public int Id { get; init; }

    public required string Email { get; init; }

    /// <summary>The listing's address without language: «/szukaj?q=senior&amp;wojewodztwo=slaskie».</summary>
    public required string Address { get; init; }

    /// <summary>What the letter calls the listing: «senior, śląskie».</summary>
    public required string Title { get; init; }

    public required AlertPeriod Period { get; set; }

    /// <summary>«pl» or «en».</summary>
    public required string Language { get; init; }

    /// <summary>Opens confirming and unsubscribing; 43 characters that nobody can guess.</summary>
    public required string Token { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null until the address was confirmed: no letter but the one that asks.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>What was published up to here has been told.</summary>
    public required DateTimeOffset ToldUntil { get; set; }
}
