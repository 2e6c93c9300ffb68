using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>Who sends this request, as the database knows them at this moment; nobody unless signed in.</summary>
public sealed class CurrentAccount
{
    private AccountSession? session;

    public bool IsSignedIn => session is not null;

    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public Account Account => session?.Account ?? throw new InvalidOperationException("Nobody is signed in.");

    public int Id => Account.Id;

    public Guid SessionId => session!.Id;

    /// <summary>Signed in with a passkey or a second factor.</summary>
    public bool IsStrong => session is { IsStrong: true };

    public bool IsOfficer => IsSignedIn && Account.Is(AccountRoles.Officer);

    public bool IsExpert => IsSignedIn && Account.Is(AccountRoles.Expert);

    /// <summary>False while the session lacks the second factor that editors need.</summary>
    public bool IsEditor => IsStrong && Account.Is(AccountRoles.Editor);

    /// <inheritdoc cref="IsEditor"/>
    public bool IsAdministrator => IsStrong && Account.Is(AccountRoles.Administrator);

    /// <summary>Has rights that this session cannot use for want of a second factor.</summary>
    public bool LacksSecondFactor => IsSignedIn && !IsStrong && Account.Is(Account.PrivilegedRoles);

    /// <summary>The local government whose drafts this officer shares; null before the belonging is confirmed.</summary>
    public int? UnitId => IsOfficer && Account.BelongingConfirmedAt is not null ? Account.LocalGovernmentId : null;

    public void Set(AccountSession current) => session = current;

    /// <summary>What this account is to a revision; <see cref="PracticeRevision.Practice"/> must be loaded.</summary>
    public ReviewActor ActorFor(PracticeRevision revision) =>
        (IsAuthorOf(revision) || IsCoWorkerOn(revision.Practice) ? ReviewActor.UnitOfficer : 0)
        | (IsEditor ? ReviewActor.Editor : 0)
        | (IsEditor && revision.AssigneeId == Id ? ReviewActor.AssignedEditor : 0)
        | (IsAdministrator ? ReviewActor.Administrator : 0);

    /// <summary>True for everyone who wrote in it: they never approve it.</summary>
    public bool HasWrittenIn(PracticeRevision revision) => IsSignedIn && (revision.AuthorId == Id || revision.Writers.Contains(Id));

    public bool IsCoWorkerOn(Practice practice) => UnitId is { } unit && practice.OwnerId == unit;

    private bool IsAuthorOf(PracticeRevision revision) => IsSignedIn && revision.AuthorId == Id;
}
