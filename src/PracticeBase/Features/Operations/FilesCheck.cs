using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Features.Transfer;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Operations;

/// <summary>Does the storage of files have what the database names, and what else has it?</summary>
internal sealed class FilesCheck(PracticeBaseDbContext db, FileStore files, TimeProvider clock, CheckReport report)
{
    /// <summary>A file comes before the row that names it; in a day at the latest the row is there.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromDays(1);

    /// <param name="withHashes">Reads every file too.</param>
    /// <param name="removeOrphans">Deletes what no row names.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <exception cref="IOException">The storage cannot be read.</exception>
    public async Task RunAsync(bool withHashes, bool removeOrphans, CancellationToken cancellationToken)
    {
        // The rows before the list: what they name then is in it.
        var rows = await db.Files.AsNoTracking().ToDictionaryAsync(f => f.Sha256, f => f.Size, cancellationToken);
        var (found, resized, orphans) = (new HashSet<string>(), new List<string>(), new List<StoredContent>());
        await foreach (var file in files.ListAsync(cancellationToken))
        {
            if (!rows.TryGetValue(file.Name, out var size))
            {
                orphans.Add(file);
            }
            else if (found.Add(file.Name) && file.Size != size)
            {
                resized.Add(file.Name);
            }
        }

        var missing = rows.Keys.Where(name => !found.Contains(name)).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            report.Fail($"W magazynie brakuje {Plural.Of(missing.Count, "pliku", "plików", "plików")} z {rows.Count}: {CheckReport.Some(missing)}.");
        }

        if (resized.Count > 0)
        {
            report.Fail($"{Plural.Of(resized.Count, "plik ma", "pliki mają", "plików ma")} inny rozmiar niż w bazie: {CheckReport.Some(resized)}.");
        }

        if (missing.Count + resized.Count == 0)
        {
            var unused = await db.Files.CountAsync(
                f => !db.Attachments.Any(a => a.Sha256 == f.Sha256) && !db.Publications.Any(p => p.Sha256 == f.Sha256) && !db.Funders.Any(l => l.LogoSha256 == f.Sha256), cancellationToken);
            report.Good($"Pliki: {rows.Count} ({CheckReport.Megabytes(rows.Values.Sum())}), wszystkie na miejscu{(unused > 0 ? $"; {unused} nie pokazuje już żadna strona" : "")}.");
        }

        if (withHashes)
        {
            await CompareHashesAsync([.. found.Except(resized)], cancellationToken);
        }

        await OrphansAsync([.. orphans.Where(o => o.WrittenAt < clock.GetUtcNow() - Young)], removeOrphans, cancellationToken);
    }

    private async Task CompareHashesAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        await report.Console.RunAsync("Treść plików", names.Count, withBar: true, async progress =>
        {
            foreach (var (done, name) in names.Index())
            {
                await using var content = await files.OpenReadAsync(name, cancellationToken);
                if (content is null || Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != name)
                {
                    changed.Add(name);
                }

                progress(done + 1);
            }
        });
        if (changed.Count > 0)
        {
            report.Fail($"{Plural.Of(changed.Count, "plik ma", "pliki mają", "plików ma")} zmienioną treść: {CheckReport.Some(changed)}.");
        }
        else
        {
            report.Good("Treść plików zgadza się z ich skrótami.");
        }
    }

    private async Task OrphansAsync(IReadOnlyList<StoredContent> orphans, bool remove, CancellationToken cancellationToken)
    {
        if (orphans.Count == 0)
        {
            return;
        }

        if (!remove)
        {
            report.Warn($"{Plural.Of(orphans.Count, "plik", "pliki", "plików")} w magazynie ({CheckReport.Megabytes(orphans.Sum(o => o.Size))}) bez wiersza w bazie: {CheckReport.Some([.. orphans.Select(o => o.Name)])}. Usuwa je check --remove-orphans.");
            return;
        }

        var removed = 0;
        foreach (var orphan in orphans)
        {
            if (await files.RemoveAsync(orphan.Name, clock.GetUtcNow() - Young, () => db.Files.AnyAsync(f => f.Sha256 == orphan.Name, cancellationToken), cancellationToken))
            {
                removed++;
            }
        }

        report.Good($"Usunięto {Plural.Of(removed, "plik", "pliki", "plików")} bez wiersza w bazie ({CheckReport.Megabytes(orphans.Sum(o => o.Size))}).");
    }
}
