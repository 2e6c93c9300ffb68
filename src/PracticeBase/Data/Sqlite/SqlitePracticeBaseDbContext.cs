using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PracticeBase.Data.Sqlite;

public sealed class SqlitePracticeBaseDbContext(DbContextOptions<SqlitePracticeBaseDbContext> options) : PracticeBaseDbContext(options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private bool isWriting;

    /// <summary>A lock of the operating system on «….db.lock», which ends with the process however that ends.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public override async Task<IAsyncDisposable> LockAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        var file = await LockFileAsync(Database.GetDbConnection().DataSource + ".lock", cancellationToken);
        // EF's own lock is a row in this table, which a killed process leaves behind for ever. Whoever holds the file knows that it is nobody's.
        await Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellationToken);
        return file;
    }

    internal override async ValueTask<IDisposable?> WaitToWriteAsync(CancellationToken cancellationToken)
    {
        if (isWriting)
        {
            // Work that has rolled back its transaction, and writes again.
            return null;
        }

        var queue = WriteQueue.Of(Database.GetConnectionString()!);
        await queue.EnterAsync(cancellationToken);
        isWriting = true;
        return new Turn(this, queue);
    }

    private static async Task<FileStream> LockFileAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process has it. The file stays when the lock ends: deleting it would let two have one each.
                await Task.Delay(Patience, cancellationToken);
            }
        }
    }

    private sealed class Turn(SqlitePracticeBaseDbContext db, WriteQueue queue) : IDisposable
    {
        public void Dispose()
        {
            db.isWriting = false;
            queue.Leave();
        }
    }
}

/// <summary>For `dotnet ef` alone; connects to nothing.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqlitePracticeBaseDbContext>
{
    public SqlitePracticeBaseDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePracticeBaseDbContext>().UseSqlite("Data Source=design.db").Options);
}
