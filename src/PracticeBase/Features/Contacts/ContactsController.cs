using Microsoft.AspNetCore.Mvc;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Messages;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Contacts;

/// <param name="Page">The practice, with this one contact.</param>
/// <param name="Form">What was typed so far.</param>
/// <param name="Errors">Keys of texts by the field's name; «» for the form as a whole.</param>
/// <param name="ShowsPhone">The visitor asked for the number.</param>
public sealed record ContactPage(PracticePage Page, ContactForm Form, IReadOnlyDictionary<string, string> Errors, bool ShowsPhone = false)
{
    public Contact Contact => Page.Contacts[0];

    public string Address => $"/praktyka/{PermanentAddress.Format(Page.Entry.PracticeId, Page.Entry.Slug)}/kontakt/{Contact.Id}";
}

/// <summary>
/// Reaches the person named beside a practice without showing the address: a form whose message is passed on. The number is shown
/// to who asks for it.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ContactsController(PracticeQueries queries, PracticeBaseDbContext db, Letters letters, FormGuard guard) : Controller
{
    private const string Address = "/praktyka/" + PermanentAddress.Pattern + "/kontakt/{contactId:int}";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    [HttpGet(Address)]
    public async Task<IActionResult> Show(string key, int contactId, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, contactId, cancellationToken) is not { } page)
        {
            return NotFound();
        }

        return key == PermanentAddress.Format(page.Entry.PracticeId, page.Entry.Slug)
            ? Form(page, new ContactForm { Stamp = guard.Stamp() })
            : RedirectPermanent($"{Request.PathBase}/praktyka/{PermanentAddress.Format(page.Entry.PracticeId, page.Entry.Slug)}/kontakt/{contactId}");
    }

    [HttpPost(Address)]
    public async Task<IActionResult> Send(string key, int contactId, [FromForm] ContactForm form, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, contactId, cancellationToken) is not { } page || page.Contacts[0].Email is not { } address)
        {
            return NotFound();
        }

        var practice = page.Entry;
        var path = $"/praktyka/{PermanentAddress.Format(practice.PracticeId, practice.Slug)}";
        if (!string.IsNullOrEmpty(form.Website))
        {
            // A program is told what it wants to hear.
            return this.RedirectTo(path, "Contact.Notice.Sent");
        }

        var errors = form.Check();
        if (errors.Count == 0 && (guard.AgeOf(form.Stamp) is not { } age || age < FormGuard.Soonest || age > TimeSpan.FromDays(1)))
        {
            errors = new Dictionary<string, string> { [""] = "Contact.Error.TooSoon" };
            form.Stamp = guard.AgeOf(form.Stamp) < FormGuard.Soonest ? form.Stamp : guard.Stamp();
        }

        if (errors.Count > 0)
        {
            return Form(page, form, errors, StatusCodes.Status422UnprocessableEntity);
        }

        if (!guard.Allows("contact", HttpContext.Connection.RemoteIpAddress, 5, Window) || !guard.Allows($"contact {contactId}", null, 30, TimeSpan.FromDays(1)))
        {
            return Form(page, form, new Dictionary<string, string> { [""] = "Contact.Error.TooMany" }, StatusCodes.Status429TooManyRequests);
        }

        letters.WriteTo(MessageKind.ContactForm, address, page.Contacts[0].Name, form.Email, path, practice.Title, practice.Signature, form.Name, form.Email, form.Message);
        await db.SaveChangesAsync(cancellationToken);
        return this.RedirectTo(path, "Contact.Notice.Sent");
    }

    /// <summary>Changes nothing, but only a form's button leads here, which programs that gather numbers do not press.</summary>
    [HttpPost(Address + "/telefon")]
    public async Task<IActionResult> Phone(string key, int contactId, CancellationToken cancellationToken)
    {
        if (await FindAsync(key, contactId, cancellationToken) is not { } page)
        {
            return NotFound();
        }

        var form = new ContactForm { Stamp = guard.Stamp() };
        return guard.Allows("phone", HttpContext.Connection.RemoteIpAddress, 20, Window)
            ? View("Show", new ContactPage(page, form, new Dictionary<string, string>(), ShowsPhone: true))
            : Form(page, form, new Dictionary<string, string> { [""] = "Contact.Error.TooMany" }, StatusCodes.Status429TooManyRequests);
    }

    private ViewResult Form(PracticePage page, ContactForm form, IReadOnlyDictionary<string, string>? errors = null, int status = StatusCodes.Status200OK)
    {
        Response.StatusCode = status;
        return View("Show", new ContactPage(page, form, errors ?? new Dictionary<string, string>()));
    }

    /// <summary>Only somebody who can be reached, by mail or by phone.</summary>
    private async Task<PracticePage?> FindAsync(string key, int contactId, CancellationToken cancellationToken) =>
        await queries.ContactAsync(PermanentAddress.IdOf(key), contactId, cancellationToken) is { } page && (page.Contacts[0].Email ?? page.Contacts[0].Phone) is not null ? page : null;
}
