using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>
/// Keeps the keys of cookies and links in the database, the same for all nodes; shaped like the package
/// Microsoft.AspNetCore.DataProtection.EntityFrameworkCore.
/// </summary>
public sealed class ProtectionKeyStore(IServiceScopeFactory scopes) : IXmlRepository, IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        // Whoever needs a key first may be reading a public page.
        using var primary = PublicReads.Leave();
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().ProtectionKeys.AsNoTracking().Select(k => k.Xml).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        // Whoever needs a key first may be reading a public page.
        using var primary = PublicReads.Leave();
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>();
        db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }
}
