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
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageValidation>();
        services.AddHostedService<FilesAtStart>();
        services.AddSingleton<FileStore>(provider =>
        {
            StorageDirectory.Require(directory.FullPath, StorageDirectory.Key);
            var options = provider.GetRequiredService<IOptions<StorageOptions>>().Value;
            return options.Files == FilesPlace.S3 ? new S3FileStore(options.S3)
                : string.IsNullOrWhiteSpace(options.FilesDirectory) ? new DirectoryFileStore(Path.Combine(directory.FullPath, "files"), StorageDirectory.Key)
                : new DirectoryFileStore(Path.GetFullPath(Path.Combine(environment.ContentRootPath, options.FilesDirectory)), $"{StorageOptions.Section}:{nameof(StorageOptions.FilesDirectory)}");
        });
    }

    private sealed class StorageValidation : IValidateOptions<StorageOptions>
    {
        public ValidateOptionsResult Validate(string? name, StorageOptions options) =>
            !Enum.IsDefined(options.Files) ? ValidateOptionsResult.Fail($"Storage:Files ma nieznaną wartość «{options.Files}»; dozwolone są Directory i S3.")
            : options.Files == FilesPlace.S3 && options.S3.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults)
            : ValidateOptionsResult.Success;
    }

    /// <summary>The portal starts without its files too: pages are there, and the storage may come back.</summary>
    private sealed class FilesAtStart(FileStore files, ILogger<FilesAtStart> logger) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await files.ReachAsync(stoppingToken);
            }
            catch (FileStoreException e)
            {
                logger.LogWarning(e, "The storage of files cannot be reached: no attachment can be read or added until it can");
            }
        }
    }
}
