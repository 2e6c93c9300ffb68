namespace PracticeBase.Data;

/// <summary>
/// Marks what is read for everybody: with Database:ReadOnlyIntent it is asked of a readable copy of the database. What a public page is made of
/// and the change feed that its stores follow are all read so, because one copy tells of a change only when it has it.
/// </summary>
public static class PublicReads
{
    private static readonly AsyncLocal<bool> Wanted = new();

    /// <summary>True within <see cref="Begin"/>, in whatever is awaited or started there.</summary>
    public static bool IsWanted => Wanted.Value;

    /// <summary>Until the result is disposed of.</summary>
    public static IDisposable Begin() => new Reset(true);

    /// <summary>Back to the database that is written to, for something started within a public read.</summary>
    public static IDisposable Leave() => new Reset(false);

    private sealed class Reset : IDisposable
    {
        private readonly bool before = Wanted.Value;

        public Reset(bool wanted) => Wanted.Value = wanted;

        public void Dispose() => Wanted.Value = before;
    }
}
