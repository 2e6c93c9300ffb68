using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using PracticeBase.Features.Shared;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Telemetry;

namespace PracticeBase.Features.Errors;

/// <summary>A form that could not be saved.</summary>
/// <param name="Path">Where it was going, with the language and the query.</param>
/// <param name="Fields">What to send again, with the form's own proof that it is the portal's; empty when it cannot be shown.</param>
/// <param name="LostFiles">Files were chosen; a page cannot carry them.</param>
public sealed record UnsavedForm(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields, bool LostFiles);

/// <summary>
/// Answers a form that met an outage (<see cref="Outage"/>) with 503 and Retry-After: a script gets the sentence, a person a page that holds what was
/// typed and sends it again with one click.
/// </summary>
public sealed class FailedWrite(IModelMetadataProvider metadata, ILogger<FailedWrite> logger) : IExceptionHandler
{
    /// <summary>A page longer than this would be no help.</summary>
    private const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>Its forms hold passwords, which are sent back to nobody.</summary>
    private static readonly PathString Accounts = "/konto";

    private static readonly FormOptions Limits = new() { ValueCountLimit = 10_000 };

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Response.HasStarted || !Outage.Is(exception))
        {
            return false;
        }

        PortalMeters.WritesFailed.Add(1);
        logger.LogWarning(exception, "A form could not be saved for want of the database or the storage, event {Event}", EventNumber.Of(context));
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = Outage.RetryAfter;
        if (context.Request.AsksForJson())
        {
            var words = context.RequestServices.GetRequiredService<Words>();
            await context.Response.WriteAsJsonAsync(new { message = words.Plain("Unsaved.Message") }, cancellationToken);
            return true;
        }

        var page = new ViewResult
        {
            ViewName = "~/Features/Errors/Unsaved.cshtml",
            StatusCode = StatusCodes.Status503ServiceUnavailable,
            ViewData = new ViewDataDictionary<UnsavedForm>(metadata, new ModelStateDictionary()) { Model = await ReadAsync(context.Request) },
        };
        await page.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
        return true;
    }

    private static async Task<UnsavedForm> ReadAsync(HttpRequest request)
    {
        // The request's own path is that of the error page by now.
        PathString asked = request.HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path;
        var path = request.PathBase + asked + request.QueryString;
        if (!request.HasFormContentType || asked.StartsWithSegments(Accounts) || request.ContentLength is null or > MaxBytes)
        {
            return new UnsavedForm(path, [], LostFiles: false);
        }

        try
        {
            var form = await request.ReadFormAsync(Limits, request.HttpContext.RequestAborted);
            return new UnsavedForm(path, [.. form.SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))], form.Files.Any(f => f.Length > 0));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // It was reading the form that failed.
            return new UnsavedForm(path, [], LostFiles: false);
        }
    }
}
