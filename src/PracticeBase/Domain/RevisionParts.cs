namespace PracticeBase.Domain;

public enum ContactVisibility
{
    Public,

    /// <summary>Only editors and the unit itself see it.</summary>
    Internal,
}

/// <summary>An official to ask. Personal data: kept apart from the revisions, so that it can be corrected and erased in one place.</summary>
public sealed class Contact
{
    /// <summary>How long a contact is shown when nobody says otherwise.</summary>
    public const int DefaultValidityYears = 2;

    public int Id { get; init; }

    public int? ImplementingUnitId { get; set; }

    public ImplementingUnit? ImplementingUnit { get; set; }

    public required string Name { get; set; }

    public string? Post { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public ContactVisibility Visibility { get; set; }

    /// <summary>The last day on which the contact is shown.</summary>
    public DateOnly? ValidUntil { get; set; }
}

public sealed class RevisionContact
{
    public int RevisionId { get; init; }

    public int ContactId { get; init; }

    public Contact Contact { get; init; } = null!;

    public int Order { get; init; }
}

public enum PartnerKind
{
    Ngo,
    Public,
    Business,
    Church,
    University,
    Informal,
}

public sealed class Partner
{
    public int Id { get; init; }

    public int RevisionId { get; init; }

    public int Order { get; init; }

    public required string Name { get; init; }

    public PartnerKind? Kind { get; init; }

    public string? Role { get; init; }

    /// <summary>What the partner puts in: a room, people, money.</summary>
    public string? Contribution { get; init; }
}

/// <summary>One entry of the controlled list of target groups.</summary>
public sealed class TargetGroup
{
    public int Id { get; init; }

    /// <summary>The value of the filter «grupa»: «seniorzy».</summary>
    public required string Slug { get; init; }

    public required string NamePl { get; set; }

    public required string NameEn { get; set; }

    public int Order { get; set; }

    public string Name(bool english) => english ? NameEn : NamePl;
}

public sealed class RevisionTargetGroup
{
    public int RevisionId { get; init; }

    public PracticeRevision Revision { get; init; } = null!;

    public int TargetGroupId { get; init; }

    public TargetGroup TargetGroup { get; init; } = null!;
}

/// <summary>The content of a file, kept once however many attachments show it.</summary>
public sealed class StoredFile
{
    /// <summary>SHA-256 of the content, 64 lower-case hexadecimal digits: the file's name in the storage.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required string ContentType { get; init; }

    /// <summary>The text that could be read from the document: the transcript, which search finds too.</summary>
    public string? ExtractedText { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed class Attachment
{
    public int Id { get; init; }

    public int RevisionId { get; init; }

    public PracticeRevision Revision { get; init; } = null!;

    public required string Sha256 { get; init; }

    public StoredFile File { get; init; } = null!;

    public required string FileName { get; init; }

    public required string Title { get; set; }

    public string? Description { get; set; }

    public string? AltText { get; set; }

    public string Licence { get; set; } = "CC BY 4.0";

    public int Order { get; set; }
}

public sealed record ExpertScore
{
    public required string Criterion { get; init; }

    /// <summary>1–5.</summary>
    public required int Score { get; init; }
}

public sealed class ExpertOpinion
{
    public int Id { get; init; }

    public int PracticeId { get; init; }

    public Practice Practice { get; init; } = null!;

    /// <summary>Null in old records, which do not say who wrote it.</summary>
    public string? Expert { get; set; }

    /// <summary>The expert's field: «rynek pracy».</summary>
    public string? ExpertTitle { get; set; }

    /// <summary>The account that was asked for it; null for imported ones.</summary>
    public int? ExpertId { get; init; }

    public Account? ExpertAccount { get; init; }

    /// <summary>The revision it was asked about.</summary>
    public int? RevisionId { get; init; }

    public PracticeRevision? Revision { get; init; }

    /// <summary>What the editor wants to know.</summary>
    public string? Question { get; init; }

    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Grows with every save.</summary>
    public int Version { get; set; } = 1;

    public required string Text { get; set; }

    public bool? Recommended { get; set; }

    public bool? WorksWithoutFunding { get; set; }

    public List<ExpertScore> Scores { get; set; } = [];

    /// <summary>Null while the expert is still writing; a signed opinion changes no more.</summary>
    public DateOnly? SignedOn { get; set; }

    /// <summary>The editor wants it shown once the revision is published.</summary>
    public bool IsChosen { get; set; }

    public bool IsPublic { get; set; }
}

/// <summary>Who took the practice over, when, what they changed, with what result.</summary>
public sealed class Adoption
{
    public int Id { get; init; }

    public int PracticeId { get; init; }

    public Practice Practice { get; init; } = null!;

    public required string Adopter { get; init; }

    public int? LocalGovernmentId { get; init; }

    public LocalGovernment? LocalGovernment { get; init; }

    public int? Year { get; init; }

    public string? Changes { get; init; }

    public string? Result { get; init; }
}

/// <summary>One move of a revision: who, when, from where to where. Never edited.</summary>
public sealed class HistoryEntry
{
    public int Id { get; init; }

    public int RevisionId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>As what they acted: «Officer», «Editor», «Administrator», «Expert», «Operator», «System». The name comes from the account, so that it can be erased.</summary>
    public required string Actor { get; init; }

    /// <summary>Null for moves without an account.</summary>
    public int? AccountId { get; init; }

    public Account? Account { get; init; }

    public required ReviewAction Action { get; init; }

    public RevisionStatus? From { get; init; }

    public required RevisionStatus To { get; init; }

    public string? Remark { get; init; }
}
