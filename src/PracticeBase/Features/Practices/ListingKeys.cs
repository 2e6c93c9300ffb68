namespace PracticeBase.Features.Practices;

/// <summary>The names of the listing's query parameters: part of its permanent address.</summary>
public static class ListingKeys
{
    public const string Text = "q";
    public const string Kind = "rodzaj";
    public const string Section = "dzial";
    public const string Voivodeship = "wojewodztwo";
    public const string County = "powiat";
    public const string UnitType = "typ";
    public const string Population = "ludnosc";
    public const string Year = "rok";
    public const string TargetGroup = "grupa";
    public const string Recommended = "rekomendowane";
    public const string WithoutFunding = "bezfinansowania";
    public const string Attachments = "zalaczniki";
    public const string Sort = "sort";
    public const string Page = "strona";

    public const string Yes = "tak";

    /// <summary>The facets, in the order of the page.</summary>
    public static IReadOnlyList<string> Facets { get; } =
        [Kind, Section, Voivodeship, County, UnitType, Population, Year, TargetGroup, Recommended, WithoutFunding, Attachments];
}
