using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Review;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Administration.Settings;

/// <summary>One setting as the page shows it.</summary>
/// <param name="Key">Which.</param>
/// <param name="Typed">What stands in the field.</param>
/// <param name="Configured">What holds without a value set here.</param>
/// <param name="IsSet">Set in the portal, so it goes before the configuration.</param>
/// <param name="Error">What is wrong with what was typed.</param>
public sealed record SettingView(SettingKey Key, string Typed, string Configured, bool IsSet, string? Error);

public sealed record SettingsPage(IReadOnlyList<SettingView> Settings, string Stamp, bool IsStale);

/// <summary>What the configuration says of the portal and its operator, for administrators to change without touching the machine.</summary>
[Authorize(Policy = Policies.Administrator)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SettingsController(PracticeBaseDbContext db, SettingsReader reader, RowEditing editing, AuditLog audit, Words words, TimeProvider clock) : Controller
{
    private const string Path = "/administracja/ustawienia";
    private const int MaxLength = 4000;

    [HttpGet(Path)]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) => Page(await RowsAsync(cancellationToken), [], [], isStale: false);

    [HttpPost(Path)]
    public async Task<IActionResult> Save([FromForm] string? stamp, [FromForm(Name = "przywroc")] string? restore, CancellationToken cancellationToken)
    {
        var rows = await RowsAsync(cancellationToken);
        // Fields of the keys that are known, and nothing else of what was sent.
        var typed = SettingKey.All.Where(k => Request.Form.ContainsKey(k.Name)).ToDictionary(k => k.Key, k => Clean(k, Request.Form[k.Name].ToString()));
        if (stamp != editing.StampOf(rows.Values.OrderBy(r => r.Key, StringComparer.Ordinal)))
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page(rows, typed, [], isStale: true);
        }

        if (restore is not null)
        {
            typed = [];
            if (SettingKey.All.FirstOrDefault(k => k.Key == restore) is { } key && rows.TryGetValue(key.Key, out var row))
            {
                db.Settings.Remove(row);
                audit.Add("settings.restore", $"Setting {key.Key}", words.Plain($"Admin.Setting.{key.Name}"), new { row.Value }, new { Value = Configured(key) });
            }
        }

        var errors = typed.Select(t => (t.Key, Error: WhyNot(SettingKey.All.First(k => k.Key == t.Key), t.Value))).Where(e => e.Error is not null).ToDictionary(e => e.Key, e => e.Error!);
        if (errors.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page(rows, typed, errors, isStale: false);
        }

        foreach (var key in SettingKey.All.Where(k => typed.ContainsKey(k.Key)))
        {
            Set(key, rows.GetValueOrDefault(key.Key), typed[key.Key]);
        }

        try
        {
            if (db.ChangeTracker.HasChanges())
            {
                db.Changes.Add(new Change { At = clock.GetUtcNow() });
                await db.SaveChangesAsync(cancellationToken);
            }
        }
        catch (DbUpdateException e) when (!Outage.Is(e))
        {
            // Another administrator saved in the same moment: a row was changed, deleted, or inserted with the same key.
            db.ChangeTracker.Clear();
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page(await RowsAsync(cancellationToken), typed, [], isStale: true);
        }

        await reader.ReadAsync(cancellationToken);
        return this.RedirectTo(Path, "Admin.Notice.Saved");
    }

    private async Task<Dictionary<string, Setting>> RowsAsync(CancellationToken cancellationToken) => await db.Settings.ToDictionaryAsync(s => s.Key, cancellationToken);

    /// <summary>A value that is the configuration's own is not set here, unless it was set before.</summary>
    private void Set(SettingKey key, Setting? row, string value)
    {
        var before = row?.Value ?? Configured(key);
        if (value == before)
        {
            return;
        }

        if (row is null)
        {
            db.Settings.Add(new Setting { Key = key.Key, Value = value });
        }
        else
        {
            row.Value = value;
        }

        audit.Add("settings.change", $"Setting {key.Key}", words.Plain($"Admin.Setting.{key.Name}"), new { Value = before }, new { Value = value });
    }

    private string? WhyNot(SettingKey key, string value)
    {
        if (value.Length > MaxLength)
        {
            return words.Plain("Admin.Error.TooLong", words.Number(MaxLength), words.Number(value.Length));
        }

        if (value.Length > 0 && key.IsDate && !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return words.Plain("Admin.Error.Date");
        }

        if (key.Type == typeof(long))
        {
            return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && key.Rules.All(r => r.IsValid(number)) ? null : words.Plain("Admin.Error.Count");
        }

        if (value.Length == 0 && key.Type == typeof(DateOnly))
        {
            return words.Plain("Admin.Error.Required");
        }

        // An empty value is none; only what is required says something about it.
        var broken = key.Rules.FirstOrDefault(r => (value.Length > 0 || r is RequiredAttribute) && !r.IsValid(value));
        return broken is null ? null : words.Plain($"Admin.Error.{broken.GetType().Name[..^nameof(Attribute).Length]}");
    }

    private static string Clean(SettingKey key, string typed)
    {
        var clean = (key.IsLong ? InputText.Clean(typed) : InputText.CleanLine(typed)) ?? "";
        return key.Type == typeof(long) ? clean.Replace(" ", "", StringComparison.Ordinal).Replace("\u00A0", "", StringComparison.Ordinal) : clean;
    }

    private string Configured(SettingKey key) => reader.Configured(key.Key) ?? key.Default;

    private ViewResult Page(Dictionary<string, Setting> rows, Dictionary<string, string> typed, Dictionary<string, string> errors, bool isStale) => View("Index", new SettingsPage(
        [.. SettingKey.All.Select(k => new SettingView(
            k, typed.GetValueOrDefault(k.Key) ?? rows.GetValueOrDefault(k.Key)?.Value ?? Configured(k), Configured(k), rows.ContainsKey(k.Key), errors.GetValueOrDefault(k.Key)))],
        editing.StampOf(rows.Values.OrderBy(r => r.Key, StringComparer.Ordinal)),
        isStale));
}
