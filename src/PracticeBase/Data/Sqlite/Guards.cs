using Microsoft.EntityFrameworkCore.Migrations;

namespace PracticeBase.Data.Sqlite;

/// <summary>
/// What the database itself refuses: a change of a published revision or of its parts, and any change of the history and of the audit log.
/// A revision announced in the change feed is sealed: from then on its parts take no additions either.
/// </summary>
internal static class Guards
{
    private const string Refuse = "SELECT RAISE(ABORT, 'A published revision never changes.');";

    private static readonly string[] Parts = ["Partners", "Attachments", "RevisionTargetGroups"];

    /// <param name="migration">Where the triggers are made.</param>
    /// <param name="frozenColumns">Of Revisions: all but the status and the seal.</param>
    public static void Create(MigrationBuilder migration, IEnumerable<string> frozenColumns)
    {
        const string frozen = "('Published', 'Superseded')";
        var columns = string.Join(", ", frozenColumns.Select(c => $"\"{c}\""));
        migration.Sql($"""
            CREATE TRIGGER TR_Revisions_Frozen BEFORE UPDATE OF {columns} ON Revisions WHEN OLD.Status IN {frozen} BEGIN {Refuse} END;
            CREATE TRIGGER TR_Revisions_FrozenStatus BEFORE UPDATE OF Status ON Revisions
              WHEN (OLD.Status = 'Superseded' AND NEW.Status <> 'Superseded') OR (OLD.Status = 'Published' AND NEW.Status NOT IN {frozen}) BEGIN {Refuse} END;
            CREATE TRIGGER TR_Revisions_Kept BEFORE DELETE ON Revisions WHEN OLD.Status <> 'Draft' OR OLD.SubmittedAt IS NOT NULL BEGIN SELECT RAISE(ABORT, 'A submitted revision is kept.'); END;
            CREATE TRIGGER TR_Changes_Seal AFTER INSERT ON Changes WHEN NEW.PracticeId IS NOT NULL BEGIN
              UPDATE Revisions SET IsSealed = 1 WHERE PracticeId = NEW.PracticeId AND IsSealed = 0 AND Status IN {frozen}; END;
            CREATE TRIGGER TR_HistoryEntries_Frozen BEFORE UPDATE ON HistoryEntries BEGIN SELECT RAISE(ABORT, 'The history is never edited.'); END;
            CREATE TRIGGER TR_HistoryEntries_Kept BEFORE DELETE ON HistoryEntries
              WHEN EXISTS (SELECT 1 FROM Revisions r WHERE r.Id = OLD.RevisionId AND (r.Status <> 'Draft' OR r.SubmittedAt IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'The history is kept.'); END;
            CREATE TRIGGER TR_AuditEntries_AppendOnly BEFORE UPDATE ON AuditEntries BEGIN SELECT RAISE(ABORT, 'The audit log is never edited.'); END;
            CREATE TRIGGER TR_AuditEntries_Kept BEFORE DELETE ON AuditEntries WHEN OLD.At > datetime('now', '-2 years') BEGIN SELECT RAISE(ABORT, 'The audit log is kept for two years.'); END;
            """);
        foreach (var part in Parts)
        {
            migration.Sql($"""
                CREATE TRIGGER TR_{part}_Frozen BEFORE UPDATE ON {part}
                  WHEN EXISTS (SELECT 1 FROM Revisions r WHERE r.Id IN (OLD.RevisionId, NEW.RevisionId) AND r.Status IN {frozen}) BEGIN {Refuse} END;
                CREATE TRIGGER TR_{part}_Kept BEFORE DELETE ON {part}
                  WHEN EXISTS (SELECT 1 FROM Revisions r WHERE r.Id = OLD.RevisionId AND r.Status IN {frozen}) BEGIN {Refuse} END;
                CREATE TRIGGER TR_{part}_Sealed BEFORE INSERT ON {part}
                  WHEN EXISTS (SELECT 1 FROM Revisions r WHERE r.Id = NEW.RevisionId AND r.IsSealed = 1) BEGIN {Refuse} END;
                """);
        }
    }

    public static void Drop(MigrationBuilder migration)
    {
        string[] single = ["Revisions_Frozen", "Revisions_FrozenStatus", "Revisions_Kept", "Changes_Seal", "HistoryEntries_Frozen", "HistoryEntries_Kept", "AuditEntries_AppendOnly", "AuditEntries_Kept"];
        foreach (var name in single.Concat(Parts.SelectMany(p => new[] { $"{p}_Frozen", $"{p}_Kept", $"{p}_Sealed" })))
        {
            migration.Sql($"DROP TRIGGER IF EXISTS TR_{name};");
        }
    }
}
