using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;

namespace PracticeBase.Infrastructure;

/// <summary>One value that administrators may set in the portal.</summary>
/// <param name="Key">Of the configuration: «Portal:Name».</param>
/// <param name="Type">Of the option.</param>
/// <param name="Rules">Its data annotations.</param>
/// <param name="Default">What holds where nobody says anything; empty for none.</param>
public sealed record SettingKey(string Key, Type Type, IReadOnlyList<ValidationAttribute> Rules, string Default)
{
    private static readonly string[] LongNames = ["Notice", "NoticeEn", "Architecture", "ArchitectureEn", "Communication", "CommunicationEn"];

    /// <summary>The end of the key without colons: «Accessibility.ReportUrl», the name of its field and of its text.</summary>
    public string Name => Key[(PortalOptions.Section.Length + 1)..].Replace(':', '.');

    public bool IsDate => Type == typeof(DateOnly) || Type == typeof(DateOnly?);

    /// <summary>A text of several lines.</summary>
    public bool IsLong => LongNames.Contains(Name.Split('.')[^1]);

    public bool IsEmail => Rules.Any(r => r is EmailAddressAttribute);

    public bool IsRequired => Type == typeof(DateOnly) || Type == typeof(long) || Rules.Any(r => r is RequiredAttribute);

    /// <summary>All of them, in the order of the page. Whatever else a row of the table names has no effect.</summary>
    public static IReadOnlyList<SettingKey> All { get; } =
    [
        .. Of<PortalOptions>(PortalOptions.Section, "Name", "Operator", "Address", "Email", "Phone", "Notice", "NoticeEn", "VisitorsSince", "VisitorsBefore"),
        .. Of<AccessibilityOptions>(
            $"{PortalOptions.Section}:{nameof(PortalOptions.Accessibility)}",
            "PublishedOn", "UpdatedOn", "DrawnUpOn", "ReviewedOn", "ReportUrl", "ContactName", "ContactEmail", "ContactPhone", "Architecture", "ArchitectureEn", "Communication", "CommunicationEn"),
    ];

    private static IEnumerable<SettingKey> Of<T>(string section, params string[] names)
        where T : new() => names.Select(name =>
    {
        var property = typeof(T).GetProperty(name)!;
        var value = property.GetValue(new T());
        return new SettingKey(
            $"{section}:{name}", property.PropertyType, [.. property.GetCustomAttributes(inherit: true).OfType<ValidationAttribute>()],
            value is DateOnly date ? date.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
    });
}

/// <summary>The last source of the configuration: what administrators set, from the table Settings.</summary>
public sealed class SettingsConfiguration : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <summary>Takes these values in place of the former ones and tells the options; nothing happens when they are the same.</summary>
    public void Replace(IReadOnlyDictionary<string, string> values)
    {
        if (values.Count == Data.Count && values.All(v => Data.TryGetValue(v.Key, out var known) && known == v.Value))
        {
            return;
        }

        Data = values.ToDictionary(v => v.Key, v => (string?)v.Value, StringComparer.OrdinalIgnoreCase);
        OnReload();
    }
}

/// <summary>
/// Reads the few rows of the table Settings every second, so that each node follows a change made on another one within two seconds and no
/// request ever waits for it. Until the database answers, the configuration alone counts.
/// </summary>
public sealed class SettingsReader(IServiceScopeFactory scopes, IConfiguration configuration, SettingsConfiguration settings, TimeProvider clock, ILogger<SettingsReader> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly HashSet<string> Keys = [.. SettingKey.All.Select(k => k.Key)];

    private bool hasFailed;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // The first page already has what administrators set.
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var rows = await scope.ServiceProvider.GetRequiredService<PracticeBaseDbContext>().Settings.AsNoTracking().ToListAsync(cancellationToken);
            var values = rows.Where(r => Keys.Contains(r.Key)).ToDictionary(r => r.Key, r => r.Value);
            if (!CanBeRead(values, out var reason))
            {
                Tell("cannot be used", reason);
                return;
            }

            settings.Replace(values);
            hasFailed = false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was: the pages go on with what is known.
            Tell("could not be read", e.Message);
        }
    }

    /// <summary>The value without what administrators set.</summary>
    public string? Configured(string key)
    {
        foreach (var provider in ((IConfigurationRoot)configuration).Providers.Reverse())
        {
            if (provider != settings && provider.TryGet(key, out var value))
            {
                return value;
            }
        }

        return null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await ReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    /// <summary>A row that somebody wrote by hand must not take every page down.</summary>
    private bool CanBeRead(Dictionary<string, string> values, out string reason)
    {
        try
        {
            var whole = new ConfigurationBuilder()
                .AddInMemoryCollection(SettingKey.All.Select(k => KeyValuePair.Create(k.Key, values.GetValueOrDefault(k.Key) ?? Configured(k.Key))).Where(v => v.Value is not null)).Build();
            var options = whole.GetSection(PortalOptions.Section).Get<PortalOptions>() ?? new();
            options.Tidy();
            Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
            Validator.ValidateObject(options.Accessibility, new ValidationContext(options.Accessibility), validateAllProperties: true);
            reason = "";
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or ValidationException)
        {
            reason = e.Message;
            return false;
        }
    }

    /// <summary>Once, not every second.</summary>
    private void Tell(string what, string reason)
    {
        if (!hasFailed)
        {
            hasFailed = true;
            logger.LogWarning("The settings of the database {What}, the last known ones stay: {Reason}", what, reason);
        }
    }
}
