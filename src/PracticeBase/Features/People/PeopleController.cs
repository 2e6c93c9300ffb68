using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Alerts;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.People;

/// <param name="Errors">Keys of texts by the field's name.</param>
public sealed record PersonPage(PersonRow Person, PersonForm Form, IReadOnlyDictionary<string, string> Errors);

/// <param name="Rows">The same person's, the one that was chosen first.</param>
/// <param name="Texts">Practices whose texts name them.</param>
/// <param name="NothingChosen">Sent without a tick.</param>
public sealed record ErasePage(IReadOnlyList<PersonRow> Rows, IReadOnlyList<PersonPractice> Texts, bool NothingChosen)
{
    public PersonRow Person => Rows[0];
}

/// <summary>«Osoby kontaktowe»: finding, correcting and erasing the people named beside practices, and the alerts of an address. The audit log keeps what was done, never whose data it was.</summary>
[Authorize(Policies.Review)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PeopleController(PersonQueries people, PracticeBaseDbContext db, AuditLog audit, TimeProvider clock) : Controller
{
    private const string Address = "/redakcja/osoby";

    [HttpGet(Address)]
    public async Task<IActionResult> Index([FromQuery(Name = "q")] string? text, CancellationToken cancellationToken)
    {
        var query = InputText.CleanLine(text) ?? "";
        return View(query.Length is < PersonQueries.MinQuery or > PersonQueries.MaxQuery
            ? new PeopleFound(query.Length > PersonQueries.MaxQuery ? query[..PersonQueries.MaxQuery] : query, [], -1, [])
            : await people.SearchAsync(query, cancellationToken));
    }

    [HttpGet(Address + "/{id:int}")]
    public async Task<IActionResult> Edit([FromRoute] int id, CancellationToken cancellationToken) =>
        await people.FindAsync(id, cancellationToken) is { } person ? View(new PersonPage(person, PersonForm.Of(person.Contact), new Dictionary<string, string>())) : NotFound();

    [HttpPost(Address + "/{id:int}")]
    public async Task<IActionResult> Edit([FromRoute] int id, [FromForm] PersonForm form, CancellationToken cancellationToken)
    {
        var errors = form.Check(DateOnly.FromDateTime(clock.GetLocalNow().DateTime));
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await people.FindAsync(id, cancellationToken) is not { } person)
            {
                return NotFound();
            }

            if (errors.Count > 0)
            {
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return View(new PersonPage(person, form, errors));
            }

            if (form.Stamp != PersonForm.StampOf(person.Contact) || await SaveAsync(person.Contact, form, cancellationToken) == 0)
            {
                // What was typed stays; sending it again writes over what the other one wrote, which the page shows.
                form.Stamp = PersonForm.StampOf(person.Contact);
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View(new PersonPage(person, form, new Dictionary<string, string> { [""] = "Review.People.Error.Stale" }));
            }

            audit.Add("contact.correct", $"Contact {id}", null, null, new { Changed = Changed(person.Contact, form), form.ValidUntil, Practices = person.Practices.Select(p => p.Id) });
            Announce(person.Practices);
            await db.SaveChangesAsync(cancellationToken);
            return this.RedirectTo($"{Address}/{id}", "Review.Notice.ContactSaved");
        }, cancellationToken);
    }

    [HttpGet(Address + "/{id:int}/usun")]
    public Task<IActionResult> Erase(int id, CancellationToken cancellationToken) => EraseViewAsync(id, nothingChosen: false, cancellationToken);

    [HttpPost(Address + "/{id:int}/usun")]
    public async Task<IActionResult> Erase([FromRoute] int id, [FromForm(Name = "osoba")] List<int>? chosen, CancellationToken cancellationToken)
    {
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await people.FindAsync(id, cancellationToken) is not { } person)
            {
                return NotFound();
            }

            // Only rows of this very person, whatever the form was made to send.
            var rows = (await people.SamePersonAsync(person, cancellationToken)).Where(r => chosen?.Contains(r.Contact.Id) ?? false).ToList();
            if (rows.Count == 0)
            {
                Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
                return await EraseViewAsync(id, nothingChosen: true, cancellationToken);
            }

            await EraseAsync(rows, cancellationToken);
            return this.RedirectTo(Address, "Review.Notice.ContactErased");
        }, cancellationToken);
    }

    [HttpGet(Address + "/powiadomienia")]
    public async Task<IActionResult> EraseAlerts([FromQuery(Name = "adres")] string? email, CancellationToken cancellationToken) =>
        await people.AlertsAsync(email, cancellationToken) is { Count: > 0 } alerts ? View(alerts) : NotFound();

    [HttpPost(Address + "/powiadomienia")]
    public async Task<IActionResult> EraseAlertsOf([FromForm(Name = "adres")] string? email, CancellationToken cancellationToken)
    {
        return await db.InTransactionAsync<IActionResult>(async () =>
        {
            if (await people.AlertsAsync(email, cancellationToken) is not { Count: > 0 } alerts)
            {
                return NotFound();
            }

            var count = await Subscriptions.EraseAsync(db, alerts[0].Email, cancellationToken);
            audit.Add("alert.erase", $"Alert {alerts[0].Id}", null, null, new { Alerts = count });
            await db.SaveChangesAsync(cancellationToken);
            return this.RedirectTo(Address, "Review.Notice.AlertsErased");
        }, cancellationToken);
    }

    private async Task EraseAsync(List<PersonRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => r.Contact.Id);
        var emails = rows.Select(r => r.Contact.Email).OfType<string>().Distinct().ToList();
        var practices = rows.SelectMany(r => r.Practices).DistinctBy(p => p.Id).ToList();
        // Who has such a draft open is told that it changed, and does not write the person back unawares.
        await db.Revisions.Where(r => ReviewWorkflow.Working.Contains(r.Status) && r.Contacts.Any(c => ids.Contains(c.ContactId)))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Version, r => r.Version + 1), cancellationToken);
        var named = await db.Set<RevisionContact>().Where(c => ids.Contains(c.ContactId)).ExecuteDeleteAsync(cancellationToken);
        await db.Contacts.Where(c => ids.Contains(c.Id)).ExecuteDeleteAsync(cancellationToken);
        await db.Messages.Where(m => m.Kind == MessageKind.ContactForm && m.Address != null && emails.Contains(m.Address)).ExecuteDeleteAsync(cancellationToken);
        audit.Add("contact.erase", $"Contact {ids[0]}", null, null, new { Contacts = ids.Count, Revisions = named, Practices = practices.Select(p => p.Id) });
        Announce(practices);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<IActionResult> EraseViewAsync(int id, bool nothingChosen, CancellationToken cancellationToken) =>
        await people.FindAsync(id, cancellationToken) is { } person
            ? View(nameof(Erase), new ErasePage(
                await people.SamePersonAsync(person, cancellationToken), await people.TextsNamingAsync(person.Contact.Name, cancellationToken), nothingChosen))
            : NotFound();

    /// <summary>0 when somebody changed it since it was read.</summary>
    private Task<int> SaveAsync(Contact old, PersonForm form, CancellationToken cancellationToken) => db.Contacts
        .Where(c => c.Id == old.Id && c.Name == old.Name && c.Post == old.Post && c.Phone == old.Phone && c.Email == old.Email && c.Visibility == old.Visibility && c.ValidUntil == old.ValidUntil)
        .ExecuteUpdateAsync(
            s => s.SetProperty(c => c.Name, form.Name).SetProperty(c => c.Post, form.Post).SetProperty(c => c.Phone, form.Phone).SetProperty(c => c.Email, form.Email)
                .SetProperty(c => c.Visibility, form.IsInternal ? ContactVisibility.Internal : ContactVisibility.Public).SetProperty(c => c.ValidUntil, form.Until),
            cancellationToken);

    private static IEnumerable<string> Changed(Contact old, PersonForm form)
    {
        var before = PersonForm.Of(old);
        return new (string Name, bool Differs)[]
        {
            (nameof(form.Name), before.Name != form.Name), (nameof(form.Post), before.Post != form.Post), (nameof(form.Phone), before.Phone != form.Phone),
            (nameof(form.Email), before.Email != form.Email), ("Visibility", before.IsInternal != form.IsInternal), (nameof(form.ValidUntil), before.ValidUntil != form.ValidUntil),
        }.Where(f => f.Differs).Select(f => f.Name);
    }

    private void Announce(IEnumerable<PersonPractice> practices) =>
        db.Changes.AddRange(practices.Select(p => new Change { PracticeId = p.Id, At = clock.GetUtcNow() }));
}
