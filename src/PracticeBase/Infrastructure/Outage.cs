using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace PracticeBase.Infrastructure;

/// <summary>Tells what passes (a database that is away, locked or full, a disk that takes nothing) from a mistake of the program.</summary>
public static class Outage
{
    /// <summary>When to ask again, in seconds: for Retry-After.</summary>
    public const string RetryAfter = "10";

    private const int SqliteConstraint = 19;

    /// <summary>From this class on SQL Server lacks something: room, memory, a connection.</summary>
    private const byte Resources = 17;

    /// <summary>Of SQL Server's lower classes: time-out (-2), deadlock, lock time-out, read-only database, no such database yet, no login yet, snapshots that came too late. What is tried again besides ends as a <see cref="RetryLimitExceededException"/>.</summary>
    private static readonly int[] Passing = [-2, 1205, 1222, 3906, 3908, 3960, 4060, 18456];

    /// <summary>Looks through the inner exceptions too.</summary>
    public static bool Is(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case RetryLimitExceededException:
                    // What was tried again, passes.
                    return true;
                case SqliteException sqlite:
                    return sqlite.SqliteErrorCode != SqliteConstraint;
                case SqlException sqlServer:
                    return IsPassing(sqlServer.Number, sqlServer.Class);
                // The pool of connections is exhausted: that error has no type of its own.
                case InvalidOperationException { Source: "Microsoft.Data.SqlClient" or "Core Microsoft SqlClient Data Provider" }:
                    return true;
                case BadHttpRequestException:
                    return false;
                case DbException or TimeoutException or IOException or UnauthorizedAccessException:
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether an error of SQL Server passes by itself; all others are ours: a value that does not fit, a trigger that refuses, a right or a column that is missing.</summary>
    public static bool IsPassing(int number, byte severity) => severity >= Resources || Passing.Contains(number);
}
