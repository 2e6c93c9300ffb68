using System.Text.RegularExpressions;

namespace PracticeBase.Features.Administration.LocalGovernments;

/// <summary>The domain whose addresses belong to one unit's officers.</summary>
public static partial class MailDomain
{
    /// <summary>Anybody gets an address there.</summary>
    private static readonly HashSet<string> Open =
    [
        "gmail.com", "googlemail.com", "wp.pl", "onet.pl", "onet.eu", "onet.com.pl", "op.pl", "vp.pl", "poczta.onet.pl", "o2.pl", "tlen.pl", "go2.pl", "interia.pl", "interia.eu", "interia.com", "poczta.fm",
        "int.pl", "gazeta.pl", "buziaczek.pl", "autograf.pl", "spoko.pl", "prokonto.pl", "opoczta.pl", "home.pl", "nazwa.pl", "neostrada.pl", "outlook.com", "outlook.pl", "hotmail.com", "live.com", "msn.com",
        "yahoo.com", "yahoo.pl", "icloud.com", "me.com", "proton.me", "protonmail.com", "aol.com", "gmx.com", "mail.com", "zoho.com", "tutanota.com", "duck.com",
    ];

    /// <summary>Many owners share these.</summary>
    private static readonly HashSet<string> Shared =
        ["com.pl", "net.pl", "org.pl", "info.pl", "biz.pl", "edu.pl", "gov.pl", "mil.pl", "waw.pl", "lublin.pl", "slask.pl", "mazowsze.pl", "podlasie.pl", "pomorze.pl", "malopolska.pl", "warmia.pl", "mazury.pl", "opole.pl", "olsztyn.pl"];

    /// <summary>Key of the reason why it cannot stand for a unit; null when it can.</summary>
    public static string? WhyNot(string domain) =>
        !Bare().IsMatch(domain) || domain.Length > 100 ? "Admin.Error.Domain"
        : Open.Any(o => domain == o || domain.EndsWith("." + o, StringComparison.Ordinal)) ? "Admin.Error.OpenDomain"
        : Shared.Contains(domain) ? "Admin.Error.SharedDomain"
        : null;

    [GeneratedRegex(@"^([a-z0-9]([a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();
}
