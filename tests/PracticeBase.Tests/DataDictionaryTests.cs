using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PracticeBase.Data.SqlServer;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class DataDictionaryTests
{
    private static readonly IRelationalModel Model = new SqlServerDesignTimeFactory().CreateDbContext([]).Model.GetRelationalModel();

    private static readonly IReadOnlyDictionary<string, List<string[]>> Page = ReadPage();

    public static TheoryData<string> Tables => [.. Model.Tables.Select(t => t.Name)];

    [Fact]
    public void Page_Tables_AreThoseOfTheModel() =>
        Assert.Equal(Model.Tables.Select(t => t.Name).Order(StringComparer.Ordinal), Page.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Tables))]
    public void Page_Columns_AreThoseOfTheModel(string table)
    {
        var columns = Model.Tables.Single(t => t.Name == table).Columns.Select(c => $"{c.Name} {c.StoreType}{(c.IsNullable ? "?" : "")}");

        Assert.Equal(columns.Order(StringComparer.Ordinal), Page[table].Select(r => $"{r[0].Trim('`')} {r[1]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Page_Meanings_AreNotEmpty(string table) => Assert.All(Page[table], r => Assert.NotEmpty(r[2]));

    /// <summary>Table → rows of cells, from «### Name» and the table below it.</summary>
    private static Dictionary<string, List<string[]>> ReadPage()
    {
        var page = new Dictionary<string, List<string[]>>();
        var rows = new List<string[]>();
        foreach (var line in DocumentationPage.ReadLines("data-dictionary.md"))
        {
            if (line.StartsWith("### ", StringComparison.Ordinal))
            {
                page.Add(line[4..], rows = []);
            }
            else if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                rows.Add(DocumentationPage.Cells(line));
            }
        }

        return page;
    }
}
