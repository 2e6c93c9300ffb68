using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Answers with a hot page before anything else is looked at; that is the most frequent of all answers. Other anonymous requests for pages get
/// a <see cref="PageRequest"/> for the output cache.
/// </summary>
public sealed class PageFront(RequestDelegate next, HotPages hot, PageStore store, PageFollower follower, VisitorCounter visits, IOptionsMonitor<PortalOptions> portal)
{
    private static readonly KeyValuePair<string, object?> FromMemory = new("from", "memory");

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!PageRequest.IsAnonymous(request))
        {
            await next(context);
            return;
        }

        var key = KeyOf(context);
        if (hot.Find(key) is { } page)
        {
            await follower.BeforeAnswerAsync(context.RequestAborted);
            if (store.IsGood(page.Page))
            {
                await AnswerAsync(context, page);
                return;
            }
        }

        context.Features.Set(new PageRequest { Key = key });
        await next(context);
    }

    /// <summary>Without a configured address a page's links hold the host that was asked for.</summary>
    private HotKey KeyOf(HttpContext context) => new(
        context.Request.Scheme,
        portal.CurrentValue.BaseAddress is null ? context.Request.Host.Value : null,
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        PageVariant.Of(context.Request));

    private async Task AnswerAsync(HttpContext context, HotPage page)
    {
        store.TellWhileAway(context);
        PortalMeters.Pages.Add(1, FromMemory);
        var response = context.Response;
        var isKnown = Preconditions.IsNotModified(context.Request.Headers, page.ETag, page.LastModified);
        foreach (var (name, value) in isKnown ? page.UnchangedHeaders : page.Headers)
        {
            response.Headers[name] = value;
        }

        visits.Count(context.Request, page.Visit);
        if (isKnown)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
        }
        else if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(page.Body, context.RequestAborted);
        }
    }
}
