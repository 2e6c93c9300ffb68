using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace PracticeBase.Infrastructure;

/// <summary>Tells what passes (a database that is away, locked or full, a disk that takes nothing) from a mistake of the program.</summary>
public static class Outage
{
    /// <summary>When to ask again, in seconds: for Retry-After.</summary>
    public const string RetryAfter = "10";

    private const int SqliteConstraint = 19;

    /// <summary>Of SQL Server: duplicate keys, references, missing values, triggers.</summary>
    private static readonly int[] SqlServerConstraints = [515, 547, 2601, 2627, 50000];

    /// <summary>Looks through the inner exceptions too.</summary>
    public static bool Is(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SqliteException sqlite:
                    return sqlite.SqliteErrorCode != SqliteConstraint;
                case SqlException sqlServer:
                    return !SqlServerConstraints.Contains(sqlServer.Number);
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
}
