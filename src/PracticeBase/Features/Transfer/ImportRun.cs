using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;

namespace PracticeBase.Features.Transfer;

/// <summary>One run of the verb «import»: every document on its own, a report on each, a count at the end.</summary>
internal sealed class ImportRun(PracticeWriter writer, VerbConsole console, bool publish)
{
    /// <summary>From so many files on a bar shows how far the run is.</summary>
    private const int BarFrom = 5;

    private readonly DocumentReader reader = new();
    private readonly Dictionary<WriteResult, int> counts = new() { [WriteResult.New] = 0, [WriteResult.Changed] = 0, [WriteResult.Unchanged] = 0 };
    private int errors;

    /// <summary>The exit code.</summary>
    public async Task<int> RunAsync(ImportSources sources, CancellationToken cancellationToken)
    {
        foreach (var (path, reason) in sources.Skipped)
        {
            console.Line($"Pominięto {Path.GetRelativePath(sources.Root, path)}: {reason}.");
        }

        var interrupted = false;
        await console.RunAsync("Import", sources.Documents.Count, sources.Documents.Count >= BarFrom, async report =>
        {
            try
            {
                for (var i = 0; i < sources.Documents.Count; i++)
                {
                    await ImportFileAsync(sources.Documents[i], Path.GetRelativePath(sources.Root, sources.Documents[i]), cancellationToken);
                    report(i + 1);
                }
            }
            catch (OperationCanceledException)
            {
                interrupted = true;
            }
        });
        if (interrupted)
        {
            console.Error("Import przerwano; to, co wymieniono wyżej, zostało zapisane.");
        }

        console.Line(
            $"Zaimportowano: {Plural.Of(counts[WriteResult.New], "nowa", "nowe", "nowych")}, {Plural.Of(counts[WriteResult.Changed], "zmieniona", "zmienione", "zmienionych")}, "
            + $"{counts[WriteResult.Unchanged]} bez zmian, {Plural.Of(errors, "błąd", "błędy", "błędów")}.");
        return errors > 0 || interrupted ? 1 : 0;
    }

    private async Task ImportFileAsync(string path, string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadDocument> documents;
        try
        {
            documents = reader.Read(await File.ReadAllBytesAsync(path, cancellationToken), Path.GetFileName(path));
        }
        catch (Exception e) when (e is ImportException or IOException or UnauthorizedAccessException)
        {
            Fail(name, e);
            return;
        }

        foreach (var document in documents)
        {
            var label = documents.Count == 1 ? name : $"{name}: «{document.Document.Title}»";
            try
            {
                var options = new WriteOptions { Publish = publish, Folder = Path.GetDirectoryName(path) };
                Report(label, document.Report, await writer.WriteAsync(document, options, cancellationToken));
            }
            catch (Exception e) when (e is ImportException or DbUpdateException or IOException or UnauthorizedAccessException)
            {
                Fail(label, e);
            }
        }
    }

    private void Fail(string label, Exception reason)
    {
        errors++;
        // A database's own message may quote what it was to store.
        console.Line($"{label}\n  błąd: {(reason is DbUpdateException ? "baza danych nie przyjęła dokumentu; nic z niego nie zapisano (szczegóły w dzienniku)." : reason.Message)}");
    }

    private void Report(string label, ImportReport report, WriteOutcome outcome)
    {
        counts[outcome.Result]++;
        console.Line(label);
        console.Line($"  układ: {report.Layout}");
        console.Line($"  odczytane pola ({report.Fields.Count}):");
        foreach (var (field, value) in report.Fields)
        {
            console.Line($"    {field}: {value}");
        }

        List("z innych danych", report.Derived);
        List("bez własnego pola (w «Inne informacje»)", report.LeftOver);
        List("do sprawdzenia", [.. report.Doubts.Concat(outcome.Doubts).Distinct()]);
        console.Line($"  → {What(outcome)}");
    }

    private void List(string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        console.Line($"  {title} ({lines.Count}):");
        foreach (var line in lines)
        {
            console.Line($"    {line}");
        }
    }

    private static string What(WriteOutcome outcome)
    {
        var isDraft = outcome.Status == RevisionStatus.Draft;
        return outcome.Result switch
        {
            WriteResult.New => $"dodano {outcome.Signature} jako {(isDraft ? "szkic" : "opublikowaną")}",
            WriteResult.Changed => $"{outcome.Signature}: nowa wersja {outcome.RevisionNumber} ({(isDraft ? "szkic" : "opublikowana")})",
            _ => $"{outcome.Signature}: bez zmian",
        };
    }
}
