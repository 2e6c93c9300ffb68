using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace PracticeBase.Data;

/// <summary>
/// The one way to write several things together. Where the provider tries again after a passing failure of the server, the whole work is done again.
/// </summary>
public static class Transactions
{
    /// <summary>Runs the work in a transaction and commits what it saved. Within a transaction that has begun already it is a part of that one.</summary>
    /// <param name="db">Tracks nothing when the work begins, the first time as well as the next: what the work changes, it reads.</param>
    /// <param name="work">May run several times; only the database remembers what an earlier run did. It takes back what it saved by rolling back the context's transaction.</param>
    /// <param name="cancellationToken">Ends the waiting; a commit that has begun is waited for.</param>
    /// <param name="isolation">The provider's own unless said otherwise.</param>
    /// <returns>What the work that was committed returned.</returns>
    /// <exception cref="RetryLimitExceededException">The server failed each time.</exception>
    public static async Task<T> InTransactionAsync<T>(this PracticeBaseDbContext db, Func<Task<T>> work, CancellationToken cancellationToken, IsolationLevel isolation = IsolationLevel.Unspecified)
    {
        if (db.Database.CurrentTransaction is not null)
        {
            return await work();
        }

        var run = new Run<T>(db, work, isolation, startsClean: true);
        try
        {
            return await run.ExecuteAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (IsDuplicate(e))
        {
            // Where several write at once, somebody else wrote the same in this moment. What the work looked for in vain it finds now, and says so.
            return await run.ExecuteAsync(cancellationToken);
        }
    }

    /// <summary>A unique index or a key had the value already.</summary>
    private static bool IsDuplicate(DbUpdateException exception) => exception.GetBaseException() is
        SqlException { Number: 2601 or 2627 } or SqliteException { SqliteExtendedErrorCode: SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY };

    /// <inheritdoc cref="InTransactionAsync{T}"/>
    public static Task InTransactionAsync(this PracticeBaseDbContext db, Func<Task> work, CancellationToken cancellationToken, IsolationLevel isolation = IsolationLevel.Unspecified) =>
        db.InTransactionAsync(async () =>
        {
            await work();
            return true;
        }, cancellationToken, isolation);

    /// <summary>One save outside of a transaction, added once though the answer to its commit got lost.</summary>
    /// <param name="save">Saves without accepting, so that it can be done again.</param>
    internal static async Task<int> SaveOnceAsync(this PracticeBaseDbContext db, Func<Task<int>> save, CancellationToken cancellationToken)
    {
        var count = await new Run<int>(db, save, IsolationLevel.Unspecified, startsClean: false).ExecuteAsync(cancellationToken);
        db.ChangeTracker.AcceptAllChanges();
        return count;
    }

    private sealed class Run<T>(PracticeBaseDbContext db, Func<Task<T>> work, IsolationLevel isolation, bool startsClean)
    {
        private T result = default!;
        private bool isCommitting;
        private object? witness;

        public Task<T> ExecuteAsync(CancellationToken cancellationToken) =>
            db.Database.CreateExecutionStrategy().ExecuteAsync(this, (_, run, token) => run.MakeAsync(token), (_, run, token) => run.VerifyAsync(token), cancellationToken);

        private async Task<T> MakeAsync(CancellationToken cancellationToken)
        {
            using var primary = PublicReads.Leave();
            (isCommitting, witness) = (false, null);
            if (startsClean)
            {
                db.ChangeTracker.Clear();
            }

            db.SavingChanges += Watch;
            try
            {
                using var turn = await db.WaitToWriteAsync(cancellationToken);
                await using var level = isolation == IsolationLevel.Unspecified ? null : await db.KeepIsolationAsync(cancellationToken);
                await using var transaction = await db.Database.BeginTransactionAsync(isolation, cancellationToken);
                result = await work();
                if (db.Database.CurrentTransaction is not null)
                {
                    isCommitting = true;
                    await transaction.CommitAsync(CancellationToken.None);
                }

                return result;
            }
            finally
            {
                db.SavingChanges -= Watch;
            }
        }

        /// <summary>
        /// Whether a commit whose answer got lost took place: one row that the work added tells for all of it, because its number is given once.
        /// Work that adds nothing is done again: what it changes is set to a value, or changed on a condition that no longer holds.
        /// </summary>
        private async Task<ExecutionResult<T>> VerifyAsync(CancellationToken cancellationToken)
        {
            using var primary = PublicReads.Leave();
            return new(isCommitting && witness is not null && await db.Entry(witness).GetDatabaseValuesAsync(cancellationToken) is not null, result);
        }

        private void Watch(object? sender, SavingChangesEventArgs e) =>
            witness ??= db.ChangeTracker.Entries().FirstOrDefault(entry => entry.State == EntityState.Added && IsNumbered(entry.Metadata))?.Entity;

        private static bool IsNumbered(IEntityType type) => type.FindPrimaryKey() is { Properties: [{ ValueGenerated: ValueGenerated.OnAdd } number] } && (number.ClrType == typeof(int) || number.ClrType == typeof(long));
    }
}
