using System.Diagnostics.CodeAnalysis;
using System.Text;
using PracticeBase.Domain;

namespace PracticeBase.Features.Practices;

/// <summary>
/// What the listings need of one published practice: enough to filter, count, sort and link without a query. 100,000 of them are held, so
/// numbers lie close together, and texts as UTF-8, which becomes a string where it is shown; a slug only where it is not the title's.
/// </summary>
public sealed record CatalogueEntry
{
    private readonly byte[] text;
    private CatalogueRow row;

    public CatalogueEntry(string title, string slug)
    {
        var own = slug == Domain.Text.Slug(title) ? "" : slug;
        text = Encoding.UTF8.GetBytes(title + own);
        row.TitleLength = checked((ushort)Encoding.UTF8.GetByteCount(title));
        row.SlugLength = checked((ushort)(text.Length - row.TitleLength));
    }

    /// <param name="row">As it was written.</param>
    /// <param name="place">Its name.</param>
    /// <param name="unitName">The office's name.</param>
    /// <param name="text">Holds title and slug from the row's start on.</param>
    [SetsRequiredMembers]
    internal CatalogueEntry(in CatalogueRow row, string? place, string? unitName, byte[] text)
    {
        (this.row, this.text) = (row, text);
        (Place, UnitName) = (place, unitName);
    }

    /// <summary>The same entries with their texts in one array: an array each takes a third more than the texts themselves.</summary>
    internal static List<CatalogueEntry> WithTextsTogether(IReadOnlyCollection<CatalogueEntry> entries)
    {
        var texts = new byte[entries.Sum(e => e.Texts.Length)];
        var start = 0;
        var together = new List<CatalogueEntry>(entries.Count);
        foreach (var entry in entries)
        {
            entry.Texts.CopyTo(texts.AsSpan(start));
            together.Add(new CatalogueEntry(entry.row with { TextStart = (uint)start }, entry.Place, entry.UnitName, texts));
            start += entry.Texts.Length;
        }

        return together;
    }

    public required int PracticeId { get => row.PracticeId; init => row.PracticeId = value; }

    /// <summary>The published revision.</summary>
    public required int RevisionId { get => row.RevisionId; init => row.RevisionId = value; }

    public required PracticeKind Kind { get => (PracticeKind)row.Kind; init => row.Kind = (sbyte)value; }

    public string Title => Encoding.UTF8.GetString(TitleUtf8);

    public string Slug => row.SlugLength == 0 ? Domain.Text.Slug(Title) : Encoding.UTF8.GetString(Texts[row.TitleLength..]);

    public required int? CategoryId { get => Known(row.CategoryId); init => row.CategoryId = value ?? 0; }

    public required int? SectorId { get => Known(row.SectorId); init => row.SectorId = value ?? 0; }

    public required int? VoivodeshipId { get => Known(row.VoivodeshipId); init => row.VoivodeshipId = value ?? 0; }

    /// <summary>The county, or the city that is its own county.</summary>
    public required int? CountyId { get => Known(row.CountyId); init => row.CountyId = value ?? 0; }

    /// <summary>The local government that stands for the practice's now; in <see cref="CatalogueLists.Places"/>.</summary>
    public required int? LocalGovernmentId { get => Known(row.LocalGovernmentId); init => row.LocalGovernmentId = value ?? 0; }

    public required LocalGovernmentType? UnitType { get => row.UnitType < 0 ? null : (LocalGovernmentType)row.UnitType; init => row.UnitType = (sbyte?)value ?? -1; }

    public required string? Place { get; init; }

    public required int? ImplementingUnitId { get => Known(row.ImplementingUnitId); init => row.ImplementingUnitId = value ?? 0; }

    public required string? UnitName { get; init; }

    public required int? Population { get => row.Population < 0 ? null : row.Population; init => row.Population = value ?? -1; }

    public required DateOnly IntroducedOn { get => DateOnly.FromDayNumber(row.IntroducedOn); init => row.IntroducedOn = value.DayNumber; }

    public required DateOnly UpdatedOn { get => DateOnly.FromDayNumber(row.UpdatedOn); init => row.UpdatedOn = value.DayNumber; }

    /// <summary>When the published revision was published; not set in a preview.</summary>
    public DateTimeOffset PublishedAt { get => new(row.PublishedAt, TimeSpan.Zero); init => row.PublishedAt = value.UtcTicks; }

    /// <summary>When the first one was: then the practice was new to readers.</summary>
    public DateTimeOffset FirstPublishedAt { get => new(row.FirstPublishedAt, TimeSpan.Zero); init => row.FirstPublishedAt = value.UtcTicks; }

    /// <summary>One bit an entry of <see cref="CatalogueLists.TargetGroups"/>, in its order.</summary>
    public required ulong TargetGroups { get => row.TargetGroups; init => row.TargetGroups = value; }

    public required bool Recommended { get => row.Recommended; init => row.Recommended = value; }

    public required bool? WorksWithoutFunding
    {
        get => row.WorksWithoutFunding < 0 ? null : row.WorksWithoutFunding > 0;
        init => row.WorksWithoutFunding = value switch { null => -1, false => 0, true => 1 };
    }

    public required int AttachmentCount { get => row.AttachmentCount; init => row.AttachmentCount = value; }

    public required int PartnerCount { get => row.PartnerCount; init => row.PartnerCount = value; }

    public string Signature => Practice.FormatSignature(Kind, PracticeId);

    /// <summary>Where the texts lie in a common array is the array's matter.</summary>
    internal CatalogueRow Row => row;

    /// <summary>The title, then a slug that is not the title's.</summary>
    internal ReadOnlySpan<byte> Texts => text.AsSpan((int)row.TextStart, row.TitleLength + row.SlugLength);

    private ReadOnlySpan<byte> TitleUtf8 => Texts[..row.TitleLength];

    public bool Equals(CatalogueEntry? other) =>
        other is not null && row with { TextStart = 0 } == other.row with { TextStart = 0 } && Place == other.Place && UnitName == other.UnitName && Texts.SequenceEqual(other.Texts);

    public override int GetHashCode() => PracticeId;

    private static int? Known(int number) => number == 0 ? null : number;
}
