using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace PracticeBase.Features.Shared;

/// <summary>A controller whose views are another one's: a feature that needs two has one folder.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ViewsOfAttribute(string controllerName) : Attribute, IControllerModelConvention
{
    public string ControllerName { get; } = controllerName;

    public void Apply(ControllerModel controller) => controller.ControllerName = ControllerName;
}
