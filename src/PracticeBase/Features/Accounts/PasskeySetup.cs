using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Accounts;

/// <summary>A passkey alone is a strong sign-in, so the device must ask for finger, face or PIN each time.</summary>
public sealed class PasskeySetup(IOptions<PortalOptions> portal) : IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        options.UserVerificationRequirement = "required";
        options.ResidentKeyRequirement = "required";
        // Without it the request's own host counts.
        options.ServerDomain = portal.Value.BaseAddress is { } address ? new Uri(address).Host : null;
    }
}
