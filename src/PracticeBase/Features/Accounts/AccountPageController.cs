using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

/// <summary>What the controllers of this folder share: its views, refusals, and checks of single fields.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class AccountPageController(Words words) : Controller
{
    protected const int MaxName = 200;
    protected const int MaxPost = 300;
    private const int MaxPassword = 256;

    protected Words Words => words;

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    protected ViewResult Page(string view, object? model = null, int status = StatusCodes.Status200OK)
    {
        Response.StatusCode = status;
        return View($"~/Features/Accounts/{view}.cshtml", model);
    }

    /// <summary>The form again, with what is wrong.</summary>
    protected ViewResult Refused(string view, object model) => Page(view, model, StatusCodes.Status422UnprocessableEntity);

    protected ViewResult TooMany(string view, object model)
    {
        ModelState.AddModelError("", words.Plain("Account.Error.TooMany"));
        Response.Headers.RetryAfter = "600";
        return Page(view, model, StatusCodes.Status429TooManyRequests);
    }

    /// <summary>A link of a letter that is used up, too old or not ours.</summary>
    protected ViewResult DeadLink() => Page("DeadLink", null, StatusCodes.Status410Gone);

    /// <summary>One cleaned line; null with an error at the field when it is missing or too long.</summary>
    protected string? Line(string field, string? value, int max, string missing)
    {
        var line = InputText.CleanLine(value);
        if (line is null)
        {
            ModelState.AddModelError(field, missing);
        }

        return line is not null && CheckLength(field, line, max) ? line : null;
    }

    /// <summary>Likewise, but nothing is a good answer.</summary>
    protected string? OptionalLine(string field, string? value, int max) => InputText.CleanLine(value) is { } line && CheckLength(field, line, max) ? line : null;

    protected string? Email(string field, string? value)
    {
        if (EmailAddress.Read(value) is { } email)
        {
            return email;
        }

        ModelState.AddModelError(field, words.Plain("Account.Error.Email"));
        return null;
    }

    /// <summary>As typed; one that is too long to be anybody's counts as missing.</summary>
    protected string? Password(string field, string? value)
    {
        if (value is { Length: > 0 and <= MaxPassword })
        {
            return value;
        }

        ModelState.AddModelError(field, words.Plain("Account.Error.PasswordMissing"));
        return null;
    }

    /// <summary>Each error at its field: those of passwords at one, those of the address at the other, the rest on top.</summary>
    protected void AddErrors(IdentityResult result, string passwordField, string emailField = "")
    {
        foreach (var error in result.Errors)
        {
            var field = error.Code.StartsWith("Password", StringComparison.Ordinal) ? passwordField : error.Code.Contains("Email", StringComparison.Ordinal) || error.Code.Contains("UserName", StringComparison.Ordinal) ? emailField : "";
            if (!ModelState.Values.Any(v => v.Errors.Any(e => e.ErrorMessage == error.Description)))
            {
                ModelState.AddModelError(field, error.Description);
            }
        }
    }

    private bool CheckLength(string field, string line, int max)
    {
        if (line.Length <= max)
        {
            return true;
        }

        ModelState.AddModelError(field, words.Plain("Account.Error.TooLong", max));
        return false;
    }
}
