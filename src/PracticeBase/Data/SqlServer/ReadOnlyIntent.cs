using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PracticeBase.Data.SqlServer;

/// <summary>Chooses between the database that is written to and a readable copy each time that a connection is opened, so that a pooled context carries nothing over.</summary>
internal sealed class ReadOnlyIntent : DbConnectionInterceptor
{
    private readonly string database;
    private readonly string primary;
    private readonly string copy;

    /// <param name="connectionString">Of the availability group's listener, or of whatever else routes by intent.</param>
    public ReadOnlyIntent(string connectionString)
    {
        var builder = new SqlConnectionStringBuilder(connectionString) { ApplicationIntent = ApplicationIntent.ReadWrite };
        (database, primary) = (builder.InitialCatalog, builder.ConnectionString);
        builder.ApplicationIntent = ApplicationIntent.ReadOnly;
        copy = builder.ConnectionString;
    }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Choose(connection);
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Choose(connection);
        return ValueTask.FromResult(result);
    }

    private void Choose(DbConnection connection)
    {
        // A new database is made through the server's own, which stays as it is.
        if (connection.State == System.Data.ConnectionState.Closed && connection.Database == database)
        {
            connection.ConnectionString = PublicReads.IsWanted ? copy : primary;
        }
    }
}
