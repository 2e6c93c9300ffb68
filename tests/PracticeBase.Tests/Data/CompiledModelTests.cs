using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Scaffolding;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data.Sqlite;
using PracticeBase.Data.SqlServer;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The committed models say what OnModelCreating says, and are the ones in use.</summary>
public sealed partial class CompiledModelTests
{
    [Fact]
    public void CompiledModel_Sqlite_IsThatOfTheConfigurations()
    {
        using var db = new SqliteDesignTimeFactory().CreateDbContext([]);
        AssertIsCurrent(db);
    }

    [Fact]
    public void CompiledModel_SqlServer_IsThatOfTheConfigurations()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);
        AssertIsCurrent(db);
    }

    private static void AssertIsCurrent(DbContext db)
    {
        var context = db.GetType();
        var project = context.Namespace!["PracticeBase.".Length..].Replace('.', '/') + "/CompiledModel";
        var remedy = $"""
            Make src/PracticeBase/{project} anew:
            rm -r src/PracticeBase/{project}
            dotnet ef dbcontext optimize --project src/PracticeBase --context {context.Name} -o {project} -n {context.Namespace}.CompiledModel
            """;
        Assert.True(db.Model.GetType().Namespace == $"{context.Namespace}.CompiledModel", $"The model in use is built at the start. {remedy}");
        var committed = Directory.EnumerateFiles(Path.Combine(Repository.Portal, project)).ToDictionary(f => Path.GetFileName(f), f => Comparable(File.ReadAllText(f)));
        var current = Generate(db).ToDictionary(f => f.Path, f => Comparable(f.Code));
        var differing = current.Keys.Union(committed.Keys).Where(name => current.GetValueOrDefault(name) != committed.GetValueOrDefault(name)).Order(StringComparer.Ordinal).ToList();
        Assert.True(differing.Count == 0, $"The configurations say something else than {string.Join(", ", differing)}. {remedy}");
    }

    /// <summary>Without the model's number, which is another one each time.</summary>
    private static string Comparable(string code) => ModelId().Replace(code.ReplaceLineEndings("\n"), "");

    [GeneratedRegex(@"modelId: new Guid\(""[^""]+""\)")]
    private static partial Regex ModelId();

    /// <summary>What `dotnet ef dbcontext optimize` would write.</summary>
    private static IEnumerable<ScaffoldedFile> Generate(DbContext db)
    {
        var services = new ServiceCollection();
        var provider = Assembly.Load(db.GetService<IDatabaseProvider>().Name);
        var type = provider.GetType(provider.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName, throwOnError: true)!;
        ((IDesignTimeServices)Activator.CreateInstance(type)!).ConfigureDesignTimeServices(services);
        services.AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
        using var built = services.BuildServiceProvider();
        var options = new CompiledModelCodeGenerationOptions { ContextType = db.GetType(), ModelNamespace = $"{db.GetType().Namespace}.CompiledModel", Language = "C#" };
        return built.GetRequiredService<ICompiledModelCodeGeneratorSelector>().Select(options).GenerateModel(db.GetService<IDesignTimeModel>().Model, options);
    }
}
