using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace PracticeBase.Infrastructure;

/// <summary>Turns a <see cref="BadRequestException"/> into the page that explains it, with status 400, and a <see cref="PageNotFoundException"/> into 404.</summary>
public sealed class BadRequestFilter(IModelMetadataProvider metadata) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is PageNotFoundException)
        {
            context.Result = new NotFoundResult();
            context.ExceptionHandled = true;
            return;
        }

        if (context.Exception is not BadRequestException exception)
        {
            return;
        }

        context.Result = new ViewResult
        {
            ViewName = "BadRequest",
            StatusCode = StatusCodes.Status400BadRequest,
            ViewData = new ViewDataDictionary<BadRequestException>(metadata, context.ModelState) { Model = exception },
        };
        context.ExceptionHandled = true;
    }
}
