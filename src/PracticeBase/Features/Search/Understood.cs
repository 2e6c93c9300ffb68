using PracticeBase.Features.Practices;

namespace PracticeBase.Features.Search;

/// <summary>What a page says of how its text was understood: the notices of «_Understood».</summary>
/// <param name="Answer">Of the index.</param>
/// <param name="Count">How many the page shows or counts.</param>
/// <param name="HasPartial">Whether some of them lack some of the words.</param>
/// <param name="Text">As typed.</param>
/// <param name="Link">The page with another text, from the site's root, without the language.</param>
public sealed record Understood(SearchAnswer Answer, int Count, bool HasPartial, string Text, Func<string, string> Link)
{
    /// <summary>False while the index is being made: then nothing was looked for.</summary>
    public bool IsReady => Answer.IsReady;

    /// <summary>Null for a page without a text.</summary>
    /// <param name="answer">Of the index; null for no text.</param>
    /// <param name="result">What the page shows.</param>
    /// <param name="query">Of the page.</param>
    /// <param name="link">Its address with another question.</param>
    public static Understood? Of(SearchAnswer? answer, ListingResult result, ListingQuery query, Func<ListingQuery, string> link) =>
        answer is null ? null : new Understood(
            answer, result.Count, answer.HasPartial && result.Matches.CountWith(answer.Full) < result.Count, query.Text, text => link(query with { Text = text, Page = 1 }));
}
