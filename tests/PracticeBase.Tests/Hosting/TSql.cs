using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace PracticeBase.Tests.Hosting;

/// <summary>SQL Server's own parser of its language.</summary>
internal static class TSql
{
    /// <summary>Reads a text as SQL Server 2022 would; fails where that would not.</summary>
    public static TSqlFragment Understand(string text)
    {
        var fragment = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
        Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(e => $"{e.Line}: {e.Message}"))}\n{text}");
        return fragment;
    }
}
