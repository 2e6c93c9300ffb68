using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Audit;

/// <param name="Filter">What was asked for.</param>
/// <param name="Groups">The first words of all actions there are.</param>
/// <param name="Entries">Newest first.</param>
/// <param name="Older">The last entry's number, when there are older ones.</param>
public sealed record AuditPage(AuditFilter Filter, IReadOnlyList<string> Groups, IReadOnlyList<AuditEntry> Entries, long? Older);

/// <summary>The log of privileged acts: searched, paged by number, exported. Nobody edits it, here or anywhere.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AuditController(PracticeBaseDbContext db, AuditLog audit, Words words, TimeProvider clock) : Controller
{
    public const int PageSize = 50;

    /// <summary>As many are in memory at once: with SQL Server, whose answers may be asked for again, EF reads each whole.</summary>
    private const int ExportSize = 1000;

    [HttpGet("/administracja/dziennik")]
    public async Task<IActionResult> Index(AuditFilter filter, CancellationToken cancellationToken)
    {
        filter.Tidy();
        var found = filter.Narrow(db.Audit.AsNoTracking(), clock.LocalTimeZone);
        if (filter.Before is { } before)
        {
            found = found.Where(e => e.Id < before);
        }

        var entries = await found.Include(e => e.Account).OrderByDescending(e => e.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        var actions = await db.Audit.Select(e => e.Action).Distinct().ToListAsync(cancellationToken);
        return View(new AuditPage(
            filter, [.. actions.Select(a => a.Split('.')[0]).Distinct().Order(StringComparer.Ordinal)], [.. entries.Take(PageSize)], entries.Count > PageSize ? entries[PageSize - 1].Id : null));
    }

    /// <summary>All that the filter finds, as it is read from the database; taking it out is an act of its own.</summary>
    [HttpPost("/administracja/dziennik/eksport")]
    public async Task<IActionResult> Export(AuditFilter filter, CancellationToken cancellationToken)
    {
        filter.Tidy();
        audit.Add("audit.export", "AuditEntry", null, null, new { filter.Person, filter.Group, filter.Subject, filter.Text, filter.From, filter.Until });
        await db.SaveChangesAsync(cancellationToken);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"dziennik-{clock.GetLocalNow():yyyy-MM-dd}.csv\"");
        await using var writer = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await writer.WriteLineAsync("at;account;name;action;text;subject;subjectName;before;after");
        var found = filter.Narrow(db.Audit.AsNoTracking(), clock.LocalTimeZone);
        var (last, isMore) = (long.MaxValue, true);
        while (isMore)
        {
            var rows = await found.Where(e => e.Id < last).OrderByDescending(e => e.Id).Take(ExportSize)
                .Select(e => new { e.Id, e.At, e.AccountId, e.Account!.Name, e.Action, e.Subject, e.SubjectName, e.Before, e.After }).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                var cells = new[]
                {
                    row.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), row.AccountId?.ToString(CultureInfo.InvariantCulture), row.Name, row.Action,
                    words.Find($"Admin.Action.{row.Action}"), row.Subject, row.SubjectName, row.Before, row.After,
                };
                await writer.WriteLineAsync(string.Join(';', cells.Select(Cell)));
            }

            (last, isMore) = (rows.Count > 0 ? rows[^1].Id : last, rows.Count == ExportSize);
        }

        return new EmptyResult();
    }

    /// <summary>Quoted; what a spreadsheet would take for a formula stays a text.</summary>
    private static string Cell(string? value)
    {
        var text = value ?? "";
        var safe = text is ['=' or '+' or '-' or '@' or '\t', ..] ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
