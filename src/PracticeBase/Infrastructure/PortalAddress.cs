using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace PracticeBase.Infrastructure;

/// <summary>Where the portal is reached from outside, for links in letters.</summary>
public sealed class PortalAddress(IOptionsMonitor<PortalOptions> portal, IHttpContextAccessor http, IServer server)
{
    /// <summary>
    /// «https://baza.example.org» without a slash at the end: Portal:BaseAddress; without it the request's own, or the address listened on.
    /// Mail over SMTP demands Portal:BaseAddress, so that nobody's Host header gets into a letter.
    /// </summary>
    public string Root => portal.CurrentValue.BaseAddress?.TrimEnd('/')
        ?? (http.HttpContext is { Request: { Host.HasValue: true } request } ? $"{request.Scheme}://{request.Host}" : null)
        ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? PracticeBaseApp.DefaultUrl;
}
