namespace PracticeBase.Infrastructure;

/// <summary>Marks an action whose pages count as visits.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CountsVisitAttribute : Attribute;

/// <summary>Counts a guest for each page that was shown to a person; files are no pages.</summary>
public sealed class VisitCounting(RequestDelegate next, VisitorCounter counter)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.StatusCode == StatusCodes.Status200OK
            && context.GetEndpoint()?.Metadata.GetMetadata<CountsVisitAttribute>() is not null
            && context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true
            && Browsers.IsPerson(context.Request))
        {
            counter.CountVisit(context.Request);
        }
    }
}
