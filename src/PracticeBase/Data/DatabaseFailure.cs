using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace PracticeBase.Data;

/// <summary>Tells a database that cannot answer now from one that was asked something wrong.</summary>
public static class DatabaseFailure
{
    /// <summary>The statement is at fault, not the database.</summary>
    private static readonly int[] OfSqliteStatements = [raw.SQLITE_CONSTRAINT, raw.SQLITE_TOOBIG, raw.SQLITE_MISMATCH, raw.SQLITE_MISUSE, raw.SQLITE_RANGE];

    /// <summary>SQL Server's errors below severity 17 that are no fault of the statement: timeout, login, database not there or not open, deadlock victim, broken connection.</summary>
    private static readonly int[] OfSqlServer = [-2, -1, 0, 2, 20, 53, 64, 121, 233, 258, 596, 617, 669, 913, 921, 945, 976, 983, 1205, 1222, 3960, 4060, 4221, 9001, 10053, 10054, 10060, 10928, 10929, 11001, 17142, 18401, 18456, 40143, 40166, 40197, 40501, 40540, 40613, 42108, 42109, 49918, 49919, 49920];

    /// <summary>True when trying again later may help: busy, unreachable, lost, full, read-only.</summary>
    public static bool IsAway(Exception? error) => error switch
    {
        null => false,
        SqliteException e => !OfSqliteStatements.Contains(e.SqliteErrorCode),
        SqlException e => e.Class >= 17 || OfSqlServer.Contains(e.Number),
        RetryLimitExceededException or TimeoutException => true,
        // The pool is exhausted: its error has no type of its own.
        InvalidOperationException { Source: "Microsoft.Data.SqlClient" or "Core Microsoft SqlClient Data Provider" } => true,
        _ => IsAway(error.InnerException),
    };
}
