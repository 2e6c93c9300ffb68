namespace PracticeBase.Tests.Hosting;

/// <summary>A clock that a test sets; timers go on in real time.</summary>
public sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    public void Pass(TimeSpan time) => Now += time;

    public DateOnly Today => DateOnly.FromDateTime(GetLocalNow().DateTime);
}
