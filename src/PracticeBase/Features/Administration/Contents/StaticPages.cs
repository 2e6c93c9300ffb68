using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Contents;

public sealed class StaticPageForm : AdminForm
{
    public string? Slug { get; set; }

    public string? TitlePl { get; set; }

    public string? BodyPl { get; set; }

    public string? TitleEn { get; set; }

    public string? BodyEn { get; set; }
}

[Route(Path)]
public sealed class StaticPagesController(PracticeBaseDbContext db, RowEditing editing, Words words, TimeProvider clock) : ContentController<StaticPage, StaticPageForm>(db, editing, words)
{
    public const string Path = "/administracja/tresci/strony";

    /// <summary>A page of a hundred thousand characters is a book.</summary>
    private const int MaxBody = 100_000;

    /// <summary>Pages of the program itself.</summary>
    private static readonly string[] Fixed = ["deklaracja-dostepnosci", "mapa-serwisu"];

    /// <summary>Linked from the foot of every page and from forms, so they stay where they are.</summary>
    private static readonly string[] Linked = ["o-bazie", "kontakt", "prywatnosc", "otwarte-dane", "przewodnik-dla-autorow", "kryteria-oceny"];

    protected override string Root => Path;

    protected override string Public => "/strona/mapa-serwisu";

    protected override bool HasPreview => true;

    protected override StaticPageForm FormOf(StaticPage row) => new() { Slug = row.Slug, TitlePl = row.TitlePl, BodyPl = row.BodyPl, TitleEn = row.TitleEn, BodyEn = row.BodyEn };

    protected override async Task<StaticPage> ReadAsync(StaticPageForm form, StaticPage? row, FormCheck check, CancellationToken cancellationToken)
    {
        var titlePl = check.Line(nameof(form.TitlePl), form.TitlePl, 200);
        var titleEn = check.Line(nameof(form.TitleEn), form.TitleEn, 200);
        var slug = check.Slug(nameof(form.Slug), form.Slug, titlePl);
        if (row is not null && Linked.Contains(row.Slug) && slug != row.Slug)
        {
            check.Refuse(nameof(form.Slug), "Admin.Error.LinkedPage");
        }

        var id = row?.Id;
        if (Fixed.Contains(slug) || await Db.StaticPages.AnyAsync(p => p.Slug == slug && p.Id != id, cancellationToken))
        {
            check.Refuse(nameof(form.Slug), "Admin.Error.SlugTaken");
        }

        var bodyPl = check.Body(nameof(form.BodyPl), form.BodyPl, MaxBody);
        var bodyEn = check.Body(nameof(form.BodyEn), form.BodyEn, MaxBody);
        var today = DateOnly.FromDateTime(clock.GetLocalNow().DateTime);
        if (row is null)
        {
            var order = await Db.StaticPages.MaxAsync(p => (int?)p.Order, cancellationToken) + 1 ?? 0;
            return new StaticPage { Slug = slug, TitlePl = titlePl, BodyPl = bodyPl, TitleEn = titleEn, BodyEn = bodyEn, UpdatedOn = today, Order = order };
        }

        var isNew = row.BodyPl != bodyPl || row.BodyEn != bodyEn || row.TitlePl != titlePl || row.TitleEn != titleEn;
        (row.Slug, row.TitlePl, row.BodyPl, row.TitleEn, row.BodyEn, row.UpdatedOn) = (slug, titlePl, bodyPl, titleEn, bodyEn, isNew ? today : row.UpdatedOn);
        return row;
    }

    protected override string NameOf(StaticPage row) => row.TitlePl;

    protected override string? WhyKept(StaticPage row) => Linked.Contains(row.Slug) ? "Admin.Kept.LinkedPage" : null;

    protected override ValueTask<EditPage> CompleteAsync(EditPage page, StaticPage row, CancellationToken cancellationToken) => ValueTask.FromResult(page with { Public = $"/strona/{row.Slug}" });

    protected override async Task<IReadOnlyList<ContentRow>> RowsAsync(CancellationToken cancellationToken) =>
        await Db.StaticPages.OrderBy(p => p.Order).ThenBy(p => p.Id).Select(p => new ContentRow(p.Id, p.TitlePl, "/strona/" + p.Slug, false)).ToListAsync(cancellationToken);
}
