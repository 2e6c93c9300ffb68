using System.Text;

namespace PracticeBase.Benchmarks.Load;

/// <summary>A real day's requests, of which each connection draws its own.</summary>
internal sealed class Mix(MixAddresses addresses, double exponent)
{
    private readonly Kind practices = new(addresses.Practices, exponent);

    /// <summary>With the share of requests that they and the kinds before them have.</summary>
    private readonly (double Reached, Kind Kind)[] others =
    [
        (MixShares.Writes + MixShares.Listings, new(addresses.Listings, exponent)),
        (MixShares.Writes + MixShares.Listings + MixShares.Searches, new(addresses.Searches, exponent)),
        (MixShares.Writes + MixShares.Listings + MixShares.Searches + MixShares.MapAndFeeds, new(addresses.MapAndFeeds, exponent)),
    ];

    /// <summary>Connections, each with the officer who writes on it.</summary>
    /// <param name="seed">Another one gives other draws of the same mix.</param>
    public List<Requests> For(IReadOnlyList<Draft> officers, int seed) => [.. officers.Select((o, i) => new Connected(this, o, (seed * 1_000) + i))];

    private byte[] Pick(Random random, double dice)
    {
        foreach (var (reached, kind) in others)
        {
            if (dice < reached)
            {
                return kind.Pick(random);
            }
        }

        return practices.Pick(random);
    }

    private sealed class Kind(IReadOnlyList<string> addresses, double exponent)
    {
        private readonly byte[][] paths = [.. addresses.Select(Encoding.ASCII.GetBytes)];
        private readonly Zipf popularity = new(addresses.Count, exponent);

        public byte[] Pick(Random random) => paths[popularity.Pick(random)];
    }

    private sealed class Connected(Mix mix, Draft officer, int seed) : Requests
    {
        private readonly Random random = new(seed);
        private readonly byte[] buffer = new byte[16 * 1024];
        private bool isWrite;

        public override bool IsWrite => isWrite;

        public override ReadOnlySpan<byte> Next()
        {
            var dice = random.NextDouble();
            isWrite = dice < MixShares.Writes;
            return isWrite ? officer.Next() : buffer.AsSpan(0, Reader.Any(random).Write(mix.Pick(random, dice), buffer));
        }

        public override bool IsRight(in Answer answer) => isWrite ? officer.IsRight(answer) : answer.Status == 200 && answer.Body.Length > 0;
    }
}
