using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data.Sqlite;

namespace PracticeBase.Tests.Hosting;

/// <summary>
/// Lets SQLite be tried again after a passing failure, as the strategy of SQL Server is, and makes one such failure where a test wants it.
/// </summary>
public sealed class PassingFailures : DbCommandInterceptor, IDbTransactionInterceptor
{
    private readonly Lock gate = new();
    private int command;
    private bool atCommit;
    private bool afterCommit;

    /// <summary>The failure that was wanted has taken place.</summary>
    public bool HasFailed { get; private set; }

    public void AddTo(IServiceCollection services) => services.ConfigureDbContext<SqlitePracticeBaseDbContext>(o => o.AddInterceptors(this, SqlServerTranslation.Instance, new SqlServerColumns()).UseSqlite(s => s.ExecutionStrategy(d => new Strategy(d))));

    /// <summary>The n-th command from now fails before it does anything; the next ones work.</summary>
    public void FailCommand(int n) => Want(() => command = n);

    /// <summary>The next commit fails: nothing of it is kept.</summary>
    public void FailCommit() => Want(() => atCommit = true);

    /// <summary>The next commit takes place, and whoever asked for it does not learn of it.</summary>
    public void LoseAnswerToCommit() => Want(() => afterCommit = true);

    public void Stop() => Want(() => { });

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        CountCommand();
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        CountCommand();
        return ValueTask.FromResult(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Fail(ref atCommit);
        return ValueTask.FromResult(result);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Fail(ref afterCommit);
        return Task.CompletedTask;
    }

    private void Want(Action what)
    {
        lock (gate)
        {
            (command, atCommit, afterCommit, HasFailed) = (0, false, false, false);
            what();
        }
    }

    private void CountCommand()
    {
        var isDue = false;
        lock (gate)
        {
            isDue = command > 0 && --command == 0;
        }

        Fail(ref isDue);
    }

    private void Fail(ref bool isWanted)
    {
        lock (gate)
        {
            if (!isWanted)
            {
                return;
            }

            (isWanted, HasFailed) = (false, true);
        }

        throw new PassingFailure();
    }

    private sealed class PassingFailure() : DbException("The server was away for a moment.");

    private sealed class Strategy(ExecutionStrategyDependencies dependencies) : ExecutionStrategy(dependencies, maxRetryCount: 2, maxRetryDelay: TimeSpan.Zero)
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is PassingFailure;

        protected override TimeSpan? GetNextDelay(Exception lastException) => base.GetNextDelay(lastException) is null ? null : TimeSpan.Zero;
    }
}
