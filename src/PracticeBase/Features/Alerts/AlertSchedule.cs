using PracticeBase.Domain;

namespace PracticeBase.Features.Alerts;

/// <summary>When letters about what is new are due: each day at six in the morning, local time, or on Mondays at six.</summary>
public static class AlertSchedule
{
    private const int Hour = 6;

    /// <summary>So long a publication may take from its moment to being seen, on another node with another clock.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The last time that letters of a period were due. They tell what was published up to it, so that nodes agree about it and a portal that
    /// stood still on Monday writes on Tuesday.
    /// </summary>
    public static DateTimeOffset LastDue(AlertPeriod period, TimeProvider clock)
    {
        var zone = clock.LocalTimeZone;
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow() - Settling, zone);
        var due = local.Date.AddHours(Hour);
        if (local.DateTime < due)
        {
            due = due.AddDays(-1);
        }

        if (period == AlertPeriod.Weekly)
        {
            due = due.AddDays(-(((int)due.DayOfWeek + 6) % 7));
        }

        return new DateTimeOffset(due, zone.GetUtcOffset(due));
    }
}
