using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Alerts;

/// <summary>The letters of alerts, in the caller's unit of work.</summary>
public sealed class AlertLetters(Letters letters, Words words, PortalAddress address)
{
    /// <summary>Practices in one letter; the listing shows the others.</summary>
    public const int MaxListed = 20;

    private const int TeaserLength = 150;

    /// <summary>Asks whether the address is its owner's wish, in the language of the page where it was typed.</summary>
    /// <param name="alert">Asked for.</param>
    /// <param name="title">For what, without what was typed.</param>
    /// <param name="period">What its link confirms.</param>
    /// <param name="isEnglish">The page's language.</param>
    public void WriteConfirm(Alert alert, string title, AlertPeriod period, bool isEnglish)
    {
        var prefix = Prefix(isEnglish);
        letters.WriteTo(
            MessageKind.AlertConfirm, alert.Email, null, null, prefix + AlertAddresses.UnsubscribeFor(alert.Token),
            title, Link(prefix + AlertAddresses.ConfirmFor(alert.Token, period)), Subscriptions.ConfirmWithinHours, words.Plain($"Alerts.Period.{period}"));
    }

    /// <param name="alert">Whom, and what it follows.</param>
    /// <param name="count">How many are new.</param>
    /// <param name="cards">The newest of them, at most <see cref="MaxListed"/>.</param>
    public void WriteDigest(Alert alert, int count, IReadOnlyList<PracticeCard> cards)
    {
        var isEnglish = alert.Language == Languages.English.TwoLetterISOLanguageName;
        using var language = Languages.Use(isEnglish);
        var prefix = Prefix(isEnglish);
        letters.WriteTo(
            MessageKind.AlertDigest, alert.Email, null, null, prefix + AlertAddresses.UnsubscribeFor(alert.Token),
            words.PlainCount("Alerts.NewEntries", count), alert.Title, new LetterMarkdown(string.Join("\n\n", cards.Select(c => Item(c, prefix)))), Link(prefix + alert.Address),
            count > cards.Count ? words.PlainCount("Alerts.More", count - cards.Count) : "");
    }

    private static string Prefix(bool isEnglish) => isEnglish ? LanguagePrefix.English : "";

    /// <summary>In angle brackets: what people search for may hold parentheses.</summary>
    private LetterMarkdown Link(string path) => new($"<{address.Root}{path}>");

    private string Item(PracticeCard card, string prefix)
    {
        var entry = card.Entry;
        var link = $"{address.Root}{prefix}/praktyka/{PermanentAddress.Format(entry.PracticeId, entry.Slug)}";
        var teaser = MarkdownText.Shorten(PersonalData.Mask(card.Teaser, "…"), TeaserLength);
        var by = entry.UnitName ?? entry.Place;
        string[] lines = [$"**[{Letters.Unlinked(entry.Title)}]({link})**", .. new[] { by, teaser }.Where(t => !string.IsNullOrEmpty(t)).Select(t => Letters.Unlinked(t!))];
        return string.Join("\\\n", lines);
    }
}
