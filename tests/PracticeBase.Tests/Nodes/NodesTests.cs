using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Nodes;

/// <summary>Two processes over one database and one storage directory.</summary>
public sealed class NodesTests
{
    private const int Kills = 4;
    private const string Password = "cztery zwinne jeże";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_OfTwo_ShowsWhatTheOtherPublishedAndKnowsWhoSignedInThere()
    {
        await using var pair = await NodePair.CreateAsync(Cancelled);
        await using (var scope = pair.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            Assert.True((await users.AddPasswordAsync((await users.FindByIdAsync($"{pair.Officer.Id}"))!, Password)).Succeeded);
        }

        // Both start at once, and make their first form at once, over a database without keys.
        await pair.StartAsync(Cancelled);
        await Task.WhenAll(pair.Nodes.Select(async node =>
        {
            using var visitor = new Visitor(node.Address);
            await visitor.GetAsync("/konto/zaloguj");
        }));
        foreach (var (from, to) in new[] { (pair.Nodes[0], pair.Nodes[1]), (pair.Nodes[1], pair.Nodes[0]) })
        {
            using var officer = new Visitor(from.Address);
            var answer = await officer.SubmitAsync(await officer.GetAsync("/konto/zaloguj"), "Zaloguj się", [("Email", pair.Officer.Email), ("Password", Password)]);
            Assert.Equal((HttpStatusCode.SeeOther, "/panel"), (answer.Status, answer.Headers["Location"]));
            using var there = new Visitor(to.Address);
            there.Cookies.Add(officer.Cookies.GetAllCookies());
            Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/panel")).Status);

            var revision = Assert.Single(await pair.AddAsync(1, $"Publikacja z węzła {from.Address.Port}", RevisionStatus.InReview));
            var seen = await Publication.FollowAsync(pair, from, to, revision, TimeSpan.FromSeconds(10), Cancelled);
            Assert.Equal(Publication.Pages, seen.Keys.Order());
        }
    }

    [Fact]
    public async Task Nodes_KilledAtRandomUnderWrites_LoseNothingAndDoNothingTwice()
    {
        await using var pair = await NodePair.CreateAsync(Cancelled);
        var report = await new KillRun(pair, Kills, Random.Shared.Next()).RunAsync(Cancelled);
        TestContext.Current.SendDiagnosticMessage(report.ToString() + string.Join(' ', report.Back)+ " / "+string.Join(' ', report.Going));
        Assert.True(report.Wrong.Count == 0, $"With seed {report.Seed}:\n{string.Join('\n', report.Wrong)}");
        Assert.True(report is { Saves: > 0, Submissions: > 0, Publications: > 0, Letters: > 0 }, report.ToString());
    }
}
