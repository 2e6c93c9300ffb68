namespace PracticeBase.Benchmarks.Load;

/// <summary>Officers who each save their own draft as fast as it goes, as the form's script does; there is nothing to compare it with.</summary>
internal static class SavesLoad
{
    /// <returns>The row, and what a save takes of the processor at the server.</returns>
    public static async Task<(LoadRow Row, TimeSpan Processor)> RunAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var (portal, officers) = await context.WarmAsync(cancellationToken, alone: true);
        using (portal)
        {
            Console.Error.WriteLine("Saves …");
            var before = portal.ProcessorTime;
            var measured = Driver.Run(portal.Port, officers, context.Options.Time, cancellationToken);
            return (new LoadRow("Save of a draft, again and again", measured, Bare: null, portal.WorkingSet), (portal.ProcessorTime - before) / measured.Requests);
        }
    }
}
