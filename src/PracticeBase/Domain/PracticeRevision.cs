namespace PracticeBase.Domain;

/// <summary>
/// The content of a practice at one moment, reviewed and published as a whole. Long texts are Markdown.
/// A published or superseded revision never changes.
/// </summary>
public sealed class PracticeRevision
{
    public int Id { get; init; }

    public int PracticeId { get; init; }

    public Practice Practice { get; init; } = null!;

    /// <summary>1, 2, 3 … within the practice.</summary>
    public required int Number { get; init; }

    public required RevisionStatus Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Who started it; null for imported ones.</summary>
    public int? AuthorId { get; init; }

    public Account? Author { get; init; }

    /// <summary>Numbers of the accounts that wrote in it, the author's included: none of them may approve it.</summary>
    public List<int> Writers { get; set; } = [];

    /// <summary>The last submission; null before the first.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>The editor in charge; kept when it is returned, so that it comes back to them.</summary>
    public int? AssigneeId { get; set; }

    public Account? Assignee { get; set; }

    /// <summary>Until when a returned revision is to be mended.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>When an approved revision is to be published.</summary>
    public DateTimeOffset? ScheduledFor { get; set; }

    /// <summary>The author's word that the unit agrees to publication under the licence.</summary>
    public bool ConsentsToPublication { get; set; }

    /// <summary>The author's word that attachments hold no personal data of others.</summary>
    public bool PersonalDataChecked { get; set; }

    /// <summary>The author's word that the people named as contacts know of it (RODO art. 14).</summary>
    public bool ContactsInformed { get; set; }

    /// <summary>Grows with every save; a save with an older one is refused.</summary>
    public int Version { get; set; } = 1;

    /// <summary>SHA-256 of the imported document's content; null when written here.</summary>
    public string? SourceHash { get; set; }

    public required string Title { get; set; }

    /// <summary>300–2,000 characters when submitted; imported ones may be longer.</summary>
    public string Summary { get; set; } = "";

    public int? CategoryId { get; set; }

    public Category? Category { get; set; }

    public int? LocalGovernmentId { get; set; }

    public LocalGovernment? LocalGovernment { get; set; }

    public int? ImplementingUnitId { get; set; }

    public ImplementingUnit? ImplementingUnit { get; set; }

    public Metryka Metryka { get; set; } = new();

    public ResultDetails Result { get; set; } = new();

    public string? Problem { get; set; }

    public string? MainGoal { get; set; }

    public List<string> SpecificGoals { get; set; } = [];

    public string? TargetGroupsText { get; set; }

    /// <summary>How many people the practice reaches.</summary>
    public int? PeopleCount { get; set; }

    public string? ActivitiesText { get; set; }

    public List<Activity> Activities { get; set; } = [];

    public string? ScheduleText { get; set; }

    public List<Period> Periods { get; set; } = [];

    public string? PartnersText { get; set; }

    public string? Organisation { get; set; }

    public string? LegalText { get; set; }

    public List<LegalBasis> LegalBases { get; set; } = [];

    public string? CostsText { get; set; }

    /// <summary>PLN.</summary>
    public decimal? Cost { get; set; }

    /// <summary>PLN.</summary>
    public decimal? CostPerParticipant { get; set; }

    public List<FundingSource> FundingSources { get; set; } = [];

    public string? ResultsText { get; set; }

    public List<Indicator> Indicators { get; set; } = [];

    public string? Difficulties { get; set; }

    public string? Sustainability { get; set; }

    public bool? WorksWithoutFunding { get; set; }

    /// <summary>What an imported document says and no other field holds.</summary>
    public string? OtherInformation { get; set; }

    /// <summary>Title, summary and unit, folded (<see cref="Text.Fold"/>), for the plain match of the editors' desk; kept by the data layer.</summary>
    public string SearchText { get; set; } = "";

    public List<RevisionTargetGroup> TargetGroups { get; } = [];

    public List<RevisionContact> Contacts { get; } = [];

    public List<Partner> Partners { get; } = [];

    public List<Attachment> Attachments { get; } = [];

    public List<HistoryEntry> History { get; } = [];

    public List<Remark> Remarks { get; } = [];

    /// <summary>True when «Pełna prezentacja» has at least one section to show; <see cref="OtherInformation"/> alone makes none.</summary>
    public bool HasPresentation =>
        new[] { Problem, MainGoal, TargetGroupsText, ActivitiesText, ScheduleText, PartnersText, Organisation, LegalText, CostsText, ResultsText, Difficulties, Sustainability }
            .Any(t => !string.IsNullOrWhiteSpace(t))
        || SpecificGoals.Count + Activities.Count + Periods.Count + LegalBases.Count + FundingSources.Count + Indicators.Count > 0
        || Partners.Count > 0 || Cost is not null || CostPerParticipant is not null || WorksWithoutFunding is not null;
}
