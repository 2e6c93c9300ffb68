using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Contents;

public sealed class PublicationForm : AdminForm
{
    public string? Title { get; set; }

    public string? Authors { get; set; }

    public string? Description { get; set; }

    public string? PublicationKind { get; set; }

    public string? Year { get; set; }

    public string? PublishedOn { get; set; }

    public string? Url { get; set; }

    public IFormFile? File { get; set; }

    public bool RemoveFile { get; set; }

    /// <summary>Of the present file; shown, never read.</summary>
    [BindNever]
    public string? FileName { get; set; }
}

[Route(Path)]
public sealed class PublicationEntriesController(PracticeBaseDbContext db, RowEditing editing, Words words, ContentFiles files, TimeProvider clock) : ContentController<Publication, PublicationForm>(db, editing, words)
{
    public const string Path = "/administracja/tresci/publikacje";

    private const int MaxDescription = 4000;
    private const int MostShown = 500;

    protected override string Root => Path;

    protected override string Public => "/publikacje";

    protected override bool HasFiles => true;

    protected override PublicationForm FormOf(Publication row) => new()
    {
        Title = row.Title,
        Authors = row.Authors,
        Description = row.Description,
        PublicationKind = row.Kind.ToString(),
        Year = row.Year?.ToString(CultureInfo.InvariantCulture),
        PublishedOn = row.PublishedOn.ToString("O", CultureInfo.InvariantCulture),
        Url = row.Url,
        FileName = row.FileName,
    };

    protected override async Task<Publication> ReadAsync(PublicationForm form, Publication? row, FormCheck check, CancellationToken cancellationToken)
    {
        form.FileName = row?.FileName;
        var kind = check.Choice(nameof(form.PublicationKind), form.PublicationKind, Enum.GetNames<PublicationKind>());
        row ??= new Publication { Title = "", Kind = default, PublishedOn = default };
        row.Title = check.Line(nameof(form.Title), form.Title, 300);
        row.Authors = check.OptionalLine(nameof(form.Authors), form.Authors, 300);
        row.Description = check.OptionalBody(nameof(form.Description), form.Description, MaxDescription);
        row.Kind = Enum.TryParse<PublicationKind>(kind, out var known) ? known : default;
        row.Year = check.Number(nameof(form.Year), form.Year, 1900, 2200);
        row.PublishedOn = check.Date(nameof(form.PublishedOn), form.PublishedOn) ?? DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        row.Url = check.Url(nameof(form.Url), form.Url, 500);
        if (form.File is not null)
        {
            if (await files.KeepAsync(nameof(form.File), form.File, ContentFiles.Documents, check, cancellationToken) is { } kept)
            {
                (row.Sha256, row.FileName) = (kept.File.Sha256, kept.Name);
            }
        }
        else if (form.RemoveFile)
        {
            (row.Sha256, row.FileName) = (null, null);
        }

        if (row.Sha256 is null && row.Url is null && form.File is null)
        {
            check.Refuse(nameof(form.File), "Admin.Error.FileOrUrl");
        }

        return row;
    }

    protected override string NameOf(Publication row) => row.Title;

    protected override async Task<IReadOnlyList<ContentRow>> RowsAsync(CancellationToken cancellationToken)
    {
        var rows = await Db.Publications.AsNoTracking().OrderByDescending(p => p.PublishedOn).ThenBy(p => p.Id).Take(MostShown).ToListAsync(cancellationToken);
        return [.. rows.Select(p => new ContentRow(p.Id, p.Title, Words.Date(p.PublishedOn)))];
    }
}
