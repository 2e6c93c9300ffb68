using System.CommandLine;
using PracticeBase.Data;
using PracticeBase.Features.Accounts;
using PracticeBase.Features.Operations;
using PracticeBase.Features.Practices;
using PracticeBase.Features.Search;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase;

/// <summary>The command line: a verb, or the web host when there is none.</summary>
public static class Verbs
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("PracticeBase: baza dobrych praktyk. Bez polecenia uruchamia portal.")
        {
            TransferVerbs.Import(args),
            TransferVerbs.Export(args),
            TransferVerbs.Demo(args),
            UserVerbs.Users(args),
            SearchVerbs.Reindex(args),
            BackupVerbs.Backup(args),
            BackupVerbs.Restore(args),
            CheckVerb.Check(args),
        };
        foreach (var verb in root.Subcommands)
        {
            // What is left over is configuration: --Storage:Directory=… and the like.
            verb.TreatUnmatchedTokensAsErrors = false;
        }

        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((_, cancellationToken) => ServeAsync(args, cancellationToken));
        if (args.Length > 0 && !args[0].StartsWith('-') && root.Subcommands.All(c => c.Name != args[0]))
        {
            await Console.Error.WriteLineAsync($"Nieznane polecenie «{args[0]}». Dostępne: {string.Join(", ", root.Subcommands.Select(c => c.Name))}.");
            return 2;
        }

        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        if (args.Length == 0 || args[0].StartsWith('-'))
        {
            // The host stops itself when it is told to, and takes the time that Shutdown:* gives it; else it would be cut off after two seconds.
            invocation.ProcessTerminationTimeout = null;
        }

        return await root.Parse(args).InvokeAsync(invocation);
    }

    private static async Task<int> ServeAsync(string[] args, CancellationToken cancellationToken)
    {
        await using var app = PracticeBaseApp.Build(args);
        var isNew = await app.Services.PrepareDatabaseAsync(cancellationToken);
        if (isNew && app.Environment.IsDevelopment())
        {
            try
            {
                await DemoData.LoadAsync(app.Services, cancellationToken);
            }
            catch (FileStoreException e)
            {
                app.Logger.LogWarning("Dane pokazowe wczyta polecenie demo, gdy magazyn będzie działał. {Reason}", e.Message);
            }
        }

        await StartAsync(app, async () =>
        {
            // Reading the catalogue takes as long as starting the server, and the first page needs both.
            await Task.WhenAll(ReadCatalogueAsync(app.Services, cancellationToken), app.StartAsync(cancellationToken));
            await InviteFirstAdministratorAsync(app, cancellationToken);
        });
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>Starts the portal. One that cannot start is stopped in order, else what already works in the background tells of its end as of a failure.</summary>
    public static async Task StartAsync(WebApplication app, Func<Task> start)
    {
        try
        {
            await start();
        }
        catch
        {
            await StopAsync(app);
            throw;
        }
    }

    private static async Task StopAsync(WebApplication app)
    {
        try
        {
            await app.StopAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            // Why it did not start is what the operator must see.
            app.Logger.LogWarning(e, "The portal that could not start did not stop in order");
        }
    }

    private static async Task InviteFirstAdministratorAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().LinkAsync(cancellationToken) is { } link)
        {
            app.Logger.LogWarning("Nie ma jeszcze żadnego konta. Pierwszego administratora zakłada się tutaj (przez 24 godziny): {Link}", link);
        }
    }

    private static async Task ReadCatalogueAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PracticeQueries>().CatalogueAsync(cancellationToken);
    }
}
