using Microsoft.AspNetCore.Mvc;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Shared;

namespace PracticeBase.Features.Administration.Contents;

/// <param name="Id">Of the row.</param>
/// <param name="Name">What the link says.</param>
/// <param name="Note">What tells it from others: a date, an address.</param>
/// <param name="IsOff">Not shown on the portal today.</param>
public sealed record ContentRow(int Id, string Name, string? Note = null, bool IsOff = false);

/// <summary>A list of contents of one kind; ordered ones can be moved.</summary>
public sealed record ContentList(string Title, string Root, string Kind, string Public, bool IsOrdered, IReadOnlyList<ContentRow> Rows);

/// <summary>A kind of contents: a list, forms, deleting, order.</summary>
public abstract class ContentController<TRow, TForm>(PracticeBaseDbContext db, RowEditing editing, Words words) : RowController<TRow, TForm>(db, editing, words)
    where TRow : class
    where TForm : AdminForm, new()
{
    protected sealed override string Nav => "/administracja/tresci";

    protected sealed override string ListTitle => Words.Plain($"Admin.Contents.{typeof(TRow).Name}");

    /// <summary>Where the portal shows them.</summary>
    protected abstract string Public { get; }

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken cancellationToken) =>
        View("ContentList", new ContentList(ListTitle, Root, typeof(TRow).Name, Public, typeof(TRow).IsAssignableTo(typeof(IOrdered)), await RowsAsync(cancellationToken)));

    protected abstract Task<IReadOnlyList<ContentRow>> RowsAsync(CancellationToken cancellationToken);
}
