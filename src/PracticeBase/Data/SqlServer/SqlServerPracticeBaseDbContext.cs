using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace PracticeBase.Data.SqlServer;

public sealed class SqlServerPracticeBaseDbContext(DbContextOptions<SqlServerPracticeBaseDbContext> options) : PracticeBaseDbContext(options);

/// <summary>For `dotnet ef` alone; connects to nothing.</summary>
public sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerPracticeBaseDbContext>
{
    public SqlServerPracticeBaseDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerPracticeBaseDbContext>().UseSqlServer("Server=design;Encrypt=true").Options);
}
