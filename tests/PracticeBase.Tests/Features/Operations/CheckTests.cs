using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Features.Search;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests.Features.Operations;

public sealed class CheckTests : OperationsTestBase
{
    [Fact]
    public async Task Check_SoundPortal_FindsNothingAndChangesNothing()
    {
        await AddPracticeAsync();
        LetGo();
        var before = Fingerprint();

        var ran = await RunAsync("check", "--hashes");

        Assert.True(ran.Code == 0, ran.Output);
        Assert.Equal(before, Fingerprint());
        AssertLine(ran, "ok", "Baza danych: SQLite");
        AssertLine(ran, "ok", "Pliki: 1 (0,0 MB), wszystkie na miejscu.");
        AssertLine(ran, "ok", "Treść plików");
        AssertLine(ran, "ok", "Listy: 0");
        AssertLine(ran, "uwaga", "Mail:Transport");
        AssertLine(ran, "uwaga", "Wyszukiwarka: nie ma pliku");
        Assert.EndsWith("Wynik: 0 błędów, 2 uwagi.", ran.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_MissingCutAndChangedFiles_AreNamed()
    {
        var (missing, cut, changed) = (await AddPracticeAsync("Pierwsza"), await AddPracticeAsync("Druga"), await AddPracticeAsync("Trzecia"));
        var bytes = await File.ReadAllBytesAsync(FileOf(Host, changed), Cancelled);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(FileOf(Host, changed), bytes, Cancelled);
        Assert.Equal(0, (await RunAsync("check")).Code);
        File.Delete(FileOf(Host, missing));
        await File.WriteAllTextAsync(FileOf(Host, cut), "R", Cancelled);

        var ran = await RunAsync("check", "--hashes");

        Assert.Equal(1, ran.Code);
        AssertLine(ran, "błąd", $"brakuje 1 pliku z 3: {missing}");
        AssertLine(ran, "błąd", $"1 plik ma inny rozmiar niż w bazie: {cut}");
        AssertLine(ran, "błąd", $"1 plik ma zmienioną treść: {changed}");
    }

    [Fact]
    public async Task Check_FilesWithoutRow_AreRemovedWhenOldAndAsked()
    {
        var kept = await AddPracticeAsync();
        File.SetLastWriteTimeUtc(FileOf(Host, kept), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var (old, left, young) = (FileOf(Host, new string('a', 64)), Path.Combine(Host.Directory, "files", ".new-1"), FileOf(Host, new string('b', 64)));
        foreach (var path in new[] { old, left, young })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, "sierota", Cancelled);
        }

        File.SetLastWriteTimeUtc(old, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        File.SetLastWriteTimeUtc(left, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        var ran = await RunAsync("check");
        var both = File.Exists(old) && File.Exists(left);
        var removing = await RunAsync("check", "--remove-orphans", Host.Arguments[1]);

        Assert.True(both);
        AssertLine(ran, "uwaga", "2 pliki w magazynie");
        Assert.Equal((0, 0), (ran.Code, removing.Code));
        AssertLine(removing, "ok", "Usunięto 2 pliki");
        Assert.Equal(
            new[] { FileOf(Host, kept), young }.Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Host.Directory, "files"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Remove_ContentThatComesInAgainOrIsNamedMeanwhile_Stays()
    {
        var store = Host.Services.GetRequiredService<FileStore>();
        var (sha256, _) = await store.SaveAsync(new MemoryStream([1, 2, 3]), Cancelled);
        void Age() => File.SetLastWriteTimeUtc(FileOf(Host, sha256), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var limit = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Age();
        var again = await store.RemoveAsync(sha256, limit, async () =>
        {
            await store.SaveAsync(new MemoryStream([1, 2, 3]), Cancelled);
            return false;
        }, Cancelled);
        Age();
        var asked = 0;
        var named = await store.RemoveAsync(sha256, limit, () => Task.FromResult(++asked == 2), Cancelled);

        Assert.Equal((false, false), (again, named));
        Assert.True(File.Exists(FileOf(Host, sha256)));
        Assert.True(await store.RemoveAsync(sha256, limit, () => Task.FromResult(false), Cancelled));
        Assert.Empty(Directory.GetFiles(Path.Combine(Host.Directory, "files"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Check_DamagedDatabase_IsAnError()
    {
        await AddPracticeAsync();
        LetGo();
        BackupTests.Spoil(DatabasePath);

        var ran = await RunAsync("check");

        Assert.Equal(1, ran.Code);
        Assert.Contains("błąd", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_FileThatIsNoDatabase_IsAnError()
    {
        LetGo();
        await File.WriteAllBytesAsync(DatabasePath, RandomNumberGenerator.GetBytes(10_000), Cancelled);

        var ran = await RunAsync("check");

        Assert.Equal(1, ran.Code);
        AssertLine(ran, "błąd", "Baza danych");
    }

    [Fact]
    public async Task Check_RowsThatNameOthersThatAreGone_IsAnError()
    {
        await AddPracticeAsync();
        Sql("DELETE FROM Files");

        var ran = await RunAsync("check");

        Assert.Equal(1, ran.Code);
        AssertLine(ran, "błąd", "Attachments → Files: 1");
    }

    [Fact]
    public async Task Check_AnotherSchema_IsTold()
    {
        Sql("DELETE FROM __EFMigrationsHistory WHERE MigrationId = (SELECT max(MigrationId) FROM __EFMigrationsHistory)");
        var older = await RunAsync("check");
        Sql("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')");
        var newer = await RunAsync("check");

        Assert.Equal((0, 1), (older.Code, newer.Code));
        AssertLine(older, "uwaga", "czeka na 1 migrację");
        AssertLine(newer, "błąd", "29990101000000_Future");
    }

    [Fact]
    public async Task Check_WithoutDatabaseOrWithWrongSettings_IsAnErrorAndMakesNone()
    {
        var other = new TestHost();
        try
        {
            var none = await RunAsync(other, ["check"]);
            var wrong = await RunAsync(other, ["check", "--Attachments:MaxCount=0"]);

            Assert.Equal((1, 1), (none.Code, wrong.Code));
            AssertLine(none, "błąd", "Nie ma bazy danych");
            AssertLine(wrong, "błąd", "MaxCount");
            Assert.Empty(Directory.GetFiles(other.Directory));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task Check_MailServer_IsAskedAndSentNothing()
    {
        var server = new SmtpServer();
        string[] smtp = ["check", "--Mail:Transport=Smtp", "--Mail:Host=127.0.0.1", "--Portal:BaseAddress=https://baza.example.org"];

        var good = await RunAsync([.. smtp, $"--Mail:Port={server.Port}", "--Mail:UseTls=false"]);
        var plain = await RunAsync([.. smtp, $"--Mail:Port={server.Port}"]);
        var port = server.Port;
        await server.DisposeAsync();
        var gone = await RunAsync([.. smtp, $"--Mail:Port={port}"]);

        Assert.Equal((0, 1, 1), (good.Code, plain.Code, gone.Code));
        AssertLine(good, "ok", "Poczta: serwer");
        AssertLine(plain, "błąd", "STARTTLS");
        AssertLine(gone, "błąd", "Poczta: serwer");
        Assert.Empty(server.Letters);
    }

    [Fact]
    public async Task Check_LettersThatFailedOrAreLate_AreCounted()
    {
        var moment = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Message Letter() => new() { Kind = MessageKind.SecurityNotice, Address = "a@example.org", Subject = "s", Body = "b", CreatedAt = moment, NextAttemptAt = moment };
        var failed = Letter();
        failed.FailedAt = moment;
        await Host.QueryAsync(db =>
        {
            db.Messages.AddRange(Letter(), Letter(), failed);
            return db.SaveChangesAsync(Cancelled);
        });

        var ran = await RunAsync("check");

        Assert.Equal(0, ran.Code);
        AssertLine(ran, "uwaga", "Listy: 2 czekają ponad godzinę, choć ich kolej minęła.");
        AssertLine(ran, "uwaga", "Listy: 1 nie został wysłany");
    }

    [Fact]
    public async Task Check_SearchIndex_IsComparedWithTheDatabase()
    {
        await AddPracticeAsync("Pierwsza");
        await Host.Services.GetRequiredService<SearchIndex>().RebuildAsync(_ => { });
        var upToDate = await RunAsync("check");
        await AddPracticeAsync("Druga");
        var behind = await RunAsync("check");
        var index = Path.Combine(Host.Directory, "search.db");
        File.Delete(index);
        await File.WriteAllTextAsync(index, new string('x', 9000), Cancelled);
        var damaged = await RunAsync("check");

        AssertLine(upToDate, "ok", "Wyszukiwarka: aktualna");
        AssertLine(behind, "uwaga", "zmian w 1 praktyce");
        AssertLine(damaged, "uwaga", "nie da się odczytać");
        Assert.Equal(0, damaged.Code);
    }

    private static void AssertLine(Ran ran, string severity, string text) =>
        Assert.True(ran.Output.Split('\n').Any(l => l.TrimStart().StartsWith(severity, StringComparison.Ordinal) && l.Contains(text, StringComparison.Ordinal)), $"No line «{severity} … {text}» in:\n{ran.Output}");

    /// <summary>Every file but the logs, and the log of writes that SQLite makes, empty, for whoever reads.</summary>
    private string Fingerprint() => string.Join('\n', Directory.GetFiles(Host.Directory, "*", SearchOption.AllDirectories).Where(f => !f.Contains("logs", StringComparison.Ordinal) && !f.Contains(".db-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        .Select(f => $"{f} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f)))}"));
}
