using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PracticeBase.Infrastructure;

namespace PracticeBase.Data;

/// <summary>
/// A context's migrations, from the namespace «Migrations» beside it. EF Core's own way goes through all types of the program, with each start and each
/// new context that is asked for its migrations.
/// </summary>
/// <param name="current">Whose.</param>
/// <param name="ids">Tells an identifier from a name.</param>
public sealed class ProgramMigrations(ICurrentDbContext current, IMigrationsIdGenerator ids) : IMigrationsAssembly
{
    private static readonly ConcurrentDictionary<Type, KnownTypes> Known = new();

    private readonly KnownTypes types = Known.GetOrAdd(current.Context.GetType(), KnownTypes.Of);

    public IReadOnlyDictionary<string, TypeInfo> Migrations => types.ById;

    public ModelSnapshot? ModelSnapshot => types.Snapshot is { } type ? (ModelSnapshot)Activator.CreateInstance(type)! : null;

    public Assembly Assembly => current.Context.GetType().Assembly;

    public string? FindMigrationId(string nameOrId) => ids.IsValidId(nameOrId)
        ? Migrations.Keys.FirstOrDefault(id => string.Equals(id, nameOrId, StringComparison.OrdinalIgnoreCase))
        : Migrations.Keys.FirstOrDefault(id => string.Equals(ids.GetName(id), nameOrId, StringComparison.OrdinalIgnoreCase));

    public Migration CreateMigration(TypeInfo migrationClass, string activeProvider)
    {
        var migration = (Migration)Activator.CreateInstance(migrationClass)!;
        migration.ActiveProvider = activeProvider;
        return migration;
    }

    /// <param name="ById">In the order in which they are applied.</param>
    /// <param name="Snapshot">Null before the first migration.</param>
    private sealed record KnownTypes(IReadOnlyDictionary<string, TypeInfo> ById, TypeInfo? Snapshot)
    {
        public static KnownTypes Of(Type context)
        {
            var all = ProgramTypes.Find((space, _) => space == $"{context.Namespace}.Migrations");
            var byId = new SortedList<string, TypeInfo>(StringComparer.Ordinal);
            foreach (var type in all)
            {
                if (type.GetCustomAttribute<MigrationAttribute>() is { } migration)
                {
                    byId.Add(migration.Id, type);
                }
            }

            return new(byId, all.SingleOrDefault(t => t.IsSubclassOf(typeof(ModelSnapshot))));
        }
    }
}
