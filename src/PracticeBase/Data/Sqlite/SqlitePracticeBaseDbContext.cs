using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PracticeBase.Data.Sqlite;

public sealed class SqlitePracticeBaseDbContext(DbContextOptions<SqlitePracticeBaseDbContext> options) : PracticeBaseDbContext(options);

/// <summary>For `dotnet ef` alone; connects to nothing.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqlitePracticeBaseDbContext>
{
    public SqlitePracticeBaseDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePracticeBaseDbContext>().UseSqlite("Data Source=design.db").Options);
}
