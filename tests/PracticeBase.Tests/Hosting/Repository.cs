namespace PracticeBase.Tests.Hosting;

/// <summary>The sources beside the tests, for what can only be checked there.</summary>
public static class Repository
{
    public static string Portal { get; } = Path.Combine(Root(), "src", "PracticeBase");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PracticeBase.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
