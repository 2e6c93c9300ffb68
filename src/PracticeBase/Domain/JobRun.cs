namespace PracticeBase.Domain;

/// <summary>A job that comes round, and which node has it in hand. Moments are those of the clock of the node that wrote them.</summary>
public sealed class JobRun
{
    public const int MaxText = 100;

    /// <summary>Name of the job: «AlertJob».</summary>
    public required string Name { get; init; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset NextAt { get; set; }

    /// <summary>Until when it belongs to <see cref="Node"/>; null while nobody runs it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>The process that ran it last, or runs it.</summary>
    public string? Node { get; set; }

    /// <summary>When its last whole run began.</summary>
    public DateTimeOffset? LastRunAt { get; set; }

    /// <summary>How long that took.</summary>
    public int? LastMilliseconds { get; set; }

    /// <summary>Kind of the exception that ended it; null when it went well.</summary>
    public string? LastError { get; set; }
}
