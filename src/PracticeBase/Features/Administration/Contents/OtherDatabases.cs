using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Contents;

public sealed class OtherDatabaseForm : AdminForm
{
    public string? NamePl { get; set; }

    public string? NameEn { get; set; }

    public string? DescriptionPl { get; set; }

    public string? DescriptionEn { get; set; }

    public string? Url { get; set; }
}

[Route(Path)]
public sealed class OtherDatabasesController(PracticeBaseDbContext db, RowEditing editing, Words words) : ContentController<OtherDatabase, OtherDatabaseForm>(db, editing, words)
{
    public const string Path = "/administracja/tresci/inne-bazy";

    private const int MaxDescription = 2000;

    protected override string Root => Path;

    protected override string Public => "/inne-bazy";

    protected override OtherDatabaseForm FormOf(OtherDatabase row) =>
        new() { NamePl = row.NamePl, NameEn = row.NameEn, DescriptionPl = row.DescriptionPl, DescriptionEn = row.DescriptionEn, Url = row.Url };

    protected override async Task<OtherDatabase> ReadAsync(OtherDatabaseForm form, OtherDatabase? row, FormCheck check, CancellationToken cancellationToken)
    {
        var id = row?.Id;
        var url = check.Url(nameof(form.Url), form.Url, 450);
        if (url is null)
        {
            check.Refuse(nameof(form.Url), "Admin.Error.Required");
        }
        else if (await Db.OtherDatabases.AnyAsync(d => d.Url == url && d.Id != id, cancellationToken))
        {
            check.Refuse(nameof(form.Url), "Admin.Error.UrlTaken");
        }

        row ??= new OtherDatabase { NamePl = "", NameEn = "", Url = "", Order = await Db.OtherDatabases.MaxAsync(d => (int?)d.Order, cancellationToken) + 1 ?? 0 };
        row.NamePl = check.Line(nameof(form.NamePl), form.NamePl, 200);
        row.NameEn = check.Line(nameof(form.NameEn), form.NameEn, 200);
        row.DescriptionPl = check.OptionalBody(nameof(form.DescriptionPl), form.DescriptionPl, MaxDescription);
        row.DescriptionEn = check.OptionalBody(nameof(form.DescriptionEn), form.DescriptionEn, MaxDescription);
        row.Url = url ?? "";
        return row;
    }

    protected override string NameOf(OtherDatabase row) => row.NamePl;

    protected override async Task<IReadOnlyList<ContentRow>> RowsAsync(CancellationToken cancellationToken) =>
        await Db.OtherDatabases.OrderBy(d => d.Order).ThenBy(d => d.Id).Select(d => new ContentRow(d.Id, d.NamePl, d.Url, false)).ToListAsync(cancellationToken);
}
