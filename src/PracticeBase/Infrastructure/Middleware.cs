using System.Diagnostics;
using System.Globalization;
using PracticeBase.Features.Accounts;

namespace PracticeBase.Infrastructure;

/// <summary>What every answer tells the browser not to allow.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'; manifest-src 'self'";

    public Task InvokeAsync(HttpContext context)
    {
        // Only when the answer starts: the page of a failure clears whatever was set before.
        context.Response.OnStarting(Set, context);
        return next(context);
    }

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0)
        {
            // Whoever is signed in leaves nothing behind; everybody else asks whether it is still the same.
            headers.CacheControl = context.User.Identity?.IsAuthenticated == true || context.Request.Cookies.ContainsKey(AccountsSetup.SessionCookieName) ? "no-store" : "no-cache";
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
    }
}

/// <summary>Names a request that failed, on its page and in the log; no data of its own.</summary>
public static class EventNumber
{
    /// <summary>Twelve characters.</summary>
    public static string Of(HttpContext context) => (Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier)[..12];
}

/// <summary>One line a request, without address, query or agent; shaped like `UseSerilogRequestLogging`.</summary>
public sealed class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (ReadinessSetup.IsProbe(path))
            {
                // Asked every two seconds, all day; why a node is not ready is told by the check.
                logger.LogDebug("{Method} {Path} {Status} {Elapsed:0.0} ms", context.Request.Method, path, context.Response.StatusCode, elapsed);
            }
            else if (context.Response.StatusCode >= 500)
            {
                logger.LogError("{Method} {Path} {Status} {Elapsed:0.0} ms, event {Event}", context.Request.Method, path, context.Response.StatusCode, elapsed, EventNumber.Of(context));
            }
            else
            {
                logger.LogInformation("{Method} {Path} {Status} {Elapsed:0.0} ms", context.Request.Method, path, context.Response.StatusCode, elapsed);
            }
        }
    }
}

/// <summary>A HEAD request is answered as GET; the server sends no body. Actions accept GET alone.</summary>
public sealed class HeadAsGet(RequestDelegate next)
{
    private static readonly object SentKey = new();

    /// <summary>The method that was sent: HEAD where it is answered as GET.</summary>
    public static string SentMethod(HttpContext context) => context.Items[SentKey] as string ?? context.Request.Method;

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await next(context);
            return;
        }

        context.Items[SentKey] = context.Request.Method;
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    }
}

/// <summary>«/en/…» is the same address in English: the prefix becomes the path base, so every link made there keeps it.</summary>
public sealed class LanguagePrefix(RequestDelegate next)
{
    public const string English = "/en";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var culture = Languages.Polish;
        if (request.Path.StartsWithSegments(English, StringComparison.Ordinal, out var rest))
        {
            culture = Languages.English;
            request.PathBase = request.PathBase.Add(English);
            request.Path = rest.HasValue ? rest : "/";
        }

        if (request.Path.Value!.StartsWith("//", StringComparison.Ordinal))
        {
            // In a link such a path would name another host.
            request.Path = "/" + request.Path.Value.TrimStart('/');
        }

        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
        context.Response.Headers.ContentLanguage = culture.TwoLetterISOLanguageName;
        return next(context);
    }
}
