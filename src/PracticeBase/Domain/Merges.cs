namespace PracticeBase.Domain;

/// <summary>Something that another row of its kind can take over; the row stays, so that what names it still finds its way, and the merge can be undone.</summary>
public interface IMergeable
{
    int Id { get; }

    int? MergedIntoId { get; set; }
}

/// <summary>What stands in an order that people choose.</summary>
public interface IOrdered
{
    int Id { get; }

    int Order { get; set; }
}

/// <summary>Which row stands for another one now, through chains of merges.</summary>
/// <param name="into">Merged row → the one that took it over.</param>
public sealed class Merges(IReadOnlyDictionary<int, int> into)
{
    public IEnumerable<int> Merged => into.Keys;

    public int Resolve(int id)
    {
        // A circle is refused when it would be made; the bound keeps a broken database from stopping the portal.
        for (var steps = 0; steps < into.Count && into.TryGetValue(id, out var next); steps++)
        {
            id = next;
        }

        return id;
    }

    public int? Resolve(int? id) => id is { } known ? Resolve(known) : null;
}
