using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure.PageCache;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>On one thread, what takes long lets others in between.</summary>
public sealed class TurnsTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("rower")]
    public async Task Listing_IsMadeInThreeSteps(string text)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<PracticeQueries>();
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        Task<ListingPage> MakeAsync(string q) => ListingPage.CreateAsync(queries, words, new QueryCollection(new Dictionary<string, StringValues> { ["q"] = q }), kind: null, category: null, "/szukaj", Cancelled);
        // The index and the catalogue are there already on any day.
        await MakeAsync("klub");
        using var thread = new OneThread();

        await thread.Work(() => MakeAsync(text));

        Assert.Equal(3, thread.Steps);
    }

    [Fact]
    public async Task View_IsWrittenInAStepOfItsOwn()
    {
        var action = new ActionContext(new DefaultHttpContext(), new RouteData(), new ActionDescriptor());
        using var thread = new OneThread();
        var stepOfView = 0;

        await thread.Work(() => new CachedPageAttribute().OnResultExecutionAsync(new ResultExecutingContext(action, [], new EmptyResult(), this), () =>
        {
            stepOfView = thread.Steps;
            return Task.FromResult<ResultExecutedContext>(null!);
        }));

        Assert.Equal(2, stepOfView);
    }

    [Fact]
    public async Task Page_IsCompressedInAStepOfItsOwn()
    {
        using var scope = portal.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Features.Set(new PageRequest { Key = null, Variant = new PageVariant(PageEncoding.Brotli, 0), ByHost = false });
        context.Features.Set<IOutputCacheFeature>(new CacheFeature(new OutputCacheContext { HttpContext = context }));
        context.Response.Body = new MemoryStream();
        using var thread = new OneThread();
        var body = new PageBody(
            c =>
            {
                c.Response.Body.Write("<!doctype html>"u8);
                return Task.CompletedTask;
            },
            TimeProvider.System);

        await thread.Work(() => body.InvokeAsync(context));

        Assert.Equal(("br", 2), (context.Response.Headers.ContentEncoding.ToString(), thread.Steps));
    }

    private sealed record CacheFeature(OutputCacheContext Context) : IOutputCacheFeature;

    /// <summary>A thread pool with one thread, which is the caller's.</summary>
    private sealed class OneThread : TaskScheduler, IDisposable
    {
        private readonly BlockingCollection<Task> waiting = [];

        /// <summary>How often somebody else could have had a turn, the end included.</summary>
        public int Steps { get; private set; }

        public Task Work(Func<Task> work)
        {
            var before = SynchronizationContext.Current;
            SynchronizationContext.SetSynchronizationContext(null);
            try
            {
                var done = Task.Factory.StartNew(work, Cancelled, TaskCreationOptions.None, this).Unwrap();
                while (!done.IsCompleted)
                {
                    Steps++;
                    TryExecuteTask(waiting.Take(Cancelled));
                }

                return done;
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(before);
            }
        }

        public void Dispose() => waiting.Dispose();

        protected override void QueueTask(Task task) => waiting.Add(task, Cancelled);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

        protected override IEnumerable<Task> GetScheduledTasks() => waiting;
    }
}
