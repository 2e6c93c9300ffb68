namespace PracticeBase.Tests.Hosting;

/// <summary>A clock that a test sets; timers go on in real time.</summary>
public sealed class TestClock : TimeProvider
{
    private TimeSpan passed;

    /// <summary>What the clock shows. Setting it makes it jump: no time goes by.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    public DateOnly Today => DateOnly.FromDateTime(GetLocalNow().DateTime);

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>The watch that nobody sets: goes on by what <see cref="Pass"/> says.</summary>
    public override long GetTimestamp() => System.GetTimestamp() + (long)(passed.TotalSeconds * TimestampFrequency);

    /// <summary>Time goes by.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        passed += time;
    }
}
