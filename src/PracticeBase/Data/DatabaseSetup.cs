using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data.Sqlite;
using PracticeBase.Data.SqlServer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Data;

/// <summary>Which database, and bringing it to this program's schema.</summary>
public static class DatabaseSetup
{
    public const string ConnectionName = "PracticeBase";

    /// <exception cref="StartupException">An unknown provider, or no or a malformed connection string.</exception>
    public static void AddPracticeBaseDatabase(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var provider = (configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new()).Provider;
        var connection = configuration.GetConnectionString(ConnectionName);
        try
        {
            switch (provider.ToLowerInvariant())
            {
                case "sqlite":
                    var storage = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new();
                    var sqlite = SqliteConnectionString(connection, FileStore.Resolve(storage, environment));
                    services.AddContext<SqlitePracticeBaseDbContext>(o => o.UseSqlite(sqlite, s => s.UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)), o => new(o));
                    break;
                case "sqlserver":
                    if (string.IsNullOrWhiteSpace(connection))
                    {
                        throw new StartupException("Database:Provider to SqlServer, ale brakuje ConnectionStrings:PracticeBase.");
                    }

                    var sqlServer = new SqlConnectionStringBuilder(connection).ConnectionString;
                    services.AddContext<SqlServerPracticeBaseDbContext>(
                        o => o.UseSqlServer(sqlServer, s => s.UseCompatibilityLevel(160).EnableRetryOnFailure().UseQuerySplittingBehavior(QuerySplittingBehavior.SingleQuery)), o => new(o));
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

    /// <summary>Creates or migrates the database and fills in the reference data. Returns true when it was new.</summary>
    /// <exception cref="StartupException">The database cannot be reached, or is newer than this program.</exception>
    public static async Task<bool> PrepareDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        try
        {
            var known = db.Database.GetMigrations().ToHashSet();
            var applied = await db.Database.GetAppliedMigrationsAsync(cancellationToken);
            var unknown = applied.Where(m => !known.Contains(m)).ToList();
            if (unknown.Count > 0)
            {
                throw new StartupException($"Baza danych jest nowsza niż program (nieznana migracja «{unknown[^1]}»); uruchom nowszą wersję programu.");
            }

            // Migrating compares the whole model with its snapshot first, which a start can do without.
            if (!known.SetEquals(applied))
            {
                await db.Database.MigrateAsync(cancellationToken);
            }

            if (db.Database.IsSqlite())
            {
                await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
            }

            return await ReferenceData.LoadAsync(db, scope.ServiceProvider.GetRequiredService<TimeProvider>(), cancellationToken);
        }
        catch (Exception e) when (e is SqliteException or SqlException)
        {
            throw new StartupException($"Nie można otworzyć bazy danych (ConnectionStrings:PracticeBase): {e.Message}", e);
        }
    }

    private static void AddContext<T>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure, Func<DbContextOptions<T>, T> create)
        where T : PracticeBaseDbContext
    {
        services.AddDbContextPool<PracticeBaseDbContext, T>(configure);
        // Building the model takes a third of a second; it begins while the rest of the program is put together.
        _ = Task.Run(() =>
        {
            var options = new DbContextOptionsBuilder<T>();
            configure(options);
            using var context = create(options.Options);
            _ = context.Model;
        });
    }

    private static string SqliteConnectionString(string? configured, string storageDirectory)
    {
        var builder = new SqliteConnectionStringBuilder(configured) { ForeignKeys = true };
        if (string.IsNullOrEmpty(builder.DataSource))
        {
            builder.DataSource = Path.Combine(storageDirectory, "practicebase.db");
        }

        return builder.ConnectionString;
    }
}
