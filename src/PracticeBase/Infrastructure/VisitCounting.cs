namespace PracticeBase.Infrastructure;

/// <summary>Marks an action whose pages count as visits.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CountsVisitAttribute : Attribute
{
    /// <summary>Its page is a practice, named by the route's «key», that somebody reads.</summary>
    public bool IsReading { get; set; }
}

/// <summary>How the showing of a page is counted.</summary>
/// <param name="Counts">As a visit.</param>
/// <param name="ReadId">As a reading of this practice; null for none.</param>
public readonly record struct Visit(bool Counts, int? ReadId)
{
    /// <summary>As the action says that was chosen for the request.</summary>
    public static Visit Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<CountsVisitAttribute>() is not { } counts ? default
        : new Visit(true, counts.IsReading && context.GetRouteValue("key") is string key ? PermanentAddress.IdOf(key) : null);
}

/// <summary>Counts each page that was shown to a person, or that this person has already; files are no pages.</summary>
public sealed class VisitCounting(RequestDelegate next, VisitorCounter counter)
{
    public Task InvokeAsync(HttpContext context)
    {
        // Chosen now: an error's page may take the place of what was asked for.
        if (Visit.Of(context) is { Counts: true } visit)
        {
            context.Response.OnStarting(() =>
            {
                Count(context, visit);
                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    private void Count(HttpContext context, Visit visit)
    {
        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status304NotModified
            || (response.StatusCode == StatusCodes.Status200OK && response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true))
        {
            counter.Count(context.Request, visit);
        }
    }
}
