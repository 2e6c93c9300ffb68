using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace PracticeBase.Data.SqlServer;

/// <summary>
/// Tries again what passes: a page, or a start, waits for a server that comes back within 15 seconds or so. Beside EF's own list, whatever ends a connection:
/// on Linux a server that refuses one, as it does before it is up, has no error number at all.
/// </summary>
public sealed class SqlServerRetries(ExecutionStrategyDependencies dependencies) : SqlServerRetryingExecutionStrategy(dependencies, Retries, TimeSpan.FromSeconds(5), Moving)
{
    private const int Retries = 5;

    /// <summary>From this class on an error is the connection's end (SQL Server, «Database Engine error severities»).</summary>
    private const byte EndsConnection = 20;

    /// <summary>A replica that changes its role, and a server that shuts down or takes no logins yet: 596 ends the session, 976, 978 and 983 the database is not to be read here now, 6005 shutting down, 18401 upgrading.</summary>
    private static readonly int[] Moving = [596, 976, 978, 983, 6005, 18401];

    protected override bool ShouldRetryOn(Exception exception) => base.ShouldRetryOn(exception) || exception is SqlException { Class: >= EndsConnection };
}
