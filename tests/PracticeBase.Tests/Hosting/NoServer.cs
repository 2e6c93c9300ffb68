using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data.SqlServer;

namespace PracticeBase.Tests.Hosting;

/// <summary>Takes what is asked of a SQL Server: kept for the test, sent nowhere, answered with no rows and counts of nothing.</summary>
public sealed class NoServer : DbCommandInterceptor
{
    private readonly NoConnection connection = new();

    public List<string> Commands { get; } = [];

    /// <summary>What each opening of a connection told the server to expect, in their order.</summary>
    public IReadOnlyList<ApplicationIntent> Intents => connection.Intents;

    /// <summary>Takes what a whole portal asks. Nothing is tried again, because that would read the columns of answers that have none.</summary>
    public void AddTo(IServiceCollection services) => services.ConfigureDbContext<SqlServerPracticeBaseDbContext>(
        o => o.AddInterceptors(this, connection).UseSqlServer(s => s.ExecutionStrategy(d => new NonRetryingExecutionStrategy(d))));

    public SqlServerPracticeBaseDbContext Create() =>
        new(new DbContextOptionsBuilder<SqlServerPracticeBaseDbContext>().UseSqlServer("Server=nowhere;Encrypt=true", s => s.UseCompatibilityLevel(160)).AddInterceptors(this, connection).Options);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Commands.Add(command.CommandText);
        var table = new DataTable();
        if (command.CommandText.StartsWith("SELECT COUNT(*)\n", StringComparison.Ordinal) || command.CommandText.StartsWith("SELECT COUNT(*)\r\n", StringComparison.Ordinal))
        {
            table.Columns.Add("count", typeof(int));
            table.Rows.Add(0);
        }

        return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(table.CreateDataReader()));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Commands.Add(command.CommandText);
        return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(0));
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public List<ApplicationIntent> Intents { get; } = [];

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            Intents.Add(new SqlConnectionStringBuilder(connection.ConnectionString).ApplicationIntent);
            return ValueTask.FromResult(InterceptionResult.Suppress());
        }
    }
}
