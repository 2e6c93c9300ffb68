using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Data.Sqlite;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>Lists kept as JSON: whatever is done to one is noticed at the next save.</summary>
public sealed class JsonListTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Edits => [.. Changes.Keys];

    private static Dictionary<string, Action<PracticeRevision>> Changes { get; } = new()
    {
        ["added to"] = r => r.SpecificGoals.Add("Cel trzeci"),
        ["taken from"] = r => r.SpecificGoals.RemoveAt(0),
        ["emptied"] = r => r.FundingSources.Clear(),
        ["in another order"] = r => r.SpecificGoals.Reverse(),
        ["a text in place"] = r => r.SpecificGoals[1] = "Cel inny",
        ["a record in place"] = r => r.FundingSources[0] = r.FundingSources[0] with { ProjectNumber = "7" },
        // For a record 1.0 and 1.00 are equal; what is stored is not.
        ["digits of an amount"] = r => r.FundingSources[0] = r.FundingSources[0] with { Amount = 1.00m },
        ["a number in place"] = r => r.Writers[0] = 8,
        ["a new list"] = r => r.SpecificGoals = ["Cel pierwszy"],
        ["an empty one filled"] = r => r.Activities.Add(new() { Name = "Warsztaty" }),
        ["within a part"] = r => r.Result.ProjectNumbers[0] = "2",
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task SaveChanges_ListThatWasChanged_IsKept(string edit)
    {
        var id = await AddAsync();
        var changed = await WithAsync(id, async (db, revision) =>
        {
            var (version, lists) = (revision.Version, Lists(revision));
            Changes[edit](revision);
            await db.SaveChangesAsync(Cancelled);
            Assert.Equal(version + 1, revision.Version);
            Assert.NotEqual(lists, Lists(revision));
            // What was saved is what the next change is compared with.
            Assert.False(db.ChangeTracker.HasChanges());
            return Lists(revision);
        });
        Assert.Equal(changed, await WithAsync(id, (_, revision) => Task.FromResult(Lists(revision))));
    }

    [Fact]
    public async Task HasChanges_ListsOfTheSameContent_FindsNone() =>
        Assert.False(await WithAsync(await AddAsync(), (db, revision) =>
        {
            Fill(revision);
            revision.Activities = [];
            return Task.FromResult(db.ChangeTracker.HasChanges());
        }));

    /// <summary>What the snapshot of a list relies on: it holds the same elements, so none of them may be edited where it is.</summary>
    [Fact]
    public void Elements_OfEveryList_CannotBeEdited()
    {
        using var db = new SqliteDesignTimeFactory().CreateDbContext([]);
        var lists = db.Model.GetEntityTypes().SelectMany(Properties).Select(p => p.ClrType).Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(List<>)).ToList();
        Assert.Contains(typeof(List<Activity>), lists);
        Assert.Contains(typeof(List<ExpertScore>), lists);
        Assert.All(lists, t => AssertIsImmutable(t.GetGenericArguments()[0]));

        static IEnumerable<IProperty> Properties(ITypeBase type) => type.GetProperties().Concat(type.GetComplexProperties().SelectMany(p => Properties(p.ComplexType)));
    }

    private static void AssertIsImmutable(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(decimal))
        {
            return;
        }

        Assert.True(type.IsSealed && !type.IsArray && (type.IsValueType || type.BaseType == typeof(object)), type.Name);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            // The field of a property with «init» alone is read-only.
            Assert.True(field.IsInitOnly, $"{type.Name}.{field.Name}");
            AssertIsImmutable(field.FieldType);
        }
    }

    private static string Lists(PracticeRevision r) => string.Join('\n',
        [.. r.SpecificGoals, .. r.Activities.Select(a => a.ToString()), .. r.FundingSources.Select(f => f.ToString()), .. r.Writers.Select(w => $"{w}"), .. r.Result.ProjectNumbers]);

    private static void Fill(PracticeRevision revision)
    {
        revision.SpecificGoals = ["Cel pierwszy", "Cel drugi"];
        revision.FundingSources = [new() { Programme = "Grant", Amount = 1.0m }];
        revision.Writers = [7];
        revision.Result.ProjectNumbers = ["1"];
    }

    private Task<T> WithAsync<T>(int id, Func<PracticeBaseDbContext, PracticeRevision, Task<T>> use) =>
        portal.UseDatabaseAsync(async db => await use(db, await db.Revisions.SingleAsync(r => r.Id == id, Cancelled)));

    private Task<int> AddAsync() => portal.UseDatabaseAsync(async db =>
        (await new PortalSeed(db, portal.Services.GetRequiredService<FileStore>()).AddAsync("Listy", Fill, status: RevisionStatus.Draft)).Id);
}
