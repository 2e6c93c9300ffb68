using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using PracticeBase.Data;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Marks a request as <see cref="PublicReads"/> when somebody without a session asks for a page that everybody may keep. Forms, accounts, what a
/// letter's link shows and everything behind the sign-in are no such pages.
/// </summary>
public sealed class PublicReading(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var reads = IsPublic(context) ? PublicReads.Begin() : null;
        await next(context);
    }

    private static bool IsPublic(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.User.Identity?.IsAuthenticated != true
        && context.GetEndpoint()?.Metadata is { } about
        && about.GetMetadata<ControllerActionDescriptor>() is not null
        && about.GetMetadata<IAuthorizeData>() is null
        && about.GetMetadata<ResponseCacheAttribute>() is not { NoStore: true };
}
