namespace PracticeBase.Infrastructure;

/// <summary>«Storage:Directory»: the embedded database, logs, the search index, letters as files, and the attachments unless they are elsewhere.</summary>
/// <param name="FullPath">Absolute.</param>
public sealed record StorageDirectory(string FullPath)
{
    public const string Key = $"{StorageOptions.Section}:{nameof(StorageOptions.Directory)}";

    /// <summary>What a relative path counts from is the content root.</summary>
    public static StorageDirectory Of(IConfiguration configuration, IHostEnvironment environment) =>
        new(Path.GetFullPath(Path.Combine(environment.ContentRootPath, configuration[Key] ?? new StorageOptions().Directory)));

    /// <summary>Makes the folder and tries to write in it.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="key">Where the configuration names it.</param>
    /// <exception cref="StartupException">It cannot be made or written to.</exception>
    public static void Require(string path, string key)
    {
        try
        {
            Directory.CreateDirectory(path);
            var probe = Path.Combine(path, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Nie można pisać w katalogu «{path}» ({key}): nie ma go i nie da się go utworzyć albo brakuje uprawnień.", e);
        }
    }
}
