using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PracticeBase.Data;
using PracticeBase.Data.SqlServer;
using PracticeBase.Features.People;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>What we write in SQL Server's own language is read by its own parser, where no server is there to try it on.</summary>
public sealed class SqlServerTextTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public void Migrations_AreUnderstood()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        var script = TSql.Understand(db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
        var hidden = new HiddenTexts();
        script.Accept(hidden);
        Assert.NotEmpty(hidden.Texts);
        Assert.All(hidden.Texts, text => TSql.Understand(text));
    }

    [Fact]
    public void Readings_AreUnderstood() => Assert.All(
        new[] { ReadingStatements.SqlServer.Totals, ReadingStatements.SqlServer.Days },
        text => TSql.Understand(text.Replace("{0}", "@p0", StringComparison.Ordinal).Replace("{1}", "@p1", StringComparison.Ordinal)));

    [Fact]
    public async Task TextsThatNameSomebody_AreUnderstood()
    {
        var sent = new NobodyAnswers();
        await using var db = new SqlServerPracticeBaseDbContext(
            new DbContextOptionsBuilder<SqlServerPracticeBaseDbContext>().UseSqlServer("Server=nobody").AddInterceptors(sent, new NobodyIsThere()).Options);
        Assert.Empty(await new PersonQueries(db).TextsNamingAsync("Anna [Zielna]", Cancelled));
        Assert.Contains(sent.Texts, t => t.Contains("ESCAPE", StringComparison.Ordinal));
        Assert.All(sent.Texts, text => TSql.Understand(text));
    }

    /// <summary>What a script hands to EXEC.</summary>
    private sealed class HiddenTexts : TSqlFragmentVisitor
    {
        public List<string> Texts { get; } = [];

        public override void Visit(ExecutableStringList node) => Texts.Add(string.Concat(node.Strings.OfType<StringLiteral>().Select(s => s.Value)));
    }

    /// <summary>Keeps what is asked; there is never a row.</summary>
    private sealed class NobodyAnswers : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable { Columns = { { "Value", typeof(int) } } }.CreateDataReader()));
        }
    }

    private sealed class NobodyIsThere : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }
}
