using Microsoft.EntityFrameworkCore.Migrations;

namespace PracticeBase.Data.SqlServer;

/// <inheritdoc cref="Sqlite.Guards"/>
internal static class Guards
{
    private const string Refuse = "THROW 51000, 'A published revision never changes.', 1;";

    private static readonly string[] Parts = ["Partners", "Attachments", "RevisionTargetGroups"];

    /// <inheritdoc cref="Sqlite.Guards.Create"/>
    public static void Create(MigrationBuilder migration, IEnumerable<string> frozenColumns)
    {
        const string frozen = "('Published', 'Superseded')";
        var touched = string.Join(" OR ", frozenColumns.Select(c => $"UPDATE([{c}])"));
        Trigger(migration, "Revisions_Frozen", "Revisions", "UPDATE", $"""
            IF ({touched}) AND EXISTS (SELECT 1 FROM deleted WHERE Status IN {frozen}) {Refuse}
            IF UPDATE(Status) AND EXISTS (SELECT 1 FROM deleted d JOIN inserted i ON i.Id = d.Id
              WHERE (d.Status = 'Superseded' AND i.Status <> 'Superseded') OR (d.Status = 'Published' AND i.Status NOT IN {frozen})) {Refuse}
            """);
        Trigger(migration, "Revisions_Kept", "Revisions", "DELETE",
            "IF EXISTS (SELECT 1 FROM deleted WHERE Status <> 'Draft' OR SubmittedAt IS NOT NULL) THROW 51001, 'A submitted revision is kept.', 1;");
        Trigger(migration, "Changes_Seal", "Changes", "INSERT",
            $"UPDATE r SET IsSealed = 1 FROM Revisions r JOIN inserted i ON i.PracticeId = r.PracticeId WHERE r.IsSealed = 0 AND r.Status IN {frozen};");
        Trigger(migration, "HistoryEntries_Frozen", "HistoryEntries", "UPDATE", "IF EXISTS (SELECT 1 FROM deleted) THROW 51002, 'The history is never edited.', 1;");
        Trigger(migration, "HistoryEntries_Kept", "HistoryEntries", "DELETE",
            "IF EXISTS (SELECT 1 FROM deleted d JOIN Revisions r ON r.Id = d.RevisionId WHERE r.Status <> 'Draft' OR r.SubmittedAt IS NOT NULL) THROW 51003, 'The history is kept.', 1;");
        Trigger(migration, "AuditEntries_AppendOnly", "AuditEntries", "UPDATE", "IF EXISTS (SELECT 1 FROM deleted) THROW 51004, 'The audit log is never edited.', 1;");
        Trigger(migration, "AuditEntries_Kept", "AuditEntries", "DELETE",
            "IF EXISTS (SELECT 1 FROM deleted WHERE At > DATEADD(year, -2, SYSUTCDATETIME())) THROW 51005, 'The audit log is kept for two years.', 1;");
        foreach (var part in Parts)
        {
            Trigger(migration, $"{part}_Frozen", part, "UPDATE, DELETE", $"IF EXISTS (SELECT 1 FROM deleted d JOIN Revisions r ON r.Id = d.RevisionId WHERE r.Status IN {frozen}) {Refuse}");
            Trigger(migration, $"{part}_Sealed", part, "INSERT, UPDATE", $"IF EXISTS (SELECT 1 FROM inserted i JOIN Revisions r ON r.Id = i.RevisionId WHERE r.IsSealed = 1) {Refuse}");
        }
    }

    public static void Drop(MigrationBuilder migration)
    {
        string[] single = ["Revisions_Frozen", "Revisions_Kept", "Changes_Seal", "HistoryEntries_Frozen", "HistoryEntries_Kept", "AuditEntries_AppendOnly", "AuditEntries_Kept"];
        foreach (var name in single.Concat(Parts.SelectMany(p => new[] { $"{p}_Frozen", $"{p}_Sealed" })))
        {
            migration.Sql($"DROP TRIGGER IF EXISTS TR_{name};");
        }
    }

    /// <summary>Through EXEC, so that an idempotent script can put it under a condition.</summary>
    private static void Trigger(MigrationBuilder migration, string name, string table, string on, string body) =>
        migration.Sql($"EXEC(N'CREATE TRIGGER TR_{name} ON {table} AFTER {on} AS BEGIN SET NOCOUNT ON; {body.Replace("'", "''", StringComparison.Ordinal)} END');");
}
