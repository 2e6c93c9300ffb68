using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Contents;

public sealed class CalendarEventForm : AdminForm
{
    public string? Title { get; set; }

    public string? Description { get; set; }

    public string? StartsOn { get; set; }

    public string? EndsOn { get; set; }

    public string? StartsAt { get; set; }

    public string? Place { get; set; }

    public string? Url { get; set; }
}

[Route(Path)]
public sealed class CalendarEventsController(PracticeBaseDbContext db, RowEditing editing, Words words, TimeProvider clock) : ContentController<CalendarEvent, CalendarEventForm>(db, editing, words)
{
    public const string Path = "/administracja/tresci/kalendarium";

    private const int MaxDescription = 4000;
    private const int MostShown = 500;

    protected override string Root => Path;

    protected override string Public => "/kalendarium";

    protected override CalendarEventForm FormOf(CalendarEvent row) => new()
    {
        Title = row.Title,
        Description = row.Description,
        StartsOn = row.StartsOn.ToString("O", CultureInfo.InvariantCulture),
        EndsOn = row.EndsOn?.ToString("O", CultureInfo.InvariantCulture),
        StartsAt = row.StartsAt?.ToString("HH:mm", CultureInfo.InvariantCulture),
        Place = row.Place,
        Url = row.Url,
    };

    protected override Task<CalendarEvent> ReadAsync(CalendarEventForm form, CalendarEvent? row, FormCheck check, CancellationToken cancellationToken)
    {
        var starts = check.Date(nameof(form.StartsOn), form.StartsOn);
        if (starts is null)
        {
            check.Refuse(nameof(form.StartsOn), "Admin.Error.Required");
        }

        row ??= new CalendarEvent { Title = "", StartsOn = default };
        row.Title = check.Line(nameof(form.Title), form.Title, 300);
        row.Description = check.OptionalBody(nameof(form.Description), form.Description, MaxDescription);
        row.StartsOn = starts ?? default;
        row.EndsOn = check.Date(nameof(form.EndsOn), form.EndsOn);
        if (row.EndsOn < row.StartsOn)
        {
            check.Refuse(nameof(form.EndsOn), "Admin.Error.EndBeforeStart");
        }

        row.EndsOn = row.EndsOn == row.StartsOn ? null : row.EndsOn;
        row.StartsAt = check.Time(nameof(form.StartsAt), form.StartsAt);
        row.Place = check.OptionalLine(nameof(form.Place), form.Place, 200);
        row.Url = check.Url(nameof(form.Url), form.Url, 500);
        return Task.FromResult(row);
    }

    protected override string NameOf(CalendarEvent row) => row.Title;

    protected override async Task<IReadOnlyList<ContentRow>> RowsAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var rows = await Db.CalendarEvents.AsNoTracking().OrderByDescending(e => e.StartsOn).ThenByDescending(e => e.Id).Take(MostShown).ToListAsync(cancellationToken);
        return [.. rows.Select(e => new ContentRow(e.Id, e.Title, Words.Date(e.StartsOn) + (e.EndsOn is { } end ? $" – {Words.Date(end)}" : ""), (e.EndsOn ?? e.StartsOn) < today))];
    }
}
