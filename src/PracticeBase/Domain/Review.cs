namespace PracticeBase.Domain;

/// <summary>A remark on one field of a revision, or an answer to one; the talk belongs to the revision and both sides see it.</summary>
public sealed class Remark
{
    public int Id { get; init; }

    public required int RevisionId { get; init; }

    public PracticeRevision Revision { get; init; } = null!;

    /// <summary>Key of a <see cref="RevisionField"/>.</summary>
    public required string Field { get; init; }

    /// <summary>The remark that this one answers; null for the first of a thread.</summary>
    public int? ParentId { get; init; }

    public Remark? Parent { get; init; }

    public required int AuthorId { get; init; }

    public Account Author { get; init; } = null!;

    public required DateTimeOffset At { get; init; }

    public required string Text { get; init; }

    /// <summary>Must be resolved before the revision can be approved. Set on the first of a thread.</summary>
    public bool IsBlocking { get; init; }

    public DateTimeOffset? ResolvedAt { get; set; }

    public int? ResolvedById { get; set; }

    public Account? ResolvedBy { get; set; }
}

/// <summary>What was found out about a link in a revision's texts.</summary>
public sealed class LinkCheck
{
    public int Id { get; init; }

    public required int RevisionId { get; init; }

    public PracticeRevision Revision { get; init; } = null!;

    public required string Url { get; init; }

    public required bool IsAlive { get; init; }

    /// <summary>The HTTP status; null when nobody answered.</summary>
    public int? Status { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>One privileged act: who did what to what, with the values before and after. Never edited; kept two years (KRI, Dz.U. 2024 poz. 773).</summary>
public sealed class AuditEntry
{
    public const int KeptYears = 2;

    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null for what was done on the machine itself.</summary>
    public int? AccountId { get; init; }

    public Account? Account { get; init; }

    /// <summary>«category.rename», «account.roles», «revision.approve».</summary>
    public required string Action { get; init; }

    /// <summary>Kind and number of what was touched: «Category 12».</summary>
    public required string Subject { get; init; }

    /// <summary>The subject's name at that moment.</summary>
    public string? SubjectName { get; init; }

    /// <summary>JSON of the values touched; null where there were none.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }
}
