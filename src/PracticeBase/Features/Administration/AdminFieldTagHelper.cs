using System.Reflection;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration;

/// <summary>
/// One field with its label `Admin.Field.{name}`, hint, message and control: <c>&lt;admin-field for="NamePl" /&gt;</c>. After a conflict it also says
/// what the row holds now.
/// </summary>
[HtmlTargetElement("admin-field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class AdminFieldTagHelper(Words words) : TagHelper
{
    /// <summary>Where the view keeps the form as it is stored now.</summary>
    public const string StoredKey = "Stored";

    public required ModelExpression For { get; set; }

    /// <summary>text, url, email, tel, date, time, number, area, check, select, file.</summary>
    public string Kind { get; set; } = "text";

    /// <summary>Of a select: value and label.</summary>
    public IEnumerable<(string Value, string Label)> Options { get; set; } = [];

    /// <summary>Key of a text.</summary>
    public string? Hint { get; set; }

    /// <summary>Another label than the field's own.</summary>
    public string? Label { get; set; }

    /// <summary>May stay empty.</summary>
    public bool Optional { get; set; }

    /// <summary>Of the content, where it is not the page's: «en».</summary>
    public string? Lang { get; set; }

    public int Rows { get; set; } = 4;

    /// <summary>Of a file: «.png,.svg».</summary>
    public string? Accept { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private string Name => For.Name;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var error = ViewContext.ModelState.TryGetValue(Name, out var entry) ? entry.Errors.FirstOrDefault()?.ErrorMessage : null;
        var stored = StoredValue();
        var notes = new List<string>();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "field" : "field has-err");
        var label = new TagBuilder("label") { Attributes = { ["for"] = Name } };
        label.InnerHtml.AppendHtml(words[Label ?? $"Admin.Field.{Name}"]);
        if (Optional)
        {
            label.InnerHtml.Append(" ").AppendHtml(Tag("span", "opt", words["Admin.Optional"]));
        }

        if (Kind != "check")
        {
            output.Content.AppendHtml(label);
        }

        if (Hint is not null)
        {
            AddNote("hint", Tag("p", "hint", words[Hint]));
        }

        if (stored is not null)
        {
            AddNote("now", Tag("p", "hint", new HtmlContentBuilder().AppendHtml(words["Admin.StoredNow"]).Append(" ").AppendHtml(Tag("b", null, words.Html(stored.Length == 0 ? "–" : stored)))));
        }

        if (error is not null)
        {
            AddNote("err", Tag("p", "err", new HtmlContentBuilder().AppendHtml(Tag("span", "vh", words["Admin.ErrorPrefix"])).Append(" ").Append(error)));
        }

        output.Content.AppendHtml(Control(error is not null, notes));

        void AddNote(string suffix, TagBuilder note)
        {
            note.Attributes["id"] = $"{Name}-{suffix}";
            notes.Add($"{Name}-{suffix}");
            output.Content.AppendHtml(note);
        }
    }

    private static TagBuilder Tag(string name, string? css, IHtmlContent content)
    {
        var tag = new TagBuilder(name);
        if (css is not null)
        {
            tag.AddCssClass(css);
        }

        tag.InnerHtml.AppendHtml(content);
        return tag;
    }

    private TagBuilder Control(bool isWrong, List<string> notes)
    {
        var value = For.Model as string ?? "";
        var control = new TagBuilder(Kind switch { "area" => "textarea", "select" => "select", _ => "input" });
        control.Attributes["id"] = Name;
        control.Attributes["name"] = Name;
        if (Lang is not null)
        {
            control.Attributes["lang"] = Lang;
        }

        if (notes.Count > 0)
        {
            control.Attributes["aria-describedby"] = string.Join(' ', notes);
        }

        if (isWrong)
        {
            control.Attributes["aria-invalid"] = "true";
        }

        switch (Kind)
        {
            case "area":
                control.AddCssClass("in");
                control.Attributes["rows"] = Rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
                // A browser drops the first line break of a text area.
                control.InnerHtml.Append("\n" + value);
                return control;
            case "select":
                control.AddCssClass("in w-m");
                foreach (var (option, text) in Options)
                {
                    var item = Tag("option", null, new HtmlString(System.Net.WebUtility.HtmlEncode(text)));
                    item.Attributes["value"] = option;
                    if (option == value)
                    {
                        item.Attributes["selected"] = "selected";
                    }

                    control.InnerHtml.AppendHtml(item);
                }

                return control;
            case "check":
                control.Attributes["type"] = "checkbox";
                control.Attributes["value"] = "true";
                if (For.Model is true)
                {
                    control.Attributes["checked"] = "checked";
                }

                control.TagRenderMode = TagRenderMode.SelfClosing;
                return Tag("label", "ck", new HtmlContentBuilder().AppendHtml(control).AppendHtml(Tag("span", null, words[Label ?? $"Admin.Field.{Name}"])));
            default:
                control.TagRenderMode = TagRenderMode.SelfClosing;
                control.AddCssClass(Kind is "date" or "time" or "number" or "tel" ? "in w-m" : "in");
                control.Attributes["type"] = Kind == "number" ? "text" : Kind;
                if (Kind == "number")
                {
                    control.Attributes["inputmode"] = "decimal";
                }

                if (Kind == "file")
                {
                    control.Attributes["accept"] = Accept;
                }
                else
                {
                    control.Attributes["value"] = value;
                }

                return control;
        }
    }

    /// <summary>What the row holds now; null when it is what stands in the form.</summary>
    private string? StoredValue()
    {
        if (ViewContext.ViewData[StoredKey] is not AdminForm stored || stored.GetType().GetProperty(Name, BindingFlags.Public | BindingFlags.Instance) is not { } property)
        {
            return null;
        }

        return (property.GetValue(stored), For.Model) switch
        {
            (string now, var typed) when now != (typed as string ?? "") => Options.FirstOrDefault(o => o.Value == now) is { Label: { } label } ? label : now,
            (null, string { Length: > 0 }) => "",
            (bool now, bool typed) when now != typed => words.YesNo(now),
            _ => null,
        };
    }
}
