namespace PracticeBase.Domain;

public enum PracticeKind
{
    Practice,

    /// <summary>A record of the «Baza rezultatów»: what a programme worked out.</summary>
    ProgrammeResult,
}

/// <summary>One good practice. It lives for years; what it says at a moment is a <see cref="PracticeRevision"/>.</summary>
public sealed class Practice
{
    /// <summary>The permanent number: «BDP 0217» and the first part of the address.</summary>
    public int Id { get; init; }

    /// <summary>Names the practice in exports, so that another portal knows it again.</summary>
    public Guid Uid { get; init; } = Guid.NewGuid();

    public required PracticeKind Kind { get; init; }

    /// <summary>The end of the address, made from the title; an older one redirects.</summary>
    public required string Slug { get; set; }

    /// <summary>What an imported document is known by (<see cref="Text.ImportKey"/>); null when written here.</summary>
    public string? ImportKey { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ArchivedAt { get; set; }

    public string? ArchiveReason { get; set; }

    /// <summary>The local government whose officers may work on it; null for what belongs to nobody here.</summary>
    public int? OwnerId { get; set; }

    public LocalGovernment? Owner { get; set; }

    /// <summary>«Data weryfikacji»: when the authors last said that it is still true.</summary>
    public DateOnly? VerifiedOn { get; set; }

    /// <summary>When the authors were last asked whether it is still true.</summary>
    public DateTimeOffset? VerificationAskedAt { get; set; }

    /// <summary>All readings so far; the sum of <see cref="PracticeReads"/>.</summary>
    public long ReadCount { get; set; }

    public List<PracticeRevision> Revisions { get; } = [];

    public List<ExpertOpinion> Opinions { get; } = [];

    public List<Adoption> Adoptions { get; } = [];

    public string Signature => FormatSignature(Kind, Id);

    /// <summary>«BDP 0217», or «REZ 0034» for a programme result.</summary>
    public static string FormatSignature(PracticeKind kind, int id) =>
        $"{(kind == PracticeKind.ProgrammeResult ? "REZ" : "BDP")} {id:0000}";
}
