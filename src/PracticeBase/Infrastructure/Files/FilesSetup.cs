using Microsoft.Extensions.Options;

namespace PracticeBase.Infrastructure.Files;

/// <summary>Where files lie.</summary>
public static class FilesSetup
{
    public static void AddPracticeBaseFiles(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var directory = StorageDirectory.Of(configuration, environment);
        services.AddSingleton(directory);
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section);
        services.AddSingleton<FileStore>(provider =>
        {
            StorageDirectory.Require(directory.FullPath, StorageDirectory.Key);
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return string.IsNullOrWhiteSpace(options.FilesDirectory)
                ? new DirectoryFileStore(Path.Combine(directory.FullPath, "files"), StorageDirectory.Key)
                : new DirectoryFileStore(Path.GetFullPath(Path.Combine(environment.ContentRootPath, options.FilesDirectory)), $"{StorageOptions.Section}:{nameof(StorageOptions.FilesDirectory)}");
        });
    }
}
