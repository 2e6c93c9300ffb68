using System.Globalization;

namespace PracticeBase.Infrastructure;

/// <summary>The portal's two languages.</summary>
public static class Languages
{
    public static CultureInfo Polish { get; } = CultureInfo.GetCultureInfo("pl-PL");

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>For what is written outside a request: the texts' language until this is disposed of.</summary>
    public static IDisposable Use(bool english)
    {
        var former = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = english ? English : Polish;
        return new Former(former);
    }

    private sealed class Former(CultureInfo culture) : IDisposable
    {
        public void Dispose() => CultureInfo.CurrentUICulture = culture;
    }
}
