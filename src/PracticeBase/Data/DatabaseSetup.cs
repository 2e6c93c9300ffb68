using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using PracticeBase.Data.Sqlite;
using PracticeBase.Data.SqlServer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Data;

/// <summary>Which database, and bringing it to this program's schema.</summary>
public static class DatabaseSetup
{
    public const string ConnectionName = "PracticeBase";

    private const string Never = "never";

    /// <summary>An index on a full table takes its time; the start of a node waits for it.</summary>
    private static readonly TimeSpan MigrationTimeout = TimeSpan.FromHours(1);

    /// <exception cref="StartupException">An unknown provider, or no or a malformed connection string.</exception>
    public static void AddPracticeBaseDatabase(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var options = ReadOptions(configuration);
        if (options.Migrate.ToLowerInvariant() is not ("auto" or Never))
        {
            throw new StartupException($"Database:Migrate ma nieznaną wartość «{options.Migrate}»; dozwolone są auto i never.");
        }

        services.AddSingleton(options);
        // Also beside SQL Server: the search index is a file of SQLite.
        SqliteProcess.Configure();
        var provider = options.Provider;
        if (options.ReadOnlyIntent && !provider.Equals("sqlserver", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException("Database:ReadOnlyIntent działa tylko z Database:Provider=SqlServer.");
        }

        var connection = configuration.GetConnectionString(ConnectionName);
        try
        {
            switch (provider.ToLowerInvariant())
            {
                case "sqlite":
                    var sqlite = SqliteConnectionString(connection, StorageDirectory.Of(configuration, environment).FullPath);
                    services.AddSingleton(_ => new OpenConnections(sqlite));
                    services.AddDbContextPool<PracticeBaseDbContext, SqlitePracticeBaseDbContext>((p, o) => o.UseSqlite(sqlite, s => s.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)).AddInterceptors(p.GetRequiredService<OpenConnections>()).ReplaceService<IMigrationsAssembly, ProgramMigrations>());
                    break;
                case "sqlserver":
                    if (string.IsNullOrWhiteSpace(connection))
                    {
                        throw new StartupException("Database:Provider to SqlServer, ale brakuje ConnectionStrings:PracticeBase.");
                    }

                    var sqlServer = SqlServerConnectionString(connection);
                    services.AddDbContextPool<PracticeBaseDbContext, SqlServerPracticeBaseDbContext>(o =>
                    {
                        o.UseSqlServer(sqlServer, s => s.UseCompatibilityLevel(160).ExecutionStrategy(d => new SqlServerRetries(d)).UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)).ReplaceService<IMigrationsAssembly, ProgramMigrations>();
                        if (options.ReadOnlyIntent)
                        {
                            o.AddInterceptors(new ReadOnlyIntent(sqlServer));
                        }
                    });
                    break;
                default:
                    throw new StartupException($"Database:Provider ma nieznaną wartość «{provider}»; dozwolone są Sqlite i SqlServer.");
            }
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StartupException($"ConnectionStrings:PracticeBase nie jest poprawnym napisem połączenia ({provider}): {e.Message}", e);
        }
    }

    /// <summary>
    /// Creates or migrates the database and fills in the reference data, unless Database:Migrate says that the schema is somebody else's; the
    /// reference data are rows and written all the same. Of several nodes that start together one does it and the others wait. Returns true when
    /// it was new.
    /// </summary>
    /// <exception cref="StartupException">The database cannot be reached, is newer than this program, or lacks migrations that nobody made.</exception>
    public static async Task<bool> PrepareDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        try
        {
            var missing = await MissingAsync(db, cancellationToken);
            if (missing.Count > 0 && services.GetRequiredService<DatabaseOptions>().Migrate.Equals(Never, StringComparison.OrdinalIgnoreCase))
            {
                throw new StartupException($"W bazie danych brakuje migracji (liczba: {missing.Count}, pierwsza: «{missing[0]}»), a Database:Migrate to never. "
                    + "Wykonaj na niej skrypt z polecenia «dotnet ef migrations script --idempotent», opisanego w docs/operations.md, albo uruchom program raz z Database:Migrate=auto.");
            }

            var isNew = false;
            if (missing.Count > 0 || !await db.Categories.AnyAsync(cancellationToken))
            {
                await using var _ = await db.LockAsync(cancellationToken);
                // Migrating compares the whole model with its snapshot first, which a start can do without.
                if ((await MissingAsync(db, cancellationToken)).Count > 0)
                {
                    if (db.Database.IsSqlServer())
                    {
                        db.Database.SetCommandTimeout(MigrationTimeout);
                    }

                    await db.Database.MigrateAsync(cancellationToken);
                }

                isNew = await ReferenceData.LoadAsync(db, scope.ServiceProvider.GetRequiredService<TimeProvider>(), cancellationToken);
            }

            if (db.Database.IsSqlite())
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
            }

            return isNew;
        }
        catch (Exception e) when (e is SqliteException or SqlException or RetryLimitExceededException)
        {
            throw new StartupException($"Nie można otworzyć bazy danych (ConnectionStrings:PracticeBase): {e.GetBaseException().Message}", e);
        }
    }

    /// <summary>Migrations that the database lacks, oldest first.</summary>
    /// <exception cref="StartupException">It has one that this program does not know.</exception>
    private static async Task<List<string>> MissingAsync(PracticeBaseDbContext db, CancellationToken cancellationToken)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        return applied.Except(known).LastOrDefault() is { } unknown
            ? throw new StartupException($"Baza danych jest nowsza niż program (nieznana migracja «{unknown}»); uruchom nowszą wersję programu.")
            : [.. known.Except(applied)];
    }

    /// <exception cref="StartupException">A value of another kind.</exception>
    private static DatabaseOptions ReadOptions(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        }
        catch (InvalidOperationException e)
        {
            throw new StartupException("Database:ReadOnlyIntent ma nieznaną wartość; dozwolone są true i false.", e);
        }
    }

    /// <summary>With what an operator rarely thinks of.</summary>
    public static string SqlServerConnectionString(string configured)
    {
        var builder = new SqlConnectionStringBuilder(configured);
        if (!builder.ShouldSerialize("Application Name"))
        {
            // By which an administrator of the server tells our connections from others'.
            builder.ApplicationName = nameof(PracticeBase);
        }

        if (!builder.ShouldSerialize("Pool Blocking Period"))
        {
            // After a failure the pool otherwise repeats it for up to a minute without asking the server, which may be back.
            builder.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        }

        return builder.ConnectionString;
    }

    private static string SqliteConnectionString(string? configured, string storageDirectory)
    {
        var builder = new SqliteConnectionStringBuilder(configured) { ForeignKeys = true, Pooling = false };
        if (string.IsNullOrEmpty(builder.DataSource))
        {
            builder.DataSource = Path.Combine(storageDirectory, "practicebase.db");
        }

        return builder.ConnectionString;
    }
}
