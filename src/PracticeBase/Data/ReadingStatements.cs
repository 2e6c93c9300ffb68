namespace PracticeBase.Data;

/// <summary>
/// Adds readings to many practices at once, to the total of each and to its row of the day. In each database's own language: put together by
/// EF Core, it would be a statement for each number of readings. A practice that is gone is left out.
/// </summary>
/// <param name="Totals">Of {0}, an array of pairs as JSON: a practice and how often it was read.</param>
/// <param name="Days">Of the same and {1}, the day.</param>
public sealed record ReadingStatements(string Totals, string Days)
{
    public static ReadingStatements Sqlite { get; } = new(
        """
        UPDATE Practices SET ReadCount = Practices.ReadCount + c.Reads
        FROM (SELECT value ->> 0 AS Id, value ->> 1 AS Reads FROM json_each({0})) AS c WHERE c.Id = Practices.Id
        """,
        """
        INSERT INTO PracticeReads (PracticeId, Day, Reads)
        SELECT p.Id, {1}, c.Reads FROM (SELECT value ->> 0 AS Id, value ->> 1 AS Reads FROM json_each({0})) AS c JOIN Practices p ON p.Id = c.Id WHERE true
        ON CONFLICT (PracticeId, Day) DO UPDATE SET Reads = Reads + excluded.Reads
        """);

    public static ReadingStatements SqlServer { get; } = new(
        """
        UPDATE p SET ReadCount = p.ReadCount + c.Reads
        FROM Practices AS p JOIN OPENJSON({0}) WITH (Id int '$[0]', Reads int '$[1]') AS c ON c.Id = p.Id
        """,
        """
        MERGE PracticeReads WITH (HOLDLOCK) AS r
        USING (SELECT p.Id, c.Reads FROM Practices AS p JOIN OPENJSON({0}) WITH (Id int '$[0]', Reads int '$[1]') AS c ON c.Id = p.Id) AS n ON r.PracticeId = n.Id AND r.Day = {1}
        WHEN MATCHED THEN UPDATE SET Reads = r.Reads + n.Reads
        WHEN NOT MATCHED THEN INSERT (PracticeId, Day, Reads) VALUES (n.Id, {1}, n.Reads);
        """);
}
