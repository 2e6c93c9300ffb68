using PracticeBase.Domain;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

/// <summary>What an expert types.</summary>
public sealed class OpinionForm
{
    public const int MaxText = 20_000;
    public const int MaxRows = 10;
    public const int MaxCriterion = 120;

    private static readonly string[] Suggested = ["Effect", "Durability", "Transfer", "Cost"];

    public int Version { get; set; }

    public string? Text { get; set; }

    public bool? Recommended { get; set; }

    public bool? WorksWithoutFunding { get; set; }

    public List<ScoreRow> Scores { get; set; } = [];

    /// <summary>«I know that a signed opinion changes no more.»</summary>
    public bool Confirmed { get; set; }

    /// <summary>As it is kept, with the usual criteria to begin with; a row without a score does not count.</summary>
    public static OpinionForm Of(ExpertOpinion opinion, Words words)
    {
        var rows = opinion.Scores.Select(s => new ScoreRow { Criterion = s.Criterion, Score = s.Score }).ToList();
        if (opinion.SignedOn is null)
        {
            rows.AddRange(Suggested.Select(k => words.Plain($"Review.Criterion.{k}")).Where(c => rows.TrueForAll(r => r.Criterion != c)).Select(c => new ScoreRow { Criterion = c }).Take(MaxRows - rows.Count));
        }

        return new OpinionForm { Version = opinion.Version, Text = opinion.Text, Recommended = opinion.Recommended, WorksWithoutFunding = opinion.WorksWithoutFunding, Scores = rows };
    }

    /// <summary>«add» or «remove-2».</summary>
    public void ChangeRows(string change)
    {
        if (change == "add" && Scores.Count < MaxRows)
        {
            Scores.Add(new ScoreRow());
        }
        else if (change.StartsWith("remove-", StringComparison.Ordinal) && int.TryParse(change["remove-".Length..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var row) && row < Scores.Count)
        {
            Scores.RemoveAt(row);
        }
    }

    /// <summary>What is wrong, by the field's id.</summary>
    public IEnumerable<(string Field, string Error)> Errors(bool isSigning, Words words)
    {
        var text = InputText.Clean(Text);
        if (text?.Length > MaxText)
        {
            yield return (nameof(Text), words.Plain("Review.TooLong", words.Number(MaxText), words.Number(text.Length)));
        }

        for (var i = 0; i < Scores.Count; i++)
        {
            var criterion = InputText.CleanLine(Scores[i].Criterion);
            if (criterion?.Length > MaxCriterion)
            {
                yield return ($"Scores_{i}__Criterion", words.Plain("Review.TooLong", words.Number(MaxCriterion), words.Number(criterion.Length)));
            }
            else if (criterion is null && Scores[i].Score is not null)
            {
                yield return ($"Scores_{i}__Criterion", words.Plain("Review.Opinion.NoCriterion"));
            }

            if (Scores[i].Score is < 1 or > 5)
            {
                yield return ($"Scores_{i}__Score", words.Plain("Review.Opinion.NoSuchScore"));
            }
        }

        if (Scores.Count > MaxRows)
        {
            yield return ("Scores_0__Criterion", words.Plain("Review.Opinion.TooManyRows", MaxRows));
        }

        if (!isSigning)
        {
            yield break;
        }

        if (text is null)
        {
            yield return (nameof(Text), words.Plain("Review.Opinion.NoText"));
        }

        if (Recommended is null)
        {
            yield return (nameof(Recommended), words.Plain("Review.Opinion.NoRecommendation"));
        }

        if (!Confirmed)
        {
            yield return (nameof(Confirmed), words.Plain("Review.Opinion.NotConfirmed"));
        }
    }

    public void CopyTo(ExpertOpinion opinion)
    {
        opinion.Text = InputText.Clean(Text) ?? "";
        opinion.Recommended = Recommended;
        opinion.WorksWithoutFunding = WorksWithoutFunding;
        opinion.Scores = [.. Scores.Where(r => r.Score is not null).Select(r => new ExpertScore { Criterion = InputText.CleanLine(r.Criterion)!, Score = r.Score!.Value })];
    }
}

public sealed class ScoreRow
{
    public string? Criterion { get; set; }

    public int? Score { get; set; }
}
