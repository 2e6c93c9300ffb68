using System.Text.RegularExpressions;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The files that start the portal elsewhere name settings and addresses that there are.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Repository.Portal, "..", ".."));

    private static readonly string Readme = File.ReadAllText(Path.Combine(Root, "README.md"));

    public static TheoryData<string> Files => ["Containerfile", "compose.yaml", "deploy/practicebase.service", "deploy/Caddyfile"];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_Settings_AreThoseOfTheReadme(string file)
    {
        var text = File.ReadAllText(Path.Combine(Root, file));
        Assert.All(Setting().Matches(text).Select(m => m.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct(), key => Assert.Contains($"`{key}`", Readme, StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void Compose_Secrets_ComeFromOutside() =>
        Assert.All(Password().Matches(File.ReadAllText(Path.Combine(Root, "compose.yaml"))).Select(m => m.Groups[1].Value), value => Assert.StartsWith("$", value.TrimStart('"', '\''), StringComparison.Ordinal));

    /// <summary>An image of podman's own format has none of its Containerfile's.</summary>
    [Fact]
    public void Compose_HealthCheck_IsTheContainerfiles()
    {
        var checks = new[] { "Containerfile", "compose.yaml" }.Select(f => HealthCheck().Match(File.ReadAllText(Path.Combine(Root, f))).Groups[1].Value).ToList();
        Assert.Contains("/gotowosc", checks[0], StringComparison.Ordinal);
        Assert.Equal(checks[0], checks[1]);
    }

    [Fact]
    public void Unit_TimeToStop_IsLongerThanThePortalTakes()
    {
        var unit = File.ReadAllText(Path.Combine(Root, "deploy/practicebase.service"));
        var stop = new PracticeBase.Infrastructure.ShutdownOptions();
        Assert.True(int.Parse(StopTime().Match(unit).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) > stop.DelaySeconds + stop.TimeoutSeconds);
    }

    [GeneratedRegex(@"\b[A-Z]\w+?__\w+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"(?:PASSWORD:|Password=)\s*(\S+)")]
    private static partial Regex Password();

    [GeneratedRegex("\"bash\", \"-c\", (\"exec .+\")]")]
    private static partial Regex HealthCheck();

    [GeneratedRegex(@"^TimeoutStopSec=(\d+)$", RegexOptions.Multiline)]
    private static partial Regex StopTime();
}
