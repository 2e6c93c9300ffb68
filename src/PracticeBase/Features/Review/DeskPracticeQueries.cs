using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Data.SqlServer;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Submitting;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Review;

public enum PracticeState
{
    All,
    Published,
    Archived,
    Scheduled,

    /// <summary>The authors have not answered the yearly question.</summary>
    Unverified,
}

/// <summary>A practice as the desk lists it, by the revision that stands for it.</summary>
public sealed record DeskPracticeRow(
    int PracticeId, PracticeKind Kind, string Title, string? UnitName, int? CategoryId, int RevisionId, int Number, RevisionStatus Status, DateTimeOffset? PublishedAt, DateTimeOffset? ArchivedAt, DateOnly? VerifiedOn, DateTimeOffset? AskedAt)
{
    public string Signature => Practice.FormatSignature(Kind, PracticeId);
}

/// <summary>The filter of the list, as its address says it.</summary>
public sealed record DeskPracticeQuery(string Text, PracticeState State, int Page)
{
    private static readonly (PracticeState State, string Value)[] States =
        [(PracticeState.Published, "opublikowane"), (PracticeState.Archived, "archiwalne"), (PracticeState.Scheduled, "zaplanowane"), (PracticeState.Unverified, "do-sprawdzenia")];

    public string Address => "/redakcja/praktyki" + QueryString.Create(new (string Key, string Value)[]
    {
        ("q", Text), ("stan", ValueOf(State)), ("strona", Page == 1 ? "" : Page.ToString(CultureInfo.InvariantCulture)),
    }.Where(p => p.Value.Length > 0).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value)));

    /// <exception cref="BadRequestException">A value that the list does not have.</exception>
    public static DeskPracticeQuery Read(IQueryCollection address)
    {
        var text = InputText.CleanLine(address["q"].FirstOrDefault()) ?? "";
        var state = address["stan"].FirstOrDefault() ?? "";
        var page = address["strona"].FirstOrDefault() is { Length: > 0 } value ? value : "1";
        return new(
            text.Length <= ListingQuery.MaxTextLength ? text : throw new BadRequestException("q", null),
            state.Length == 0 || States.Any(s => s.Value == state) ? States.FirstOrDefault(s => s.Value == state).State : throw new BadRequestException("stan", state.Length > 100 ? null : state),
            page.Length <= 9 && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw new BadRequestException("strona", page.Length > 100 ? null : page));
    }

    public static string ValueOf(PracticeState state) => States.FirstOrDefault(s => s.State == state).Value ?? "";
}

public sealed record DeskPracticesPage(Catalogue Catalogue, DeskPracticeQuery Query, PageInfo Page, IReadOnlyList<DeskPracticeRow> Rows, int UnverifiedCount);

/// <summary>A practice with all that the desk may know of it.</summary>
public sealed record DeskPracticePage
{
    public required Practice Practice { get; init; }

    /// <summary>Newest first, without other people's drafts and without content.</summary>
    public required IReadOnlyList<RevisionLine> Revisions { get; init; }

    public required IReadOnlyList<HistoryLine> History { get; init; }

    public required RevisionComparison? Comparison { get; init; }

    public required IReadOnlyList<ReviewMove> Moves { get; init; }

    /// <summary>The public one.</summary>
    public RevisionLine? Published => Revisions.FirstOrDefault(r => r.Status == RevisionStatus.Published);

    /// <summary>What was typed when the archiving was refused.</summary>
    public string? Reason { get; init; }

    public RevisionLine Shown => Published ?? Revisions[0];
}

/// <summary>The desk's list of practices and the page of one.</summary>
public sealed partial class DeskPracticeQueries(PracticeBaseDbContext db, CurrentAccount account, PracticeQueries practices, RevisionHistory history, RevisionMoves moves, TimeProvider clock)
{
    public const int PageSize = 25;

    /// <summary>How long the authors have to answer the yearly question before an editor looks at it.</summary>
    public const int AnswerDays = 60;

    /// <summary>All but the draft, named, because an index finds what is and not what is not.</summary>
    private static readonly RevisionStatus[] Submitted = [.. Enum.GetValues<RevisionStatus>().Where(s => s != RevisionStatus.Draft)];

    /// <exception cref="PageNotFoundException">The page lies beyond the last one.</exception>
    /// <exception cref="BadRequestException">A filter with an unknown value.</exception>
    public async Task<DeskPracticesPage> ListAsync(IQueryCollection address, CancellationToken cancellationToken)
    {
        var query = DeskPracticeQuery.Read(address);
        var found = query.State switch
        {
            PracticeState.Published => db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null),
            PracticeState.Archived => db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt != null),
            PracticeState.Scheduled => db.Revisions.Where(r => r.Status == RevisionStatus.Scheduled),
            PracticeState.Unverified => Unverified,
            // The public one, or else the newest that is not a draft.
            _ => db.Revisions.Where(r => r.Status == RevisionStatus.Published
                || (Submitted.Contains(r.Status) && !r.Practice.Revisions.Any(x => x.Status == RevisionStatus.Published || (x.Status != RevisionStatus.Draft && x.Number > r.Number)))),
        };
        if (NumberIn().Match(query.Text) is { Success: true } match && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var number))
        {
            found = found.Where(r => r.PracticeId == number);
        }
        else
        {
            foreach (var word in Text.Fold(query.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct())
            {
                // Both are folded.
                found = db.Database.IsSqlServer() ? found.Where(r => EF.Functions.Collate(r.SearchText, SqlServerCommands.AsWritten).Contains(word)) : found.Where(r => r.SearchText.Contains(word));
            }
        }

        var page = new PageInfo(query.Page, PageSize, await found.CountAsync(cancellationToken));
        if (query.Page > page.PageCount)
        {
            throw new PageNotFoundException((query with { Page = page.PageCount }).Address);
        }

        var rows = await found.OrderByDescending(r => r.PracticeId).Skip((query.Page - 1) * PageSize).Take(PageSize)
            .Select(r => new DeskPracticeRow(
                r.PracticeId, r.Practice.Kind, r.Title, r.Metryka.UnitName, r.CategoryId, r.Id, r.Number, r.Status, r.PublishedAt, r.Practice.ArchivedAt, r.Practice.VerifiedOn, r.Practice.VerificationAskedAt))
            .ToListAsync(cancellationToken);
        return new(await practices.CatalogueAsync(cancellationToken), query, page, rows, await CountUnverifiedAsync(cancellationToken));
    }

    /// <summary>How many public practices have authors who were asked more than <see cref="AnswerDays"/> days ago and have not answered since.</summary>
    public Task<int> CountUnverifiedAsync(CancellationToken cancellationToken) => Unverified.CountAsync(cancellationToken);

    private IQueryable<PracticeRevision> Unverified
    {
        get
        {
            var askedBefore = clock.GetUtcNow().AddDays(-AnswerDays);
            var day = DateOnly.FromDateTime(askedBefore.Date);
            return db.Revisions.Where(r => r.Status == RevisionStatus.Published && r.Practice.ArchivedAt == null && r.Practice.VerificationAskedAt < askedBefore && (r.Practice.VerifiedOn == null || r.Practice.VerifiedOn < day));
        }
    }

    /// <summary>Null when there is no such practice for this account.</summary>
    /// <exception cref="BadRequestException">Revisions to compare that are no numbers.</exception>
    public async Task<DeskPracticePage?> FindAsync(int id, IQueryCollection address, CancellationToken cancellationToken)
    {
        var visible = db.Revisions.AsNoTracking().VisibleTo(account).Where(r => r.PracticeId == id);
        var revisions = await visible.ToLinesAsync(cancellationToken);
        if (revisions.Count == 0)
        {
            return null;
        }

        var practice = await db.Practices.AsNoTracking().SingleAsync(p => p.Id == id, cancellationToken);
        var published = await visible.Include(r => r.Practice).SingleOrDefaultAsync(r => r.Status == RevisionStatus.Published, cancellationToken);
        return new DeskPracticePage
        {
            Practice = practice,
            Revisions = revisions,
            History = await history.OfAsync(revisions, cancellationToken),
            Comparison = await history.CompareAsync(visible, RevisionField.Of(practice.Kind), address, cancellationToken),
            Moves = published is null ? [] : moves.MovesOf(published),
        };
    }

    [GeneratedRegex(@"^(?:BDP|REZ)?\s*0*(\d{1,9})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NumberIn();
}
