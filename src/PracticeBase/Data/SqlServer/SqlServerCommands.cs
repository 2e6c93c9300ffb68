namespace PracticeBase.Data.SqlServer;

/// <summary>What an administrator of SQL Server runs: a server's backup lies on the server's own disk, out of this program's reach.</summary>
public static class SqlServerCommands
{
    public static string Backup(string database) =>
        $"BACKUP DATABASE {Name(database)} TO DISK = N'{File(database)}' WITH COPY_ONLY, CHECKSUM, COMPRESSION, INIT;";

    public static string Restore(string database) =>
        $"RESTORE DATABASE {Name(database)} FROM DISK = N'{File(database)}' WITH CHECKSUM, REPLACE;";

    private static string Name(string database) => $"[{database.Replace("]", "]]", StringComparison.Ordinal)}]";

    private static string File(string database) => $"{database.Replace("'", "''", StringComparison.Ordinal)}.bak";
}
