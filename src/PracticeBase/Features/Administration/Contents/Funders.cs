using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Contents;

public sealed class FunderForm : AdminForm
{
    public string? NamePl { get; set; }

    public string? NameEn { get; set; }

    public string? Url { get; set; }

    public IFormFile? Logo { get; set; }

    public bool RemoveLogo { get; set; }

    /// <summary>Of the present logo; shown, never read.</summary>
    [BindNever]
    public string? LogoSha256 { get; set; }
}

[Route(Path)]
public sealed class FundersController(PracticeBaseDbContext db, RowEditing editing, Words words, ContentFiles files) : ContentController<Funder, FunderForm>(db, editing, words)
{
    public const string Path = "/administracja/tresci/finansujacy";

    protected override string Root => Path;

    protected override string Public => "/";

    protected override bool HasFiles => true;

    protected override FunderForm FormOf(Funder row) => new() { NamePl = row.NamePl, NameEn = row.NameEn, Url = row.Url, LogoSha256 = row.LogoSha256 };

    protected override async Task<Funder> ReadAsync(FunderForm form, Funder? row, FormCheck check, CancellationToken cancellationToken)
    {
        form.LogoSha256 = row?.LogoSha256;
        row ??= new Funder { NamePl = "", NameEn = "", Order = await Db.Funders.MaxAsync(f => (int?)f.Order, cancellationToken) + 1 ?? 0 };
        row.NamePl = check.Line(nameof(form.NamePl), form.NamePl, 200);
        row.NameEn = check.Line(nameof(form.NameEn), form.NameEn, 200);
        row.Url = check.Url(nameof(form.Url), form.Url, 500);
        if (form.Logo is not null)
        {
            row.LogoSha256 = (await files.KeepAsync(nameof(form.Logo), form.Logo, ContentFiles.Logos, check, cancellationToken))?.File.Sha256 ?? row.LogoSha256;
        }
        else if (form.RemoveLogo)
        {
            row.LogoSha256 = null;
        }

        return row;
    }

    protected override string NameOf(Funder row) => row.NamePl;

    protected override async Task<IReadOnlyList<ContentRow>> RowsAsync(CancellationToken cancellationToken) =>
        await Db.Funders.OrderBy(f => f.Order).ThenBy(f => f.Id).Select(f => new ContentRow(f.Id, f.NamePl, f.Url, false)).ToListAsync(cancellationToken);
}
