namespace PracticeBase.Tests.Hosting;

/// <summary>A page of docs/ that a test compares with the code.</summary>
public static class DocumentationPage
{
    public static string[] ReadLines(string name) => File.ReadAllLines(Path.Combine(Repository.Portal, "..", "..", "docs", name));

    /// <summary>The trimmed cells of a row of a Markdown table.</summary>
    public static string[] Cells(string row) => [.. row.Trim()[1..^1].Split('|').Select(c => c.Trim())];
}
