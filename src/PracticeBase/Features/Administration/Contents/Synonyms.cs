using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Search;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Contents;

public sealed class SynonymForm : AdminForm
{
    public string? Words { get; set; }
}

[Route(Path)]
public sealed class SynonymsController(PracticeBaseDbContext db, RowEditing editing, Words words) : ContentController<SynonymGroup, SynonymForm>(db, editing, words)
{
    public const string Path = "/administracja/tresci/synonimy";

    private const int MaxWords = 500;

    protected override string Root => Path;

    protected override string Public => SearchController.Path;

    protected override SynonymForm FormOf(SynonymGroup row) => new() { Words = row.Words };

    protected override Task<SynonymGroup> ReadAsync(SynonymForm form, SynonymGroup? row, FormCheck check, CancellationToken cancellationToken)
    {
        var typed = check.Line(nameof(form.Words), form.Words, MaxWords);
        var members = typed.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).DistinctBy(Text.Fold).ToList();
        if (typed.Length > 0 && members.Count < 2)
        {
            check.Refuse(nameof(form.Words), "Admin.Error.TwoWords");
        }

        row ??= new SynonymGroup { Words = "" };
        // Longer than typed where no spaces stood between the words.
        row.Words = check.Line(nameof(form.Words), string.Join(", ", members), MaxWords);
        return Task.FromResult(row);
    }

    protected override string NameOf(SynonymGroup row) => row.Words;

    protected override async Task<IReadOnlyList<ContentRow>> RowsAsync(CancellationToken cancellationToken) =>
        [.. (await Db.Synonyms.OrderBy(s => s.Words).ToListAsync(cancellationToken)).Select(s => new ContentRow(s.Id, s.Words))];
}
