using System.Buffers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>
/// Answers with a kept page before anything else is looked at; that is the most frequent of all answers. Other anonymous requests for pages get
/// a <see cref="PageRequest"/> for the output cache.
/// </summary>
public sealed class PageFront(RequestDelegate next, PageRecoder recoder, PageStore store, PageFollower follower, VisitorCounter visits, IOptionsMonitor<PortalOptions> portal)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!PageRequest.IsAnonymous(request))
        {
            await next(context);
            return;
        }

        var variant = PageVariant.Of(request);
        var byHost = portal.CurrentValue.BaseAddress is null;
        var key = PageKey.Of(context, variant.Encoding, byHost);
        if (key is { } known && (store.Find(known) ?? recoder.Recode(context, known, variant.Encoding, byHost)) is { } found)
        {
            await follower.BeforeAnswerAsync(context.RequestAborted);
            if (store.IsGood(found.Page) && await TryAnswerAsync(context, found, variant))
            {
                return;
            }
        }

        context.Features.Set(new PageRequest { Key = key, Variant = variant, ByHost = byHost });
        await next(context);
    }

    private async Task<bool> TryAnswerAsync(HttpContext context, KeptAnswer found, PageVariant variant)
    {
        var (page, answer) = found;
        var tag = answer.Tag.In(variant.Look);
        if (answer.IsNotModified(context.Request.Headers, tag))
        {
            Describe(context, answer, answer.Headers.Unchanged, tag);
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return true;
        }

        if (HttpMethods.IsHead(context.Request.Method))
        {
            Describe(context, answer, answer.Headers.All, tag);
            context.Response.ContentLength = page.BodyLength;
            return true;
        }

        var rented = ArrayPool<byte>.Shared.Rent(page.BodyLength);
        try
        {
            var body = rented.AsMemory(0, page.BodyLength);
            if (!store.TryReadBody(page, body.Span))
            {
                return false;
            }

            PageLook.Write(variant.Look, body.Span, variant.Encoding);
            Describe(context, answer, answer.Headers.All, tag);
            context.Response.ContentLength = body.Length;
            await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Describe(HttpContext context, PageAnswer answer, KeyValuePair<string, StringValues>[] headers, string tag)
    {
        store.TellWhileAway(context);
        PortalMeters.Pages.Add(1, PortalMeters.FromFile);
        visits.Count(context.Request, answer.Visit);
        var response = context.Response.Headers;
        foreach (var (name, value) in headers)
        {
            response[name] = value;
        }

        response.ETag = tag;
        response.LastModified = HeaderUtilities.FormatDate(answer.LastModified);
    }
}
