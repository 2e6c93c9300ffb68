using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Mvc;

namespace PracticeBase.Features.Statistics;

/// <summary>A table as a file for a spreadsheet: UTF-8 with a byte order mark, semicolons, plain numbers, ISO dates; what a spreadsheet would take for a formula gets an apostrophe before it.</summary>
public static class StatisticsCsv
{
    private static readonly CsvWriterOptions Options = new() { Separator = ';', WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    public static FileContentResult File(StatisticsTable table, string signatureHead) =>
        new(Write(table, signatureHead), "text/csv; charset=utf-8") { FileDownloadName = $"statystyki-{table.Name}.csv" };

    private static byte[] Write(StatisticsTable table, string signatureHead)
    {
        using var stream = new MemoryStream();
        using (var csv = CsvWriter.Create(stream, Options, leaveOpen: true))
        {
            string?[] heads = [table.HasSignatures ? signatureHead : null, table.LabelHead, .. table.ValueHeads, table.DateHead];
            csv.WriteRecord([.. heads.OfType<string>()]);
            foreach (var row in table.Rows)
            {
                csv.WriteRecord(Cells(table, row));
            }
        }

        return stream.ToArray();
    }

    private static string[] Cells(StatisticsTable table, StatisticsRow row)
    {
        IEnumerable<string> cells = [row.Label, .. row.Values.Select(v => v.ToString(CultureInfo.InvariantCulture))];
        cells = table.HasSignatures ? cells.Prepend(row.Signature ?? "") : cells;
        return [.. table.DateHead is null ? cells : cells.Append(row.Date?.ToString("O", CultureInfo.InvariantCulture) ?? "")];
    }
}
