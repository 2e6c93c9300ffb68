using System.Security.Cryptography;
using System.Text;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Knows within one day of the portal's time zone what it was told before. It keeps hashes with a key that never leaves memory and
/// goes, with them, at the end of the day: what it was told cannot be read back, nor one day be linked to another.
/// </summary>
/// <param name="clock">Says what day it is.</param>
/// <param name="capacity">How many it knows a day; further ones are never new.</param>
public sealed class OncePerDay(TimeProvider clock, int capacity)
{
    private readonly Lock gate = new();
    private readonly HashSet<long> known = [];
    private byte[] key = [];
    private DateOnly today;

    /// <summary>True the first time that day.</summary>
    public bool IsNew(string what)
    {
        var day = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        lock (gate)
        {
            if (day != today)
            {
                today = day;
                known.Clear();
                key = RandomNumberGenerator.GetBytes(32);
            }

            return known.Count < capacity && known.Add(BitConverter.ToInt64(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(what))));
        }
    }
}
