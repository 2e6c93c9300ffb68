namespace PracticeBase.Benchmarks.Load;

/// <summary>One row of the table.</summary>
/// <param name="Bare">Null where there is nothing to compare with.</param>
/// <param name="Memory">Bytes of the portal's working set at the end.</param>
internal sealed record LoadRow(string Name, Measured Portal, Measured? Bare, long Memory)
{
    /// <summary>
    /// Drives the two in turn, in short rounds, so that the machine's moods fall on both alike. First come rounds that do not count: in the other's
    /// turn the runtime compiles anew what each was asked for most, on the core that they share.
    /// </summary>
    public static LoadRow Measure(string name, PortalProcess portal, BareProcess bare, LoadOptions options, int settlingRounds, Func<int, IReadOnlyList<Requests>> atPortal, Func<int, IReadOnlyList<Requests>> atBare, CancellationToken cancellationToken)
    {
        var (ofPortal, ofBare) = (new Measured(), new Measured());
        var rounds = Math.Max(1, (int)Math.Round(options.Time / options.Round));
        for (var round = 1; round <= settlingRounds + rounds; round++)
        {
            var portalRound = Driver.Run(portal.Port, atPortal(round), options.Round, cancellationToken);
            var bareRound = Driver.Run(bare.Port, atBare(round), options.Round, cancellationToken);
            if (round > settlingRounds)
            {
                ofPortal.Append(portalRound);
                ofBare.Append(bareRound);
            }
        }

        return new LoadRow(name, ofPortal, ofBare, portal.WorkingSet);
    }
}
