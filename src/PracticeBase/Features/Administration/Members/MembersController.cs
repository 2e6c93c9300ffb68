using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration.Members;

public enum MemberState
{
    Open,
    Unconfirmed,
    WaitingForUnit,
    Closed,
}

/// <summary>What the list of accounts is narrowed down by.</summary>
public sealed class MemberFilter
{
    [FromQuery(Name = "q")]
    public string? Search { get; set; }

    [FromQuery(Name = "rola")]
    public AccountRoles? Role { get; set; }

    [FromQuery(Name = "stan")]
    public MemberState? State { get; set; }

    [FromQuery(Name = "strona")]
    public int Page { get; set; }
}

public sealed record MemberList(MemberFilter Filter, PageInfo Page, IReadOnlyList<Account> Rows);

public sealed class MemberForm : AdminForm
{
    public bool Officer { get; set; }

    public bool Expert { get; set; }

    public bool Editor { get; set; }

    public bool Administrator { get; set; }

    /// <summary>Name or TERYT code.</summary>
    public string? Unit { get; set; }
}

/// <summary>One account with what an administrator needs to know of it.</summary>
public sealed record MemberPage(Account Account, MemberForm Form, int Sessions, int Passkeys, IReadOnlyList<AuditEntry> History, bool IsStale, string? Refusal);

/// <summary>Accounts: roles, units, sessions, closing.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class MembersController(PracticeBaseDbContext db, AccountActs acts, PlaceInput places, Words words) : Controller
{
    private const int HistoryShown = 20;

    [HttpGet("/administracja/konta")]
    public async Task<IActionResult> Index(MemberFilter filter, CancellationToken cancellationToken)
    {
        filter.Search = Find.Tidy(filter.Search);
        var found = Narrow(db.Accounts.AsNoTracking().Where(a => a.ErasedAt == null), filter);
        var info = Find.Page(filter.Page, await found.CountAsync(cancellationToken));
        var rows = await found.Include(a => a.LocalGovernment).OrderBy(a => a.Name).ThenBy(a => a.Id).Skip(info.PageSize * (info.PageNumber - 1)).Take(info.PageSize).ToListAsync(cancellationToken);
        return View(new MemberList(filter, info, rows));
    }

    [HttpGet("/administracja/konta/{id:int}")]
    public Task<IActionResult> Account([FromRoute] int id, CancellationToken cancellationToken) => PageAsync(id, null, cancellationToken);

    [HttpPost("/administracja/konta/{id:int}/role")]
    public Task<IActionResult> Roles([FromRoute] int id, [FromForm] MemberForm form, CancellationToken cancellationToken)
    {
        var roles = (form.Officer ? AccountRoles.Officer : 0) | (form.Expert ? AccountRoles.Expert : 0) | (form.Editor ? AccountRoles.Editor : 0) | (form.Administrator ? AccountRoles.Administrator : 0);
        return AnswerAsync(id, form, acts.SetRolesAsync(id, form.Stamp, roles, cancellationToken), cancellationToken);
    }

    [HttpPost("/administracja/konta/{id:int}/jednostka")]
    public async Task<IActionResult> Unit([FromRoute] int id, [FromForm] MemberForm form, CancellationToken cancellationToken)
    {
        var unit = await places.FindAsync(nameof(form.Unit), form.Unit, new FormCheck(ModelState, words), cancellationToken);
        return ModelState.IsValid
            ? await AnswerAsync(id, form, acts.SetUnitAsync(id, form.Stamp, unit, cancellationToken), cancellationToken)
            : await PageAsync(id, form, cancellationToken, StatusCodes.Status422UnprocessableEntity);
    }

    [HttpPost("/administracja/konta/{id:int}/{act:regex(^(potwierdz|cofnij|zamknij|otworz|sesje|drugi-skladnik)$)}")]
    public Task<IActionResult> Act([FromRoute] int id, [FromRoute] string act, [FromForm] string? stamp, CancellationToken cancellationToken) => AnswerAsync(id, null, act switch
    {
        "potwierdz" => acts.ConfirmBelongingAsync(id, stamp, cancellationToken),
        "cofnij" => acts.WithdrawBelongingAsync(id, stamp, cancellationToken),
        "zamknij" => acts.CloseAsync(id, stamp, cancellationToken),
        "otworz" => acts.ReopenAsync(id, stamp, cancellationToken),
        "sesje" => acts.EndSessionsAsync(id, stamp, cancellationToken),
        _ => acts.ResetSecondFactorAsync(id, stamp, cancellationToken),
    }, cancellationToken);

    private static IQueryable<Account> Narrow(IQueryable<Account> accounts, MemberFilter filter)
    {
        foreach (var word in filter.Search!.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (upper, slug) = (word.ToUpperInvariant(), Text.Slug(word));
            // SQLite knows no capitals beyond ASCII: as typed, and as names are written.
            var capital = char.ToUpper(word[0], CultureInfo.CurrentCulture) + word[1..];
            accounts = accounts.Where(a => a.Name.Contains(word) || a.Name.Contains(capital) || a.NormalizedEmail!.Contains(upper) || a.LocalGovernment!.Slug.Contains(slug));
        }

        if (filter.Role is { } role and not AccountRoles.None)
        {
            accounts = accounts.Where(a => (a.Roles & role) != 0);
        }

        return filter.State switch
        {
            MemberState.Open => accounts.Where(a => a.ClosedAt == null && a.EmailConfirmed),
            MemberState.Unconfirmed => accounts.Where(a => !a.EmailConfirmed),
            MemberState.WaitingForUnit => accounts.Where(a => a.ClosedAt == null && (a.Roles & AccountRoles.Officer) != 0 && a.LocalGovernmentId != null && a.BelongingConfirmedAt == null),
            MemberState.Closed => accounts.Where(a => a.ClosedAt != null),
            _ => accounts,
        };
    }

    private async Task<IActionResult> AnswerAsync(int id, MemberForm? form, Task<ActOutcome> act, CancellationToken cancellationToken)
    {
        var outcome = await act;
        return outcome.Status switch
        {
            ActStatus.NotFound => NotFound(),
            ActStatus.Done => this.RedirectTo(string.Create(CultureInfo.InvariantCulture, $"/administracja/konta/{id}"), "Admin.Notice.Saved"),
            ActStatus.Stale => await PageAsync(id, form, cancellationToken, StatusCodes.Status409Conflict),
            _ => await PageAsync(id, form, cancellationToken, StatusCodes.Status422UnprocessableEntity, outcome.Reason),
        };
    }

    private async Task<IActionResult> PageAsync(int id, MemberForm? form, CancellationToken cancellationToken, int status = StatusCodes.Status200OK, string? refusal = null)
    {
        if (await db.Accounts.AsNoTracking().Include(a => a.LocalGovernment!.County).Include(a => a.LocalGovernment!.Voivodeship)
            .SingleOrDefaultAsync(a => a.Id == id && a.ErasedAt == null, cancellationToken) is not { } account)
        {
            return NotFound();
        }

        form ??= new MemberForm
        {
            Officer = account.Is(AccountRoles.Officer),
            Expert = account.Is(AccountRoles.Expert),
            Editor = account.Is(AccountRoles.Editor),
            Administrator = account.Is(AccountRoles.Administrator),
            Unit = places.Format(account.LocalGovernment),
        };
        form.Stamp = account.ConcurrencyStamp;
        var subject = string.Create(CultureInfo.InvariantCulture, $"Account {id}");
        Response.StatusCode = status;
        return View("Account", new MemberPage(
            account,
            form,
            await db.Sessions.CountAsync(s => s.AccountId == id, cancellationToken),
            await db.Set<IdentityUserPasskey<int>>().CountAsync(p => p.UserId == id, cancellationToken),
            await db.Audit.AsNoTracking().Include(e => e.Account).Where(e => e.Subject == subject).OrderByDescending(e => e.Id).Take(HistoryShown).ToListAsync(cancellationToken),
            status == StatusCodes.Status409Conflict,
            refusal));
    }
}
