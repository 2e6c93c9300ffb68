using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace PracticeBase.Tests.Hosting;

/// <summary>One person at a browser without script: keeps cookies, fills in and submits the forms that were rendered, follows no redirect unless asked.</summary>
public sealed class Visitor(Uri address) : IDisposable
{
    private readonly CookieContainer cookies = new();
    private HttpClient? client;

    private HttpClient Client => client ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = address };

    public CookieContainer Cookies => cookies;

    public async Task<Page> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await SendAsync(request);
    }

    /// <summary>Follows redirects to the page that a person sees in the end.</summary>
    public async Task<Page> OpenAsync(string path) => await FollowAsync(await GetAsync(path));

    public async Task<Page> FollowAsync(Page page)
    {
        for (var hops = 0; page.Status is HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect && hops < 10; hops++)
        {
            page = await GetAsync(page.Headers["Location"]);
        }

        return page;
    }

    /// <summary>Presses a button of a rendered form, found by its text; the fields are sent as they were rendered, but for the changes.</summary>
    /// <param name="page">Where the form is.</param>
    /// <param name="button">The visible text of its button.</param>
    /// <param name="changes">Values by the name of the field; a null value leaves the field out (an unticked box).</param>
    /// <param name="files">Chosen files by the name of the field.</param>
    /// <param name="within">Narrows it down where several forms have such a button.</param>
    public Task<Page> SubmitAsync(
        Page page, string button, IEnumerable<(string Name, string? Value)>? changes = null, IEnumerable<(string Name, string FileName, byte[] Content)>? files = null, IParentNode? within = null)
    {
        var pressed = Assert.Single((within ?? page.Document).QuerySelectorAll("button:not([aria-hidden]), input[type=submit]"), b => b.Words() == button || b.GetAttribute("aria-label") == button);
        return SubmitAsync(Form.Of(pressed), changes, files);
    }

    public async Task<Page> SubmitAsync(Form form, IEnumerable<(string Name, string? Value)>? changes = null, IEnumerable<(string Name, string FileName, byte[] Content)>? files = null)
    {
        var fields = form.With(changes ?? []);
        using var request = new HttpRequestMessage(form.Method, form.Method == HttpMethod.Get ? $"{form.Action.Split('?')[0]}?{Query(fields)}" : form.Action);
        if (form.Method == HttpMethod.Post)
        {
            request.Content = form.IsMultipart ? Multipart(fields, files ?? []) : new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }

        return await SendAsync(request);
    }

    public async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new Page(response.StatusCode, headers, bytes);
    }

    public void Dispose() => client?.Dispose();

    private static string Query(IEnumerable<(string Name, string Value)> fields) => string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));

    private static MultipartFormDataContent Multipart(IEnumerable<(string Name, string Value)> fields, IEnumerable<(string Name, string FileName, byte[] Content)> files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), $"\"{name}\"");
        }

        foreach (var (name, fileName, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part, $"\"{name}\"", fileName);
        }

        return content;
    }
}

/// <summary>A form as a browser would send it.</summary>
public sealed record Form(HttpMethod Method, string Action, bool IsMultipart, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The form of a button, with the button's own name and value.</summary>
    public static Form Of(IElement button)
    {
        var form = button.GetAttribute("form") is { Length: > 0 } id ? (IHtmlFormElement)button.Owner!.GetElementById(id)! : (IHtmlFormElement)button.Closest("form")!;
        var fields = new List<(string, string)>();
        foreach (var control in form.Owner!.QuerySelectorAll("input, select, textarea").Where(c => c.Closest("form") == form || c.GetAttribute("form") == form.Id && form.Id is not null))
        {
            if (control.GetAttribute("name") is not { Length: > 0 } name || control.HasAttribute("disabled") || control.Closest("fieldset[disabled]") is not null)
            {
                continue;
            }

            switch (control)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio" } box when !box.IsChecked:
                case IHtmlInputElement { Type: "submit" or "button" or "file" or "image" or "reset" }:
                    break;
                case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                    fields.Add((name, box.GetAttribute("value") ?? "on"));
                    break;
                case IHtmlInputElement input:
                    fields.Add((name, input.Value));
                    break;
                case IHtmlSelectElement select:
                    fields.AddRange(select.Options.Where(o => o.IsSelected).Select(o => (name, o.Value)));
                    break;
                case IHtmlTextAreaElement area:
                    fields.Add((name, area.Value));
                    break;
            }
        }

        if (button.GetAttribute("name") is { Length: > 0 } pressed)
        {
            fields.Add((pressed, button.GetAttribute("value") ?? ""));
        }

        var action = button.GetAttribute("formaction") ?? form.GetAttribute("action");
        return new Form(form.GetAttribute("method")?.ToLowerInvariant() == "post" ? HttpMethod.Post : HttpMethod.Get, action ?? "", form.GetAttribute("enctype") == "multipart/form-data", fields);
    }

    /// <summary>The fields with some values changed; fields that are not there are added (over-posting).</summary>
    public IReadOnlyList<(string Name, string Value)> With(IEnumerable<(string Name, string? Value)> changes)
    {
        var groups = changes.GroupBy(c => c.Name).ToDictionary(g => g.Key, g => g.Select(c => c.Value).ToList());
        var result = new List<(string, string)>();
        foreach (var (name, value) in Fields)
        {
            if (!groups.TryGetValue(name, out var values))
            {
                result.Add((name, value));
            }
            else if (!result.Exists(r => r.Item1 == name))
            {
                result.AddRange(values.OfType<string>().Select(v => (name, v)));
            }
        }

        result.AddRange(groups.Where(g => !Fields.Any(f => f.Name == g.Key)).SelectMany(g => g.Value.OfType<string>().Select(v => (g.Key, v))));
        return result;
    }
}
