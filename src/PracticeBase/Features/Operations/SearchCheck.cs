using Microsoft.Data.Sqlite;
using PracticeBase.Changes;
using PracticeBase.Data;
using PracticeBase.Features.Search;
using PracticeBase.Features.Transfer;

namespace PracticeBase.Features.Operations;

/// <summary>Is this node's search index there, and how far has it followed? Nothing is lost when it is not.</summary>
internal sealed class SearchCheck(PracticeBaseDbContext db, string path, CheckReport report)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            report.Warn($"Wyszukiwarka: nie ma pliku «{path}»; portal go zbuduje.");
            return;
        }

        FeedPosition? position;
        try
        {
            using var index = IndexFile.Open(path, SqliteOpenMode.ReadOnly);
            position = SearchIndex.Parse(IndexFile.State(index, IndexFile.Position));
        }
        catch (Exception e) when (e is SqliteException or FormatException)
        {
            report.Warn($"Wyszukiwarka: pliku «{path}» nie da się odczytać ({e.Message}); portal zbuduje go od nowa.");
            return;
        }

        var behind = await ChangeFeed.SinceAsync(db, position, cancellationToken);
        if (!behind.IsComplete)
        {
            report.Warn("Wyszukiwarka: nie zna zbyt wielu zmian albo jest z innej bazy; portal zbuduje ją od nowa.");
        }
        else if (!behind.IsEmpty)
        {
            report.Warn($"Wyszukiwarka: nie zna jeszcze zmian w {Plural.Of(behind.PracticeIds.Count, "praktyce", "praktykach", "praktykach")}{(behind.SiteWide ? " i w nazwach" : "")}; działający portal nadrabia to sam.");
        }
        else
        {
            report.Good($"Wyszukiwarka: aktualna, {CheckReport.Megabytes(new FileInfo(path).Length)}.");
        }
    }
}
