using SQLitePCL;

namespace PracticeBase.Data.Sqlite;

/// <summary>What holds for SQLite in the whole process.</summary>
public static class SqliteProcess
{
    /// <summary>
    /// SQLite counts what it has allocated, for nobody here, and takes one lock for the whole process at each allocation to do it. To be called
    /// before the first connection is opened; later calls change nothing.
    /// </summary>
    public static void Configure()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }
}
