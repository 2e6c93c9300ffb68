namespace PracticeBase.BrowserTests.Fixtures;

/// <summary>Every kind of public page, by what it shows.</summary>
public enum PageKind
{
    Home,
    HomeInEnglish,
    AllPractices,
    ThirdOfAllPractices,
    Sector,
    Category,
    Filtered,
    NothingFound,
    SearchAll,
    Search,
    SearchCorrected,
    SearchQuestion,
    SearchEmpty,
    NewAlert,
    AlertSent,
    Summary,
    Presentation,
    Attachments,
    Results,
    Result,
    Unit,
    UnitsLikeMine,
    UnitsLikeMineChosen,
    Map,
    Statistics,
    VoivodeshipMap,
    Calendar,
    Publications,
    OtherDatabases,
    StaticPage,
    AccessibilityStatement,
    AccessibilityStatementInEnglish,
    SiteMap,
    Missing,
    BadRequest,
    Archived,
}

public static class PublicPages
{
    /// <summary>Those whose address does not depend on the demo data.</summary>
    public static IReadOnlyDictionary<PageKind, string> Fixed { get; } = new Dictionary<PageKind, string>
    {
        [PageKind.Home] = "/",
        [PageKind.HomeInEnglish] = "/en",
        [PageKind.AllPractices] = "/praktyki",
        [PageKind.ThirdOfAllPractices] = "/praktyki?strona=3",
        [PageKind.Sector] = "/praktyki/uslugi-spoleczne",
        [PageKind.Category] = "/praktyki/uslugi-spoleczne/kultura",
        [PageKind.Filtered] = "/praktyki?wojewodztwo=opolskie&wojewodztwo=lubuskie&typ=gmina-wiejska&sort=tytul",
        [PageKind.NothingFound] = "/praktyki?q=hipopotam&wojewodztwo=opolskie",
        [PageKind.SearchAll] = "/szukaj",
        [PageKind.Search] = "/szukaj?q=dotacje%20dla%20stowarzysze%C5%84&rodzaj=praktyka",
        [PageKind.SearchCorrected] = "/szukaj?q=biblotek",
        [PageKind.SearchQuestion] = "/szukaj?q=wieze",
        [PageKind.SearchEmpty] = "/szukaj?q=hipopotam%20w%20szkole&wojewodztwo=opolskie",
        [PageKind.NewAlert] = "/powiadomienia/nowe?adres=%2Fszukaj%3Fq%3Dsenior",
        [PageKind.AlertSent] = "/powiadomienia/wyslano",
        [PageKind.Results] = "/rezultaty",
        [PageKind.UnitsLikeMine] = "/jednostki-podobne?nazwa=D%C4%85browa",
        [PageKind.UnitsLikeMineChosen] = "/jednostki-podobne?jst=020105&problem=uslugi-spoleczne&kryteria=typ",
        [PageKind.Map] = "/mapa",
        [PageKind.Statistics] = "/statystyki",
        [PageKind.VoivodeshipMap] = "/mapa?wojewodztwo=opolskie",
        [PageKind.Calendar] = "/kalendarium",
        [PageKind.Publications] = "/publikacje",
        [PageKind.OtherDatabases] = "/inne-bazy",
        [PageKind.StaticPage] = "/strona/prywatnosc",
        [PageKind.AccessibilityStatement] = "/strona/deklaracja-dostepnosci",
        [PageKind.AccessibilityStatementInEnglish] = "/en/strona/deklaracja-dostepnosci",
        [PageKind.SiteMap] = "/strona/mapa-serwisu",
        [PageKind.Missing] = "/praktyki/nie-ma-takiej-dziedziny",
        [PageKind.BadRequest] = "/praktyki?wojewodztwo=atlantyda",
    };

    public static TheoryData<PageKind> All { get; } = [.. Enum.GetValues<PageKind>()];

    public static int StatusOf(PageKind kind) => kind switch
    {
        PageKind.Missing => 404,
        PageKind.BadRequest => 400,
        PageKind.Archived => 410,
        _ => 200,
    };
}
