using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data;
using PracticeBase.Features.Search;
using PracticeBase.Tests.Features.Search.Quality;
using Xunit;

namespace PracticeBase.Tests.Features.Search;

public sealed class SearchQualityTests(TestHost host, ITestOutputHelper output) : IClassFixture<TestHost>
{
    /// <summary>Recall@10 by kind. The first three are promised; the others hold what has been reached.</summary>
    private static readonly Dictionary<string, double> Targets = new()
    {
        ["inflected"] = 0.95,
        ["name"] = 0.95,
        ["mistake"] = 0.85,
        ["plain"] = 0.95,
        ["prefix"] = 0.95,
        ["phrase"] = 0.95,
        ["false-friend"] = 0.95,
        ["words"] = 0.85,
        ["abbreviation"] = 0.85,
        ["synonym"] = 0.7,
    };

    [Fact]
    public async Task Answers_OfTheTestList_ReachTheTargets()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await host.QueryAsync(async db =>
        {
            await QualityList.PublishAsync(db, TimeProvider.System.GetUtcNow(), cancellationToken);
            return 0;
        });
        var synonyms = new SynonymList(await host.QueryAsync(db => db.Synonyms.Select(s => s.Words).ToListAsync(cancellationToken)));

        var figures = await QualityList.MeasureAsync(text => host.InScopeAsync(async services =>
        {
            var answer = await services.GetRequiredService<Searcher>().FindAsync(text, synonyms, cancellationToken);
            Assert.True(answer.IsReady);
            return ((IReadOnlyList<int>)[.. answer.Matches.Practices.ToList().OrderByDescending(id => answer.Matches.Scores![id]).ThenByDescending(id => id)], $"{answer.Corrected} ({string.Join(' ', answer.Highlights.Forms.Keys.Take(20))})");
        }));

        foreach (var kind in figures)
        {
            output.WriteLine($"{kind.Kind,-14} {kind.Queries,3} recall@10 {kind.Recall:0.000}, false friends {kind.FalseFriends}");
            foreach (var line in kind.Missed)
            {
                output.WriteLine("   " + line);
            }
        }

        // «piecze» is a form of «piecza» and of «piec»; which one a text means is beyond a dictionary.
        Assert.InRange(figures.Sum(f => f.FalseFriends), 0, 1);
        Assert.All(Targets, target => Assert.InRange(figures.Single(f => f.Kind == target.Key).Recall, target.Value, 1));
    }
}
