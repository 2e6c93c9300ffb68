using System.CommandLine;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Data.Sqlite;
using PracticeBase.Domain;
using PracticeBase.Features.Operations;
using PracticeBase.Features.Transfer;
using PracticeBase.Tests.Transfer;

namespace PracticeBase.Tests.Features.Operations;

/// <summary>A database with its files, and short ways to run the operators' verbs on it and to spoil what they made.</summary>
public abstract class OperationsTestBase : TransferTestBase
{
    protected sealed record Ran(int Code, string Output, string Error);

    protected string BackupPath => Path.Combine(Host.Directory, "kopia.zip");

    protected string DatabasePath => Path.Combine(Host.Directory, "practicebase.db");

    /// <summary>A published practice with one attachment.</summary>
    /// <returns>The attachment's hash.</returns>
    protected async Task<string> AddPracticeAsync(string title = "Klub seniora")
    {
        var content = Encoding.UTF8.GetBytes($"Regulamin: {title}");
        await WriteAsync(Document(title) with { Attachments = [new AttachmentDocument { FileName = "regulamin.txt", Title = "Regulamin", Data = content }] });
        return Text.Sha256(content);
    }

    protected Task<Ran> RunAsync(params string[] args) => RunAsync(Host, args);

    /// <summary>The verb with the host's configuration, in this process.</summary>
    protected static async Task<Ran> RunAsync(TestHost host, string[] args, CancellationToken? cancellationToken = null)
    {
        string[] all = [.. args, .. host.Arguments.Where(a => !args.Any(own => own.Split('=')[0] == a.Split('=')[0]))];
        var root = new RootCommand { BackupVerbs.Backup(all), BackupVerbs.Restore(all), CheckVerb.Check(all) };
        foreach (var verb in root.Subcommands)
        {
            verb.TreatUnmatchedTokensAsErrors = false;
        }

        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await root.Parse(all).InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, cancellationToken ?? Cancelled);
        return new Ran(code, output.ToString(), error.ToString());
    }

    protected static string FileOf(TestHost host, string sha256) => Path.Combine(host.Directory, "files", sha256[..2], sha256);

    protected static Task<List<string>> TitlesAsync(TestHost host) => host.QueryAsync(db => db.Revisions.Select(r => r.Title).Order().ToListAsync(Cancelled));

    /// <summary>The host's database is nobody's any more, as after the portal has stopped.</summary>
    protected void LetGo() => Host.Services.GetRequiredService<OpenConnections>().CloseIdle();

    /// <summary>Keeps the host's database open, as a running portal does.</summary>
    protected SqliteConnection KeepOpen()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=false");
        connection.Open();
        using var command = new SqliteCommand("SELECT count(*) FROM Files", connection);
        command.ExecuteScalar();
        return connection;
    }

    /// <summary>Straight into the database file, past every rule.</summary>
    protected void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=false;Foreign Keys=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The archive again, with another list of contents that is hashed anew, without some entries and with others.</summary>
    protected async Task<string> RewriteAsync(Action<JsonObject> change, Func<string, bool>? keep = null, params (string Name, byte[] Content)[] added)
    {
        var path = Path.Combine(Host.Directory, $"zmieniona-{Guid.NewGuid():N}.zip");
        await using var source = await ZipFile.OpenReadAsync(BackupPath, Cancelled);
        await using var target = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, Cancelled);
        foreach (var entry in source.Entries.Where(e => !e.Name.StartsWith("manifest.", StringComparison.Ordinal) && keep?.Invoke(e.FullName) != false))
        {
            await AddAsync(entry.FullName, await ReadAsync(entry));
        }

        foreach (var (name, content) in added)
        {
            await AddAsync(name, content);
        }

        var manifest = JsonNode.Parse(await ReadAsync(source.GetEntry("manifest.json")!))!.AsObject();
        change(manifest);
        var text = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        await AddAsync("manifest.json", text);
        await AddAsync("manifest.sha256", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text))));
        return path;

        async Task AddAsync(string name, byte[] content)
        {
            await using var stream = await target.CreateEntry(name).OpenAsync(Cancelled);
            await stream.WriteAsync(content, Cancelled);
        }
    }

    protected static async Task<byte[]> ReadAsync(ZipArchiveEntry entry)
    {
        await using var stream = await entry.OpenAsync(Cancelled);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Cancelled);
        return copy.ToArray();
    }
}
