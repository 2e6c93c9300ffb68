namespace PracticeBase.Features.Accounts;

/// <summary>Browser and system in words that a person knows their device by.</summary>
public static class DeviceName
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("SamsungBrowser/", "Samsung Internet"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>«Firefox, Windows»; «?» where nothing is recognised.</summary>
    public static string Of(string userAgent)
    {
        var parts = new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.OfType<string>().ToList();
        return parts.Count == 0 ? "?" : string.Join(", ", parts);
    }

    private static string? Find((string Mark, string Name)[] names, string userAgent) =>
        Array.Find(names, n => userAgent.Contains(n.Mark, StringComparison.Ordinal)).Name;
}
