namespace PracticeBase.Domain;

/// <summary>A sector (no parent) or a category in it.</summary>
public sealed class Category : IMergeable, IOrdered
{
    public int Id { get; init; }

    public int? ParentId { get; set; }

    public Category? Parent { get; set; }

    /// <summary>Unique among the children of one parent.</summary>
    public required string Slug { get; set; }

    public required string NamePl { get; set; }

    public required string NameEn { get; set; }

    public string? DescriptionPl { get; set; }

    public string? DescriptionEn { get; set; }

    /// <summary>The colour set of the style sheet: «spol», «tech» … A category takes its sector's.</summary>
    public required string Theme { get; set; }

    /// <summary>The pictogram's name in icons.svg: «p-kult».</summary>
    public required string Icon { get; set; }

    public int Order { get; set; }

    public bool IsHidden { get; set; }

    /// <summary>The category that took this one over: published revisions keep their number, readers see the other.</summary>
    public int? MergedIntoId { get; set; }

    public Category? MergedInto { get; set; }

    public string Name(bool english) => english ? NameEn : NamePl;

    public string? Description(bool english) => english ? DescriptionEn : DescriptionPl;
}

/// <summary>A former address of a category: «uslugi-spoleczne/pomoc-spoleczna» after «/praktyki/»; it redirects.</summary>
public sealed class CategoryAddress
{
    public int Id { get; init; }

    public required string Path { get; init; }

    public required int CategoryId { get; set; }

    public Category Category { get; init; } = null!;
}
