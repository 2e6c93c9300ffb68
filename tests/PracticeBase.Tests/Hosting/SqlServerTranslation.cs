using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using PracticeBase.Data.Sqlite;
using Xunit;

namespace PracticeBase.Tests.Hosting;

/// <summary>
/// Has each query that is asked of SQLite translated for SQL Server too, and read by its parser: a test that asks what SQL Server could not answer fails. Queries that are text already
/// are each provider's own and left alone.
/// </summary>
internal sealed class SqlServerTranslation : IQueryExpressionInterceptor
{
    private static readonly MethodInfo Asking = typeof(SqlServerTranslation).GetMethod(nameof(Ask), BindingFlags.NonPublic | BindingFlags.Static)!;

    private SqlServerTranslation()
    {
    }

    /// <summary>One for all portals, which then share what EF has compiled.</summary>
    public static SqlServerTranslation Instance { get; } = new();

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        if (eventData.Context is SqlitePracticeBaseDbContext)
        {
            Translate(queryExpression);
        }

        return queryExpression;
    }

    private static void Translate(Expression query)
    {
        var noServer = new NoServer();
        using var db = noServer.Create();
        var moved = new Moved(db.Model);
        query = moved.Visit(query);
        if (moved.IsText)
        {
            return;
        }

        var isList = typeof(IQueryable).IsAssignableFrom(query.Type);
        var row = isList ? query.Type.GetGenericArguments()[0] : query.Type;
        Asking.MakeGenericMethod((isList ? typeof(IAsyncEnumerable<>) : typeof(Task<>)).MakeGenericType(row), row)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [db, query, moved.Parameters, noServer.Commands], null);
        Assert.All(noServer.Commands, sql => TSql.Understand(sql));
    }

    /// <typeparam name="TAnswer">What an executor of the query returns: a list, or a task.</typeparam>
    /// <typeparam name="TRow">Of the list, or the task's result.</typeparam>
    private static void Ask<TAnswer, TRow>(DbContext db, Expression query, IReadOnlyDictionary<string, Type> parameters, List<string> commands)
    {
        var executor = db.GetService<IQueryCompilationContextFactory>().Create(async: true).CreateQueryExecutor<TAnswer>(query);
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var (name, type) in parameters)
        {
            context.Parameters.Add(name, Sample(type));
        }

        try
        {
            // Nobody is waited for: each step ends at once.
            _ = executor(context) is IAsyncEnumerable<TRow> rows ? rows.GetAsyncEnumerator().MoveNextAsync().AsTask().Wait(0) : true;
        }
        catch (AggregateException e) when (e.InnerException is InvalidOperationException && commands.Count > 0)
        {
            // It was asked, and there is no answer to read.
        }

        Assert.NotEmpty(commands);
    }

    /// <summary>Some value of the type; two in a list.</summary>
    private static object? Sample(Type type)
    {
        if (type == typeof(string))
        {
            return "x";
        }

        if (type.GetInterfaces().Append(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)) is not { } list)
        {
            return type.IsValueType ? Activator.CreateInstance(Nullable.GetUnderlyingType(type) ?? type) : null;
        }

        var item = list.GetGenericArguments()[0];
        var items = Array.CreateInstance(item, 2);
        items.SetValue(Sample(item), 0);
        items.SetValue(Sample(item), 1);
        return type.IsInstanceOfType(items) || type.GetConstructor([list]) is not { } make ? items : make.Invoke([items]);
    }

    /// <summary>The same query over the tables of another model.</summary>
    private sealed class Moved(Microsoft.EntityFrameworkCore.Metadata.IModel model) : ExpressionVisitor
    {
        public bool IsText { get; private set; }

        public Dictionary<string, Type> Parameters { get; } = [];

        protected override Expression VisitExtension(Expression node)
        {
            switch (node)
            {
                case EntityQueryRootExpression root when root.GetType() == typeof(EntityQueryRootExpression):
                    return new EntityQueryRootExpression(model.FindEntityType(root.EntityType.Name)!);
                case QueryRootExpression:
                    IsText = true;
                    return node;
                case QueryParameterExpression parameter:
                    Parameters[parameter.Name] = parameter.Type;
                    return node;
                default:
                    return base.VisitExtension(node);
            }
        }
    }
}
