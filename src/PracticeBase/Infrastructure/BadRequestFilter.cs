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
        if (context.Exception is PageNotFoundException missing)
        {
            context.Result = Page("PageBeyond", StatusCodes.Status404NotFound, missing);
            context.ExceptionHandled = true;
            return;
        }

        if (context.Exception is not BadRequestException exception)
        {
            return;
        }

        context.Result = Page("BadRequest", StatusCodes.Status400BadRequest, exception);
        context.ExceptionHandled = true;
    }

    private ViewResult Page<T>(string view, int status, T model) => new()
    {
        ViewName = view,
        StatusCode = status,
        ViewData = new ViewDataDictionary<T>(metadata, new ModelStateDictionary()) { Model = model },
    };
}
