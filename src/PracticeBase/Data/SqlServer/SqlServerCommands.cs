namespace PracticeBase.Data.SqlServer;

/// <summary>Words of SQL Server's own language. What an administrator runs: a server's backup lies on the server's own disk, out of this program's reach.</summary>
public static class SqlServerCommands
{
    /// <summary>Compares texts as they are written. By the rules of a language, as the server does otherwise, a look through all texts takes many times as long.</summary>
    public const string AsWritten = "Latin1_General_100_BIN2";

    public static string Backup(string database) =>
        $"BACKUP DATABASE {Name(database)} TO DISK = N'{File(database)}' WITH COPY_ONLY, CHECKSUM, COMPRESSION, INIT;";

    public static string Restore(string database) =>
        $"RESTORE DATABASE {Name(database)} FROM DISK = N'{File(database)}' WITH CHECKSUM, REPLACE;";

    private static string Name(string database) => $"[{database.Replace("]", "]]", StringComparison.Ordinal)}]";

    private static string File(string database) => $"{database.Replace("'", "''", StringComparison.Ordinal)}.bak";
}
