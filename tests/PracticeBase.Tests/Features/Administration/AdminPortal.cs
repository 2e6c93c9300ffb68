using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public static class AdminPortal
{
    public static async Task<Visitor> SignInAsync(this PortalFactory portal, AccountRoles roles = AccountRoles.Administrator, string name = "Adam Zarządca") =>
        await portal.SignInAsync(await portal.AddAccountAsync(name, roles));

    /// <summary>Every column of every row of a table as the database has it.</summary>
    public static Task<string> RowsAsync(this PortalFactory portal, string sql) => portal.UseDatabaseAsync(async db =>
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)}")));
        }

        return string.Join('\n', lines);
    });

    public static Task<AuditEntry> LastEntryAsync(this PortalFactory portal, string action) => portal.UseDatabaseAsync(db =>
        db.Audit.AsNoTracking().Include(e => e.Account).Where(e => e.Action == action).OrderByDescending(e => e.Id).FirstAsync(TestContext.Current.CancellationToken));

    /// <summary>The message beside a field.</summary>
    public static string? ErrorOf(this Page page, string field) => page.Document.GetElementById($"{field}-err")?.Words();

    public static string ValueOf(this Page page, string field) => page.Document.GetElementById(field) switch
    {
        AngleSharp.Html.Dom.IHtmlTextAreaElement area => area.Value,
        AngleSharp.Html.Dom.IHtmlInputElement input => input.Value,
        AngleSharp.Html.Dom.IHtmlSelectElement select => select.Value ?? "",
        _ => throw new InvalidOperationException($"No field «{field}»."),
    };

    /// <summary>What the database says when it refuses an SQL command.</summary>
    public static Task<DbException> RefusedAsync(this PortalFactory portal, string sql) =>
        portal.UseDatabaseAsync(db => Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync(sql)));
}
