using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PracticeBase.Domain;
using PracticeBase.Features.Review;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:db8::1")]
    public void IsPublic_AddressOfAnotherNetwork_IsNot(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("193.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2a00:1450:4001::1")]
    public void IsPublic_AddressOfTheInternet_Is(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));
}

/// <summary>A site of the test's own; what was asked of it is written down.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly WebApplication app;

    private Site(WebApplication app) => this.app = app;

    public List<string> Asked { get; } = [];

    public string Root => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<Site> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var site = new Site(builder.Build());
        site.app.Run(async context =>
        {
            lock (site.Asked)
            {
                site.Asked.Add($"{context.Request.Method} {context.Request.Path}");
            }

            switch (context.Request.Path.Value)
            {
                case "/jest":
                    break;
                case "/tylko-get" when context.Request.Method == "HEAD":
                    context.Response.StatusCode = 405;
                    break;
                case "/przeniesiona":
                    context.Response.Redirect("/jest");
                    break;
                case "/w-kolko":
                    context.Response.Redirect("/w-kolko");
                    break;
                case "/haslo":
                    context.Response.StatusCode = 401;
                    break;
                case "/milczy":
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                    break;
                case "/tylko-get":
                    await context.Response.WriteAsync("jest");
                    break;
                default:
                    context.Response.StatusCode = 404;
                    break;
            }
        });
        await site.app.StartAsync();
        return site;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

public sealed class OpenLinksPortal : ReviewPortal
{
    protected override IEnumerable<string> Settings => ["--Links:AllowPrivate=true"];
}

public sealed class LinkCheckerTests(OpenLinksPortal portal) : IClassFixture<OpenLinksPortal>
{
    [Fact]
    public async Task CheckLinks_OfARevision_KeepsWhatCameOut()
    {
        await using var site = await Site.StartAsync();
        var root = site.Root;
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned, content: r =>
        {
            r.Metryka.Website = $"{root}/jest";
            r.Problem = $"[opis]({root}/przeniesiona), {root}/tylko-get i [znowu]({root}/jest), [inny](mailto:a@example.org)";
            r.LegalBases = [new LegalBasis { Title = "Uchwała", Url = $"{root}/nie-ma" }, new LegalBasis { Title = "Statut", Url = "javascript:alert(1)" }, new LegalBasis { Title = "BIP", Url = $"{root}/haslo" }];
            r.Difficulties = $"{root}/w-kolko oraz {root}/milczy oraz http://127.0.0.1:1/";
        });
        var visitor = await portal.AtAsync(portal.Assigned);
        var done = await visitor.SubmitAsync(await visitor.GetAsync(ReviewPortal.Path(revision)), "Sprawdź odnośniki");
        Assert.EndsWith("#sprawdzenie", done.Headers["Location"], StringComparison.Ordinal);
        var checks = await portal.UseDatabaseAsync(db => db.LinkChecks.Where(c => c.RevisionId == revision.Id).ToDictionaryAsync(c => c.Url.Replace(root, "", StringComparison.Ordinal), c => (c.IsAlive, c.Status)));
        Assert.Equal(8, checks.Count);
        Assert.Equal((true, 200), checks["/jest"]);
        Assert.Equal((true, 200), checks["/przeniesiona"]);
        Assert.Equal((true, 200), checks["/tylko-get"]);
        Assert.Equal((true, 401), checks["/haslo"]);
        Assert.Equal((false, 404), checks["/nie-ma"]);
        Assert.Equal((false, null), checks["/w-kolko"]);
        Assert.Equal((false, null), checks["/milczy"]);
        Assert.Equal((false, null), checks["http://127.0.0.1:1/"]);
        Assert.True(site.Asked.Count(a => a.EndsWith("/w-kolko", StringComparison.Ordinal)) <= 8);
        var page = await visitor.GetAsync(ReviewPortal.Path(revision));
        Assert.Contains("Odnośniki, które nie działają: 4", page.Main.Words(), StringComparison.Ordinal);
        await visitor.SubmitAsync(page, "Sprawdź odnośniki");
        Assert.Equal(8, await portal.UseDatabaseAsync(db => db.LinkChecks.CountAsync(c => c.RevisionId == revision.Id)));
    }

    [Fact]
    public void LinksOf_ARevisionWithMany_TakesThirty() =>
        Assert.Equal(LinkChecker.MaxLinks, LinkChecker.LinksOf(new PracticeRevision
        {
            Number = 1,
            Status = RevisionStatus.Draft,
            CreatedAt = PortalSeed.Moment,
            ChangedAt = PortalSeed.Moment,
            Title = "Dużo",
            Problem = string.Join(' ', Enumerable.Range(0, 100).Select(i => $"https://example.org/{i}")),
        }).Count);
}

/// <summary>As it is delivered: nobody's text makes the portal ask its own network.</summary>
public sealed class PrivateLinkTests(ReviewPortal portal) : IClassFixture<ReviewPortal>
{
    [Fact]
    public async Task CheckLinks_ToTheOwnNetwork_AsksNobody()
    {
        await using var site = await Site.StartAsync();
        var port = new Uri(site.Root).Port;
        var revision = await portal.AddRevisionAsync(RevisionStatus.InReview, assignee: portal.Assigned, content: r =>
            r.Problem = $"{site.Root}/jest http://localhost:{port}/jest http://[::ffff:127.0.0.1]:{port}/jest http://2130706433:{port}/jest");
        var visitor = await portal.AtAsync(portal.Assigned);
        await visitor.SubmitAsync(await visitor.GetAsync(ReviewPortal.Path(revision)), "Sprawdź odnośniki");
        Assert.Empty(site.Asked);
        var checks = await portal.UseDatabaseAsync(db => db.LinkChecks.Where(c => c.RevisionId == revision.Id).ToListAsync());
        Assert.NotEmpty(checks);
        Assert.All(checks, c => Assert.False(c.IsAlive));
    }
}
