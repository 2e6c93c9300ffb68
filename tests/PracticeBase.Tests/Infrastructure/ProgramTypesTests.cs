using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Data.SqlServer;
using Xunit;

namespace PracticeBase.Tests.Infrastructure;

/// <summary>What is found by its name is what a look at all types would find.</summary>
public sealed class ProgramTypesTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("practicebase-types-").FullName;

    public static TheoryData<string> Providers => ["--Database:Provider=Sqlite", "--Database:Provider=SqlServer"];

    [Fact]
    public async Task Controllers_AreAllThatThereAre()
    {
        await using var app = PracticeBaseApp.Build(["--environment=Testing", $"--Storage:Directory={directory}"], quiet: true);
        var found = new ControllerFeature();
        app.Services.GetRequiredService<ApplicationPartManager>().PopulateFeature(found);
        var all = typeof(PracticeBaseApp).Assembly.GetTypes().Where(t => t is { IsAbstract: false, ContainsGenericParameters: false } && t.IsAssignableTo(typeof(ControllerBase)));
        Assert.NotEmpty(found.Controllers);
        Assert.Equal(all.Select(t => t.FullName).Order(), found.Controllers.Select(t => t.FullName).Order());
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Migrations_AreThoseThatEfCoreFinds(string provider)
    {
        await using var app = PracticeBaseApp.Build(["--environment=Testing", $"--Storage:Directory={directory}", provider, "--ConnectionStrings:PracticeBase=Data Source=nowhere;"], quiet: true);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        var own = db.GetService<IMigrationsAssembly>();
        Assert.IsType<ProgramMigrations>(own);
        // Without the portal's options EF Core looks in its own way.
        using DbContext plain = db is SqlitePracticeBaseDbContext ? new SqliteDesignTimeFactory().CreateDbContext([]) : new SqlServerDesignTimeFactory().CreateDbContext([]);
        var theirs = plain.GetService<IMigrationsAssembly>();
        Assert.IsNotType<ProgramMigrations>(theirs);
        Assert.NotEmpty(own.Migrations);
        Assert.Equal(theirs.Migrations.ToList(), own.Migrations.ToList());
        Assert.Equal(theirs.ModelSnapshot!.GetType(), own.ModelSnapshot!.GetType());
        Assert.Equal(theirs.Assembly, own.Assembly);
        var last = own.Migrations.Keys.Last();
        Assert.All([last, last.ToLowerInvariant(), last[(last.IndexOf('_', StringComparison.Ordinal) + 1)..], "Nothing", "20000101000000_Nothing"], name => Assert.Equal(theirs.FindMigrationId(name), own.FindMigrationId(name)));
        var made = own.CreateMigration(own.Migrations[last], db.Database.ProviderName!);
        Assert.Equal((own.Migrations[last].AsType(), db.Database.ProviderName), (made.GetType(), made.ActiveProvider));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
