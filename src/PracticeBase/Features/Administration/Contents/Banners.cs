using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Contents;

public sealed class BannerForm : AdminForm
{
    public string? TitlePl { get; set; }

    public string? TitleEn { get; set; }

    public string? TextPl { get; set; }

    public string? TextEn { get; set; }

    public string? Url { get; set; }

    public string? Theme { get; set; }

    public string? Icon { get; set; }

    public string? ShownFrom { get; set; }

    public string? ShownUntil { get; set; }
}

[Route(Path)]
public sealed class BannersController(PracticeBaseDbContext db, RowEditing editing, Words words, TimeProvider clock) : ContentController<Banner, BannerForm>(db, editing, words)
{
    public const string Path = "/administracja/tresci/banery";

    protected override string Root => Path;

    protected override string Public => "/";

    protected override BannerForm FormOf(Banner row) => new()
    {
        TitlePl = row.TitlePl,
        TitleEn = row.TitleEn,
        TextPl = row.TextPl,
        TextEn = row.TextEn,
        Url = row.Url,
        Theme = row.Theme,
        Icon = row.Icon,
        ShownFrom = row.ShownFrom?.ToString("O", CultureInfo.InvariantCulture),
        ShownUntil = row.ShownUntil?.ToString("O", CultureInfo.InvariantCulture),
    };

    protected override async Task<Banner> ReadAsync(BannerForm form, Banner? row, FormCheck check, CancellationToken cancellationToken)
    {
        var url = check.Url(nameof(form.Url), form.Url, 500, local: true);
        if (url is null)
        {
            check.Refuse(nameof(form.Url), "Admin.Error.Required");
        }

        row ??= new Banner { TitlePl = "", TitleEn = "", Url = "", Theme = "", Icon = "", Order = await Db.Banners.MaxAsync(b => (int?)b.Order, cancellationToken) + 1 ?? 0 };
        row.TitlePl = check.Line(nameof(form.TitlePl), form.TitlePl, 200);
        row.TitleEn = check.Line(nameof(form.TitleEn), form.TitleEn, 200);
        row.TextPl = check.OptionalLine(nameof(form.TextPl), form.TextPl, 300);
        row.TextEn = check.OptionalLine(nameof(form.TextEn), form.TextEn, 300);
        row.Url = url ?? "";
        row.Theme = check.Choice(nameof(form.Theme), form.Theme, Look.Themes);
        row.Icon = check.Choice(nameof(form.Icon), form.Icon, Look.Icons);
        row.ShownFrom = check.Date(nameof(form.ShownFrom), form.ShownFrom);
        row.ShownUntil = check.Date(nameof(form.ShownUntil), form.ShownUntil);
        if (row.ShownUntil < row.ShownFrom)
        {
            check.Refuse(nameof(form.ShownUntil), "Admin.Error.EndBeforeStart");
        }

        return row;
    }

    protected override string NameOf(Banner row) => row.TitlePl;

    protected override async Task<IReadOnlyList<ContentRow>> RowsAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        var rows = await Db.Banners.AsNoTracking().OrderBy(b => b.Order).ThenBy(b => b.Id).ToListAsync(cancellationToken);
        return [.. rows.Select(b => new ContentRow(b.Id, b.TitlePl, Shown(b), b.ShownFrom > today || b.ShownUntil < today))];
    }

    private string Shown(Banner banner) => string.Join(' ', new[]
    {
        banner.ShownFrom is { } from ? Words.Plain("Admin.From", Words.Date(from)) : null,
        banner.ShownUntil is { } until ? Words.Plain("Admin.Until", Words.Date(until)) : null,
    }.OfType<string>());
}
