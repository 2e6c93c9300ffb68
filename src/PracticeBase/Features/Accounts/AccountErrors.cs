using Microsoft.AspNetCore.Identity;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Accounts;

/// <summary>What Identity may have to say to a person, in the portal's words.</summary>
public sealed class AccountErrors(Words words) : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Error(nameof(DefaultError), words.Plain("Account.Error.Default"));

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), words.Plain("Account.Error.Concurrency"));

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), words.Plain("Account.Error.PasswordMismatch"));

    public override IdentityError InvalidToken() => Error(nameof(InvalidToken), words.Plain("Account.Error.Link"));

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName), words.Plain("Account.Error.Email"));

    public override IdentityError InvalidEmail(string? email) => Error(nameof(InvalidEmail), words.Plain("Account.Error.Email"));

    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), words.Plain("Account.Error.EmailTaken"));

    public override IdentityError DuplicateEmail(string email) => Error(nameof(DuplicateEmail), words.Plain("Account.Error.EmailTaken"));

    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), words.Plain("Account.Error.PasswordShort", length));

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Error(nameof(PasswordRequiresUniqueChars), words.Plain("Account.Error.PasswordUnique", uniqueChars));

    private static IdentityError Error(string code, string text) => new() { Code = code, Description = text };
}
