using System.Globalization;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>The forms of the review page; each sends the fields it has.</summary>
public sealed class MoveForm
{
    private const int MaxQuestion = 2000;

    private static readonly string[] DateFormats = ["d.M.yyyy", "yyyy-MM-dd"];
    private static readonly string[] TimeFormats = ["H:mm", "H.mm"];

    /// <summary>Steps with one action; «decyzja» has the four of <see cref="Decisions"/>.</summary>
    private static readonly Dictionary<string, ReviewAction> Steps = new()
    {
        ["wez"] = ReviewAction.Take,
        ["przekaz"] = ReviewAction.HandOver,
        ["zwolnij"] = ReviewAction.Release,
        ["ekspert"] = ReviewAction.AskExpert,
        ["wstrzymaj"] = ReviewAction.Unschedule,
    };

    public const string StepPattern = "{step:regex(^(wez|decyzja|przekaz|zwolnij|ekspert|wstrzymaj)$)}";
    public const string DecisionStep = "decyzja";

    public static IReadOnlyList<ReviewAction> Decisions { get; } = [ReviewAction.Approve, ReviewAction.Schedule, ReviewAction.Return, ReviewAction.Decline];

    public int Version { get; set; }

    public ReviewAction? Decision { get; set; }

    /// <summary>To the author, to a colleague, or to the expert.</summary>
    public string? Message { get; set; }

    /// <summary>«5.12.2026».</summary>
    public string? DueOn { get; set; }

    public string? PublishOn { get; set; }

    /// <summary>«9:30».</summary>
    public string? PublishAt { get; set; }

    public int? AccountId { get; set; }

    /// <summary>Signed opinions to be shown to the public.</summary>
    public List<int> Opinions { get; set; } = [];

    /// <summary>«Yes, decline it.»</summary>
    public bool Confirmed { get; set; }

    /// <summary>What is asked for; null when no decision was chosen.</summary>
    public ReviewAction? ActionOf(string step) => Steps.TryGetValue(step, out var action) ? action : Decision is { } decision && Decisions.Contains(decision) ? decision : null;

    /// <summary>The move, or null with what is wrong by the name of the field.</summary>
    public MoveRequest? ToRequest(int revisionId, string step, Words words, TimeZoneInfo zone, out IReadOnlyList<(string Field, string Error)> errors)
    {
        var wrong = new List<(string, string)>();
        errors = wrong;
        if (ActionOf(step) is not { } action)
        {
            wrong.Add((nameof(Decision), words.Plain("Review.Decision.None")));
            return null;
        }

        var message = InputText.Clean(Message);
        var most = action == ReviewAction.AskExpert ? MaxQuestion : RevisionMoves.MaxRemark;
        if (message?.Length > most)
        {
            wrong.Add((nameof(Message), words.Plain("Review.TooLong", words.Number(most), words.Number(message.Length))));
        }

        DateOnly? dueOn = null;
        if (action == ReviewAction.Return && InputText.CleanLine(DueOn) is { } due)
        {
            dueOn = ReadDate(due);
            if (dueOn is null)
            {
                wrong.Add((nameof(DueOn), words.Plain("Review.NoDate")));
            }
        }

        DateTimeOffset? publishAt = null;
        if (action == ReviewAction.Schedule)
        {
            var day = ReadDate(InputText.CleanLine(PublishOn));
            var time = TimeOnly.TryParseExact(InputText.CleanLine(PublishAt) ?? "", TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : (TimeOnly?)null;
            if (day is null)
            {
                wrong.Add((nameof(PublishOn), words.Plain("Review.NoDate")));
            }

            if (time is null || (day is not null && zone.IsInvalidTime(day.Value.ToDateTime(time.Value))))
            {
                wrong.Add((nameof(PublishAt), words.Plain("Review.NoTime")));
            }
            else if (day is not null)
            {
                var moment = day.Value.ToDateTime(time.Value);
                publishAt = new DateTimeOffset(moment, zone.GetUtcOffset(moment));
            }
        }

        return wrong.Count > 0 ? null : new MoveRequest(revisionId, action)
        {
            Version = Version,
            Remark = message,
            AccountId = AccountId,
            DueOn = dueOn,
            PublishAt = publishAt,
            PublicOpinions = Opinions,
        };
    }

    /// <summary>The field that a refusal is about; null when it is about none.</summary>
    public static string? FieldOf(MoveRefusal refusal, ReviewAction action) => (refusal, action) switch
    {
        (MoveRefusal.NeedsReason, _) => nameof(Message),
        (MoveRefusal.NoSuchAccount or MoveRefusal.AlreadyAsked, _) => nameof(AccountId),
        (MoveRefusal.PastDate, ReviewAction.Schedule) => nameof(PublishOn),
        (MoveRefusal.PastDate, _) => nameof(DueOn),
        (MoveRefusal.NeedsRemark or MoveRefusal.OpenRemarks, _) => nameof(Decision),
        _ => null,
    };

    private static DateOnly? ReadDate(string? text) =>
        DateOnly.TryParseExact(text ?? "", DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 2000 and < 2100 ? date : null;
}
