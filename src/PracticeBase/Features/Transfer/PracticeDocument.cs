using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer;

/// <summary>A file of the portal's own format: UTF-8 JSON, extension .json.</summary>
public sealed record PracticeExport
{
    public const string CurrentFormat = "practicebase/1";

    public string Format { get; init; } = CurrentFormat;

    public IReadOnlyList<PracticeDocument> Practices { get; init; } = [];

    public static JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };
}

/// <summary>
/// One practice with everything the model holds, independent of any database: what an imported page is read into,
/// what an export writes, and what the demo data is. Long texts are Markdown.
/// </summary>
public sealed record PracticeDocument
{
    /// <summary>The practice's lasting name; null in documents from elsewhere.</summary>
    public Guid? Uid { get; init; }

    /// <summary>The number of the exported revision; null in documents from elsewhere.</summary>
    public int? Revision { get; init; }

    public PracticeKind Kind { get; init; }

    public required string Title { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>Slugs of sector and category: «uslugi-spoleczne/pomoc-spoleczna»; null when the document does not say.</summary>
    public string? Category { get; init; }

    /// <summary>The local government's code; null leaves finding it to the names in <see cref="Metryka"/>.</summary>
    public string? Teryt { get; init; }

    public Metryka Metryka { get; init; } = new();

    public IReadOnlyList<ContactDocument> Contacts { get; init; } = [];

    public string? Problem { get; init; }

    public string? MainGoal { get; init; }

    public IReadOnlyList<string> SpecificGoals { get; init; } = [];

    /// <summary>Slugs of the controlled list: «seniorzy».</summary>
    public IReadOnlyList<string> TargetGroups { get; init; } = [];

    public string? TargetGroupsText { get; init; }

    public int? PeopleCount { get; init; }

    public string? ActivitiesText { get; init; }

    public IReadOnlyList<Activity> Activities { get; init; } = [];

    public string? ScheduleText { get; init; }

    public IReadOnlyList<Period> Periods { get; init; } = [];

    public IReadOnlyList<PartnerDocument> Partners { get; init; } = [];

    public string? PartnersText { get; init; }

    public string? Organisation { get; init; }

    public string? LegalText { get; init; }

    public IReadOnlyList<LegalBasis> LegalBases { get; init; } = [];

    public string? CostsText { get; init; }

    public decimal? Cost { get; init; }

    public decimal? CostPerParticipant { get; init; }

    public IReadOnlyList<FundingSource> FundingSources { get; init; } = [];

    public string? ResultsText { get; init; }

    public IReadOnlyList<Indicator> Indicators { get; init; } = [];

    public string? Difficulties { get; init; }

    public string? Sustainability { get; init; }

    public bool? WorksWithoutFunding { get; init; }

    public string? OtherInformation { get; init; }

    public ResultDetails? Result { get; init; }

    public IReadOnlyList<OpinionDocument> Opinions { get; init; } = [];

    public IReadOnlyList<AdoptionDocument> Adoptions { get; init; } = [];

    public IReadOnlyList<AttachmentDocument> Attachments { get; init; } = [];
}

/// <summary>Phone and e-mail are read from documents but never exported.</summary>
public sealed record ContactDocument
{
    public required string Name { get; init; }

    public string? Post { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }
}

public sealed record PartnerDocument
{
    public required string Name { get; init; }

    public PartnerKind? Kind { get; init; }

    public string? Role { get; init; }

    public string? Contribution { get; init; }
}

public sealed record OpinionDocument
{
    public string? Expert { get; init; }

    public string? ExpertTitle { get; init; }

    public required string Text { get; init; }

    public bool? Recommended { get; init; }

    public bool? WorksWithoutFunding { get; init; }

    public IReadOnlyList<ExpertScore> Scores { get; init; } = [];

    public DateOnly? SignedOn { get; init; }
}

public sealed record AdoptionDocument
{
    public required string Adopter { get; init; }

    public int? Year { get; init; }

    public string? Changes { get; init; }

    public string? Result { get; init; }
}

/// <summary>A file either beside the JSON (<see cref="Path"/>, relative to it, never outside its folder) or in it (<see cref="Data"/>, Base64).</summary>
public sealed record AttachmentDocument
{
    public required string FileName { get; init; }

    public required string Title { get; init; }

    public string? Description { get; init; }

    public string? AltText { get; init; }

    public string Licence { get; init; } = "CC BY 4.0";

    public string? Path { get; init; }

    public byte[]? Data { get; init; }
}
