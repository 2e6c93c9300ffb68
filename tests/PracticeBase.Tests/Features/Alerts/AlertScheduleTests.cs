using PracticeBase.Domain;
using PracticeBase.Features.Alerts;
using Xunit;

namespace PracticeBase.Tests;

public sealed class AlertScheduleTests
{
    [Theory]
    // Wednesday in winter: Warsaw is an hour ahead.
    [InlineData("2026-12-02T05:04:59Z", "2026-12-01T05:00:00Z", "2026-11-30T05:00:00Z")]
    [InlineData("2026-12-02T05:05:00Z", "2026-12-02T05:00:00Z", "2026-11-30T05:00:00Z")]
    [InlineData("2026-12-02T23:30:00Z", "2026-12-02T05:00:00Z", "2026-11-30T05:00:00Z")]
    // Monday, before and after six.
    [InlineData("2026-12-07T04:00:00Z", "2026-12-06T05:00:00Z", "2026-11-30T05:00:00Z")]
    [InlineData("2026-12-07T05:30:00Z", "2026-12-07T05:00:00Z", "2026-12-07T05:00:00Z")]
    // The Sunday on which summer time begins: six o'clock is an hour earlier from then on.
    [InlineData("2027-03-28T03:30:00Z", "2027-03-27T05:00:00Z", "2027-03-22T05:00:00Z")]
    [InlineData("2027-03-28T04:30:00Z", "2027-03-28T04:00:00Z", "2027-03-22T05:00:00Z")]
    public void LastDue_IsTheLatestMorningOrMonday(string now, string daily, string weekly)
    {
        var clock = new WarsawClock(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((daily, weekly), (Format(AlertSchedule.LastDue(AlertPeriod.Daily, clock)), Format(AlertSchedule.LastDue(AlertPeriod.Weekly, clock))));
    }

    private static string Format(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class WarsawClock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

        public override DateTimeOffset GetUtcNow() => now;
    }
}
