using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace PracticeBase.Infrastructure;

/// <summary>A symbol of icons.svg: <c>&lt;icon name="i-search" /&gt;</c> is a line icon, <c>p-…</c> a pictogram in the sector's colour. Decoration: words stand beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public required string Name { get; set; }

    /// <summary>Further classes: «turn», «head-p».</summary>
    public string? Class { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var http = ViewContext.HttpContext;
        var assets = http.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"{Name[0]}{(Class is null ? "" : " " + Class)}");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(new HtmlString($"<use href=\"/{assets?["icons.svg"] ?? "icons.svg"}#{System.Net.WebUtility.HtmlEncode(Name)}\"/>"));
    }
}
