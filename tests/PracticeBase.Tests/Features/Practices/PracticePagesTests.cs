using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>One practice with everything, one with nothing but a title, and those that the public must not see.</summary>
public sealed class PracticePortal : PortalFactory
{
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4" + new string('.', 2000));

    public PracticeRevision Full { get; private set; } = null!;

    public PracticeRevision Bare { get; private set; } = null!;

    public PracticeRevision Result { get; private set; } = null!;

    public PracticeRevision Archived { get; private set; } = null!;

    public PracticeRevision Draft { get; private set; } = null!;

    public PracticeRevision Hidden { get; private set; } = null!;

    public PracticeRevision Renewed { get; private set; } = null!;

    public ImplementingUnit Unit { get; private set; } = null!;

    public ImplementingUnit UnpublishedUnit { get; private set; } = null!;

    public static string Path(PracticeRevision revision, string view = "") => $"/praktyka/{revision.Practice.Id}-{revision.Practice.Slug}{view}";

    public static string Path(PracticeRevision revision, Attachment attachment) => $"{Path(revision)}/zalaczniki/{attachment.Id}/{Uri.EscapeDataString(attachment.FileName)}";

    protected override async Task SeedAsync(PortalSeed seed)
    {
        var tychy = seed.Place("2477");
        Unit = new ImplementingUnit { Name = "Miejski Ośrodek Pomocy", Slug = "miejski-osrodek-pomocy", LocalGovernment = tychy, Street = "ul. Próbna 1", PostalCode = "43-100", PostOffice = "Tychy", Website = "https://mops.example.org/" };
        UnpublishedUnit = new ImplementingUnit { Name = "Urząd bez praktyk", Slug = "urzad-bez-praktyk", LocalGovernment = tychy };
        var neighbour = new ImplementingUnit { Name = "Straż Miejska", Slug = "straz-miejska", LocalGovernment = tychy };
        seed.Db.ImplementingUnits.AddRange(UnpublishedUnit, neighbour);
        var today = DateOnly.FromDateTime(DateTime.Now);
        var pdf = await seed.FileAsync("Zażółć gęślą jaźń.pdf", Pdf, 0, "Regulamin klubu", "Treść dokumentu do przeczytania.", "Zasady przyjęć", "Dwie strony tekstu");
        var docx = await seed.FileAsync("wzór umowy.docx", [1, 2, 3], 1, "Wzór umowy");
        Full = await seed.AddAsync(
            "Klub integracji społecznej",
            r =>
            {
                r.Summary = "Pierwszy akapit **skrótu**.\n\nDrugi akapit.";
                r.Category = seed.Category("pomoc-spoleczna");
                r.LocalGovernment = tychy;
                r.ImplementingUnit = Unit;
                r.Metryka = new Metryka
                {
                    IntroducedOn = new DateOnly(2005, 6, 1),
                    UpdatedOn = new DateOnly(2010, 2, 3),
                    UnitType = LocalGovernmentType.CityWithCountyRights,
                    Locality = "Tychy",
                    County = "tyski",
                    Voivodeship = "śląskie",
                    PostalCode = "43-100",
                    PostOffice = "Tychy 1",
                    UnitName = "Miejski Ośrodek Pomocy w Tychach",
                    Street = "ul. Próbna 7",
                    Website = "https://tychy.example.org/kis/",
                    Population = 129_386,
                    PopulationYear = 2012,
                };
                r.Problem = "Długotrwałe **bezrobocie**.";
                r.MainGoal = "Powrót do pracy.";
                r.SpecificGoals = ["Nauka zawodu", "Wsparcie rodziny"];
                r.TargetGroupsText = "Osoby bez pracy.";
                r.TargetGroups.Add(seed.Group("osoby-bezrobotne"));
                r.PeopleCount = 1_250;
                r.ActivitiesText = "Zajęcia w grupach.";
                r.Activities = [new Activity { Name = "Warsztat", Description = "Stolarski", Hours = 40 }, new Activity { Name = "Doradca", Hours = 12.5m }];
                r.ScheduleText = "Dwie edycje.";
                r.Periods = [new Period { Label = "1. grupa", From = new PartialDate(2005, 6), To = new PartialDate(2006) }, new Period { Label = "2. grupa", From = new PartialDate(2007, 1, 15), Ongoing = true }];
                r.PartnersText = "Partnerzy od początku.";
                r.Partners.Add(new Partner { Name = "Fundacja Przykład", Kind = PartnerKind.Ngo, Role = "szkolenia", Contribution = "sala" });
                r.Organisation = "Dział w ośrodku.";
                r.LegalText = "Na mocy uchwały.";
                r.LegalBases = [new LegalBasis { Title = "Ustawa o zatrudnieniu socjalnym", Url = "https://isap.example.org/1" }, new LegalBasis { Title = "Uchwała", Url = "javascript:alert(1)" }];
                r.CostsText = "Koszty z budżetu.";
                r.Cost = 312_000;
                r.CostPerParticipant = 1_250.50m;
                r.FundingSources = [new FundingSource { Programme = "EFS", ProjectNumber = "POKL.1", Amount = 200_000 }, new FundingSource { Programme = "Gmina", Amount = 112_000 }];
                r.ResultsText = "Połowa wróciła do pracy.";
                r.Indicators = [new Indicator { Name = "Zatrudnieni", Unit = "osoby", Baseline = 0, Achieved = 61, Year = 2008, Evidence = Evidence.ExternalEvaluation }];
                r.Difficulties = "Za mało miejsc.";
                r.Sustainability = "Trwa nadal.";
                r.WorksWithoutFunding = false;
                r.OtherInformation = "Dodatkowo.";
                r.Contacts.Add(new RevisionContact { Order = 0, Contact = new Contact { Name = "Anna Próbna", Post = "kierowniczka", Phone = "00 111 22 33", Email = "anna.probna@example.org", ValidUntil = today } });
                r.Contacts.Add(new RevisionContact { Order = 1, Contact = new Contact { Name = "Bogdan Dawny", Email = "bogdan.dawny@example.org", ValidUntil = today.AddDays(-1) } });
                r.Contacts.Add(new RevisionContact { Order = 2, Contact = new Contact { Name = "Celina Wewnętrzna", Email = "celina@example.org", Visibility = ContactVisibility.Internal } });
                r.Attachments.AddRange([pdf, docx]);
            },
            also: p =>
            {
                p.VerifiedOn = new DateOnly(2024, 3, 4);
                p.Opinions.Add(new ExpertOpinion { Text = "Warto **powtórzyć**.", Expert = "Ewa Znawczyni", ExpertTitle = "rynek pracy", Recommended = true, WorksWithoutFunding = false, IsPublic = true, Scores = [new ExpertScore { Criterion = "Trwałość", Score = 4 }], SignedOn = new DateOnly(2011, 1, 2) });
                p.Opinions.Add(new ExpertOpinion { Text = "Opinia robocza.", IsPublic = false });
                p.Adoptions.Add(new Adoption { Adopter = "Gmina Sąsiednia", Year = 2015, Changes = "mniejsza grupa", Result = "działa" });
            });
        Bare = await seed.AddAsync("Sam tytuł", r => r.ImplementingUnit = neighbour);
        Result = await seed.AddAsync(
            "Karta przejścia",
            r =>
            {
                r.Summary = "Opis rezultatu.";
                r.Result = new ResultDetails { Beneficiaries = "młodzież", Programme = "IW EQUAL", ProjectNumbers = ["A0123", "A0124"], TestRegion = "Podlasie" };
                r.WorksWithoutFunding = true;
                r.Problem = "Nie jest częścią karty rezultatu.";
            },
            PracticeKind.ProgrammeResult,
            also: p => p.Opinions.Add(new ExpertOpinion { Text = "Dobre narzędzie.", Recommended = false, IsPublic = true }));
        Archived = await seed.AddAsync("Zakończona praktyka", also: p => (p.ArchivedAt, p.ArchiveReason) = (new DateTimeOffset(2025, 1, 2, 12, 0, 0, TimeSpan.Zero), "Program wygasł."));
        var draftFile = await seed.FileAsync("szkic.pdf", [9, 9, 9]);
        Draft = await seed.AddAsync("Dopiero szkic", r => r.Attachments.Add(draftFile), status: RevisionStatus.Draft);
        var hiddenCategory = new Category { Slug = "ukryta", NamePl = "Ukryta kategoria", NameEn = "Hidden", Theme = "spol", Icon = "p-kult", Parent = seed.Category("uslugi-spoleczne"), IsHidden = true };
        Hidden = await seed.AddAsync("Praktyka w ukrytej kategorii", r => r.Category = hiddenCategory);
        Renewed = await seed.AddAsync("Nowa wersja", r => r.Summary = "Treść nowej wersji.", also: p =>
        {
            var old = PortalSeed.Revision(p, "Stara wersja", RevisionStatus.Superseded, 7);
            old.Summary = "Treść dawnej wersji.";
            p.Revisions.Add(old);
            p.Revisions.Add(PortalSeed.Revision(p, "Wersja robocza", RevisionStatus.Draft, 8));
        });
    }
}

public sealed class PracticePagesTests(PracticePortal portal) : IClassFixture<PracticePortal>
{
    [Fact]
    public async Task TypedText_IsEncodedWhereHtmlNeedsIt_AndNowhereElse()
    {
        var page = await portal.GetPageAsync($"/szukaj?q={Uri.EscapeDataString("żółw\"<'&")}");
        Assert.Contains("value=\"żółw&quot;&lt;&#x27;&amp;\"", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_FullPractice_ShowsItsMetryka()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Full));
        Assert.Equal("Klub integracji społecznej", page.Heading);
        var id = portal.Full.Practice.Id;
        Assert.Contains($"BDP {id:0000}", page.Main.Words(), StringComparison.Ordinal);
        var rows = new (string Label, string Value)[]
        {
            ("Data wprowadzenia do BDP", "1 czerwca 2005"), ("Data aktualizacji", "3 lutego 2010"), ("Data weryfikacji", "4 marca 2024"), ("Typ jednostki", "miasto na prawach powiatu"),
            ("Miejscowość", "Tychy"), ("Powiat", "tyski"), ("Województwo", "śląskie"), ("Kod pocztowy i poczta", "43-100 Tychy 1"), ("Jednostka wdrażająca", "Miejski Ośrodek Pomocy w Tychach"),
            ("Ulica", "ul. Próbna 7"), ("Witryna internetowa", "tychy.example.org/kis"), ("Liczba mieszkańców", "129 386 (2012)"),
        };
        Assert.All(rows, row => Assert.Equal(row.Value, page.Term(row.Label)));
        Assert.Equal("2005-06-01", page.Main.QuerySelectorAll("time")[0].GetAttribute("datetime"));
    }

    [Fact]
    public async Task Summary_BarePractice_ShowsNoEmptyRows()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Bare));
        Assert.Equal("Sam tytuł", page.Heading);
        Assert.Empty(page.Main.QuerySelectorAll("dl dt"));
        Assert.Null(page.FindLandmark("nav", "Widoki praktyki"));
        Assert.Equal([], page.Sections.Except(["BDP " + portal.Bare.Practice.Id.ToString("0000", null)]));
    }

    [Fact]
    public async Task Summary_Contacts_AreNamedWithoutTheirAddresses()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Full));
        Assert.Equal("Anna Próbna kierowniczka Napisz wiadomość: Anna Próbna Numer telefonu: Anna Próbna", page.Term("Osoby kontaktowe"));
        Assert.DoesNotContain("anna.probna", WebUtility.HtmlDecode(page.Source), StringComparison.Ordinal);
        Assert.DoesNotContain("111 22 33", WebUtility.HtmlDecode(page.Source), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bogdan")]
    [InlineData("bogdan.dawny")]
    [InlineData("Celina")]
    [InlineData("celina@")]
    public async Task Summary_ExpiredOrInternalContact_IsNowhere(string text)
    {
        foreach (var view in new[] { "", "/prezentacja", "/zalaczniki" })
        {
            Assert.DoesNotContain(text, WebUtility.HtmlDecode((await GetAsync(PracticePortal.Path(portal.Full, view))).Source), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Summary_Opinion_IsShownWhenPublic()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Full));
        var opinion = page.Landmark("section", "Opinia eksperta").Words();
        Assert.Contains("Rekomendowana: tak", opinion, StringComparison.Ordinal);
        Assert.Contains("Możliwa bez wsparcia finansowego: nie", opinion, StringComparison.Ordinal);
        Assert.Contains("Warto powtórzyć.", opinion, StringComparison.Ordinal);
        Assert.Contains("Trwałość: 4 z 5", opinion, StringComparison.Ordinal);
        Assert.Contains("Ewa Znawczyni, rynek pracy · opinia z 2 stycznia 2011", opinion, StringComparison.Ordinal);
        Assert.DoesNotContain("robocza", page.Main.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Summary_Adoption_SaysWhoWhenAndHow()
    {
        var adoptions = (await GetAsync(PracticePortal.Path(portal.Full))).Landmark("section", "Wdrożenia w innych samorządach").Words();
        Assert.Contains("Gmina Sąsiednia, 2015 Co zmieniono: mniejsza grupa Z jakim skutkiem: działa", adoptions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presentation_FullPractice_ShowsAllSectionsInOrder()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Full, "/prezentacja"));
        string[] sections =
        [
            "Problem", "Cele", "Grupy docelowe", "Działania", "Harmonogram", "Partnerzy", "Organizacja", "Podstawa prawna", "Koszty i finansowanie", "Rezultaty", "Trudności i wnioski",
            "Trwałość i przenoszalność", "Informacje dodatkowe",
        ];
        Assert.Equal(sections, page.Sections.Take(sections.Length));
        var contents = page.Landmark("nav", "Spis treści");
        Assert.Equal(sections, contents.Links());
        Assert.All(contents.QuerySelectorAll("a"), a => Assert.NotNull(page.Document.GetElementById(a.Href()[1..])));
        var text = page.Main.Words();
        Assert.All(
            new[]
            {
                "Długotrwałe bezrobocie.", "Nauka zawodu", "Liczba odbiorców: 1 250", "Stolarski", "52,5", "od 15 stycznia 2007, trwa", "czerwiec 2005 – 2006",
                "Fundacja Przykład (organizacja pozarządowa): szkolenia", "Wkład: sala", "312 000 zł", "1 250,50 zł", "POKL.1", "ewaluacja zewnętrzna", "Możliwa bez wsparcia finansowego: nie",
            },
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Presentation_LegalBasis_LinksToWebAddressesOnly()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Full, "/prezentacja"));
        Assert.Equal("https://isap.example.org/1", page.Main.Link("Ustawa o zatrudnieniu socjalnym").Href());
        Assert.DoesNotContain("Uchwała", page.Main.Links());
        Assert.DoesNotContain("javascript:", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Presentation_PartOfTheSections_ShowsThoseAlone()
    {
        var revision = await AddAsync("Tylko koszty", r => (r.Cost, r.Problem) = (5_000, "   "));
        var page = await GetAsync(PracticePortal.Path(revision, "/prezentacja"));
        Assert.Equal(["Koszty i finansowanie"], page.Sections);
    }

    [Fact]
    public async Task Views_FullPractice_LeadToEachOther()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Full, "/prezentacja"));
        var views = page.Landmark("nav", "Widoki praktyki");
        Assert.Equal(["Skrót i Metryka", "Pełna prezentacja", "Załączniki 2"], views.Links());
        Assert.Equal("page", views.Link("Pełna prezentacja").GetAttribute("aria-current"));
        Assert.Equal(PracticePortal.Path(portal.Full), views.Link("Skrót i Metryka").Href());
    }

    [Fact]
    public async Task Attachments_View_DescribesEachFile()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Full, "/zalaczniki"));
        var files = page.Landmark("section", "Pliki do pobrania").QuerySelectorAll("li");
        Assert.Equal(["Regulamin klubu", "Wzór umowy"], files.Select(f => f.QuerySelector("h3")!.Words()));
        var first = files[0].Words();
        Assert.All(new[] { "Zasady przyjęć", "Opis obrazu: Dwie strony tekstu", "PDF", "2 kB", "licencja CC BY 4.0", "Treść dokumentu do przeczytania." }, part => Assert.Contains(part, first, StringComparison.Ordinal));
        Assert.Equal("Zażółć gęślą jaźń.pdf", files[0].Link("Pobierz: Regulamin klubu").GetAttribute("download"));
        Assert.Equal(PracticePortal.Path(portal.Full, portal.Full.Attachments[0]), files[0].Link("Regulamin klubu").Href());
    }

    [Theory]
    [InlineData("/prezentacja")]
    [InlineData("/zalaczniki")]
    [InlineData("/nie-ma")]
    public async Task View_ThatHasNothing_IsNotFound(string view) => Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(PracticePortal.Path(portal.Bare, view))).Status);

    [Theory]
    [InlineData("", "", "")]
    [InlineData("", "-dawny-tytul", "")]
    [InlineData("", "-dawny-tytul", "/prezentacja")]
    [InlineData("", "", "/zalaczniki")]
    [InlineData("/en", "-dawny-tytul", "")]
    [InlineData("/en", "", "/prezentacja")]
    public async Task Address_OldOrMissingSlug_RedirectsForGood(string language, string slug, string view)
    {
        var (status, location) = await portal.GetRedirectAsync($"{language}/praktyka/{portal.Full.Practice.Id}{slug}{view}");
        Assert.Equal((HttpStatusCode.MovedPermanently, language + PracticePortal.Path(portal.Full, view)), (status, location));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/prezentacja")]
    [InlineData("/zalaczniki")]
    public async Task Archived_Practice_IsGoneWithTheReason(string view)
    {
        var page = await portal.GetPageAsync(PracticePortal.Path(portal.Archived, view));
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Equal("Ta praktyka jest w archiwum", page.Heading);
        Assert.Contains("Powód: Program wygasł.", page.Main.Words(), StringComparison.Ordinal);
        Assert.Contains("2 stycznia 2025", page.Main.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/zalaczniki")]
    public async Task Draft_Practice_IsNotFound(string view) => Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(PracticePortal.Path(portal.Draft, view))).Status);

    [Fact]
    public async Task Summary_NewerRevision_IsShownAlone()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Renewed));
        Assert.Equal("Nowa wersja", page.Heading);
        Assert.Contains("Treść nowej wersji.", page.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("dawnej", page.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HiddenCategory_IsNotShownButItsPracticeIs()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync("/praktyki/uslugi-spoleczne/ukryta")).Status);
        Assert.DoesNotContain("Ukryta kategoria", (await GetAsync("/praktyki/uslugi-spoleczne")).Document.Links());
        Assert.Contains("Praktyka w ukrytej kategorii", (await GetAsync("/praktyki/uslugi-spoleczne")).Titles);
        var page = await GetAsync(PracticePortal.Path(portal.Hidden));
        Assert.DoesNotContain("/praktyki/uslugi-spoleczne/ukryta", page.Document.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public async Task Result_Card_ShowsItsRows()
    {
        var page = await GetAsync(PracticePortal.Path(portal.Result));
        var rows = new (string Label, string Value)[]
        {
            ("Nazwa rezultatu", "Karta przejścia"), ("Beneficjenci", "młodzież"), ("Program", "IW EQUAL"), ("Numery projektów", "A0123, A0124"), ("Czy rekomendowany przez eksperta", "nie"),
            ("Czy może być stosowany bez wsparcia finansowego", "tak"), ("Region testowania", "Podlasie"),
        };
        Assert.All(rows, row => Assert.Equal(row.Value, page.Term(row.Label)));
        Assert.Null(page.Term("Jednostka wdrażająca"));
        Assert.Contains("Opis rezultatu", page.Sections);
        Assert.Contains("Dobre narzędzie.", page.Landmark("section", "Opinia eksperta").Words(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(PracticePortal.Path(portal.Result, "/prezentacja"))).Status);
    }

    [Fact]
    public async Task Unit_Page_ShowsItsCardItsPracticesAndNeighbours()
    {
        var page = await GetAsync($"/jednostki/{portal.Unit.Id}-{portal.Unit.Slug}");
        Assert.Equal("Miejski Ośrodek Pomocy, Tychy", page.Heading);
        Assert.Equal(["Klub integracji społecznej"], page.Titles);
        var rows = new[] { ("Typ jednostki", "miasto na prawach powiatu"), ("Województwo", "śląskie"), ("Ulica", "ul. Próbna 1"), ("Kod pocztowy i poczta", "43-100 Tychy"), ("Witryna internetowa", "mops.example.org"), ("TERYT", "2477") };
        Assert.All(rows, row => Assert.Equal(row.Item2, page.Term(row.Item1)));
        Assert.EndsWith("dane orientacyjne", page.Term("Liczba mieszkańców"), StringComparison.Ordinal);
        Assert.Equal(["Straż Miejska"], page.FindLandmark("section", "Inne jednostki tego samorządu")?.Links() ?? []);
    }

    [Fact]
    public async Task Unit_OldSlug_RedirectsForGood()
    {
        var (status, location) = await portal.GetRedirectAsync($"/en/jednostki/{portal.Unit.Id}-dawna");
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/en/jednostki/{portal.Unit.Id}-{portal.Unit.Slug}"), (status, location));
    }

    [Fact]
    public async Task Unit_WithoutPublishedPractices_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync($"/jednostki/{portal.UnpublishedUnit.Id}-{portal.UnpublishedUnit.Slug}")).Status);

    [Fact]
    public async Task Download_Pdf_OpensInTheBrowserAndNothingElse()
    {
        var file = await portal.GetPageAsync(PracticePortal.Path(portal.Full, portal.Full.Attachments[0]));
        Assert.Equal(HttpStatusCode.OK, file.Status);
        Assert.Equal(PracticePortal.Pdf, file.Body);
        Assert.Equal("application/pdf", file.Headers["Content-Type"]);
        Assert.Equal("nosniff", file.Headers["X-Content-Type-Options"]);
        Assert.Contains("default-src 'none'", file.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        // The viewers of some browsers do not start in a sandbox.
        Assert.DoesNotContain("sandbox", file.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.StartsWith("inline", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("Zażółć gęślą jaźń.pdf", ContentDispositionHeaderValue.Parse(file.Headers["Content-Disposition"]).FileNameStar);
    }

    [Fact]
    public async Task Download_OfficeDocument_IsSaved()
    {
        var file = await portal.GetPageAsync(PracticePortal.Path(portal.Full, portal.Full.Attachments[1]));
        Assert.StartsWith("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], file.Body);
    }

    [Fact]
    public async Task Download_Range_SendsThatPart()
    {
        var file = await portal.GetPageAsync(PracticePortal.Path(portal.Full, portal.Full.Attachments[0]), r => r.Headers.Range = new RangeHeaderValue(1, 4));
        Assert.Equal(HttpStatusCode.PartialContent, file.Status);
        Assert.Equal("PDF-", file.Source);
        Assert.Equal($"bytes 1-4/{PracticePortal.Pdf.Length}", file.Headers["Content-Range"]);
    }

    [Fact]
    public async Task Download_KnownContent_IsNotSentAgain()
    {
        var path = PracticePortal.Path(portal.Full, portal.Full.Attachments[0]);
        var tag = (await portal.GetPageAsync(path)).Headers["ETag"];
        var again = await portal.GetPageAsync(path, r => r.Headers.IfNoneMatch.ParseAdd(tag));
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.Empty(again.Body);
    }

    [Fact]
    public async Task Download_AnotherPracticesAddress_IsNotFound()
    {
        var path = PracticePortal.Path(portal.Bare, portal.Full.Attachments[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(path)).Status);
    }

    [Fact]
    public async Task Download_DraftsFile_IsNotFound() =>
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetPageAsync(PracticePortal.Path(portal.Draft, portal.Draft.Attachments[0]))).Status);

    [Fact]
    public async Task Reading_ByAPerson_IsCountedAndByAProgramIsNot()
    {
        var revision = await AddAsync("Do czytania", _ => { });
        var path = PracticePortal.Path(revision);
        await portal.GetPageAsync(path, r => r.Headers.UserAgent.ParseAdd("Mozilla/5.0"));
        await portal.GetPageAsync(path, r => r.Headers.UserAgent.ParseAdd("Mozilla/5.0"));
        await portal.GetPageAsync(path, r => r.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (compatible; Examplebot/1.0)"));
        await portal.GetPageAsync(path);
        var counter = portal.Services.GetRequiredService<VisitorCounter>();
        await counter.FlushAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, await portal.UseDatabaseAsync(db => db.Practices.Where(p => p.Id == revision.Practice.Id).Select(p => p.ReadCount).SingleAsync(TestContext.Current.CancellationToken)));
    }

    private async Task<Page> GetAsync(string path)
    {
        var page = await portal.GetPageAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page;
    }

    private Task<PracticeRevision> AddAsync(string title, Action<PracticeRevision> content) =>
        portal.UseDatabaseAsync(db => new PortalSeed(db, portal.Services.GetRequiredService<FileStore>()).AddAsync(title, content));
}
