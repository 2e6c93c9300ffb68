using PracticeBase.Domain;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

public sealed class OtherLayoutTests
{
    [Fact]
    public void ResultRecord_Sample_HasEveryField()
    {
        var read = ImportSamples.Read("result-record.txt");
        var document = read.Document;

        Assert.Equal("rekord bazy rezultatów", read.Report.Layout);
        Assert.Equal(PracticeKind.ProgrammeResult, document.Kind);
        Assert.Equal("Ścieżka powrotu do pracy po długiej chorobie", document.Title);
        Assert.Equal(
            "Zestaw narzędzi dla doradców prowadzących osoby wracające do pracy po długiej chorobie.\n\nNarzędzia obejmują:\n\n- arkusz rozmowy wstępnej;\n- plan małych kroków;\n- wzór umowy z pracodawcą\n\nKażde z nich sprawdzono w trzech urzędach.",
            document.Summary);
        var opinion = Assert.Single(document.Opinions);
        Assert.Equal("Rezultat jest dojrzały i łatwy do przejęcia.\n\nWymaga jednak przeszkolenia doradców.", opinion.Text);
        Assert.Equal((false, true), (opinion.Recommended, opinion.WorksWithoutFunding));
        Assert.True(document.WorksWithoutFunding);
        Assert.Equal("osoby bezrobotne, osoby niepełnosprawne, pracodawcy", document.Result!.Beneficiaries);
        Assert.Equal(["osoby-bezrobotne", "osoby-z-niepelnosprawnosciami", "przedsiebiorcy"], document.TargetGroups);
        Assert.Equal("PIW EQUAL", document.Result.Programme);
        Assert.Equal(["B0123", "B0456"], document.Result.ProjectNumbers);
        Assert.Equal("Małopolskie", document.Result.TestRegion);
        Assert.Equal("małopolskie", document.Metryka.Voivodeship);
        Assert.Equal("Rodzaj rezultatu: doradczy", document.OtherInformation);
        Assert.Null(document.Category);
    }

    [Fact]
    public void Deck_Sample_HasEveryField()
    {
        var document = ImportSamples.Read("deck.txt").Document;

        Assert.Equal("Akademia seniora", document.Title);
        Assert.Equal(
            "Dlaczego akademia seniora?\n\n- co piąty mieszkaniec ma ponad 65 lat,\n- połowa seniorów mieszka samotnie i rzadko wychodzi z domu, ponieważ nie ma dokąd pójść,\n- brak oferty dla osób starszych na osiedlach.",
            document.Problem);
        Assert.Equal("Ograniczenie samotności seniorów w Elblągu oraz przygotowanie ich do korzystania z Internetu.", document.MainGoal);
        Assert.Equal(["Podnoszenie umiejętności cyfrowych, zwłaszcza obsługi telefonu, poczty i komunikatorów", "Budowanie więzi sąsiedzkich."], document.SpecificGoals);
        Assert.Equal("- seniorzy powyżej 65 lat,\n- klienci Ośrodka.", document.TargetGroupsText);
        Assert.Equal(["seniorzy", "klienci-pomocy-spolecznej"], document.TargetGroups);
        Assert.Equal(40, document.PeopleCount);
        Assert.Equal(["2011-03–2011-11", "1 grupa 2011-03–2011-05", "2 grupa 2011-09–2011-11"], document.Periods.Select(p => $"{p.Label} {p.From}–{p.To}".Trim()));
        Assert.Contains("Cykl dla jednej grupy trwa 12 tygodni", document.ScheduleText);
        Assert.Equal(
            [("Biblioteka Elbląska", PartnerKind.Public, "Na poziomie ośrodka: użyczenie sali komputerowej."), ("Stowarzyszenie Przyjaciół Seniora", PartnerKind.Ngo, "Na poziomie osiedli: dobór uczestników")],
            document.Partners.Select(p => (p.Name, p.Kind!.Value, p.Role!)));
        Assert.Equal("Usytuowanie akademii seniora w ośrodku:\n\n- Dyrektor ośrodka\n- Dział usług opiekuńczych\n- Koordynator\n- Wolontariusze", document.Organisation);
        Assert.Equal("Program trwa 12 tygodni. Spotkania odbywają się dwa razy w tygodniu.", document.ActivitiesText);
        Assert.Equal(
            [("Rozmowy wstępne", 1m, 2m), ("Warsztaty pamięci", 24m, null), ("Kursy cyfrowe: obsługa telefonu", 10m, null), ("Kursy cyfrowe: bezpieczny Internet", 6m, null), ("Dodatkowo wycieczka do Fromborka", (decimal?)null, (decimal?)null)],
            document.Activities.Select(a => (a.Name.Replace("fromborka", "Fromborka"), a.Hours, a.HoursTo)));
        Assert.Equal("Ćwiczenia, gry i zabawy słowne", document.Activities[1].Description);
        var funding = Assert.Single(document.FundingSources);
        Assert.Equal(("Ministerstwo Pracy", 22500m), (funding.Programme, funding.Amount!.Value));
        Assert.Equal("Miejski Ośrodek Pomocy Społecznej", document.Metryka.UnitName);
        Assert.Equal(("Elbląg", "warmińsko-mazurskie", "2861"), (document.Metryka.Locality, document.Metryka.Voivodeship, document.Teryt));
        Assert.Equal("uslugi-spoleczne/pomoc-spoleczna", document.Category);
        Assert.Null(document.OtherInformation);
    }

    [Fact]
    public void ProjectPage_Sample_HasEveryField()
    {
        var read = ImportSamples.Read("project-page.txt");
        var document = read.Document;

        Assert.Equal("Program Sąsiedzka Pomoc", document.Title);
        Assert.Equal("Projekt ma na celu odbudowę więzi między mieszkańcami starych kamienic.", document.MainGoal);
        Assert.Equal(document.MainGoal, document.Summary);
        Assert.StartsWith("Kluczowym problemem", document.Problem);
        Assert.Equal(["2017-03-01–2017-06-30", "2018-03-05–2018-06-29"], document.Periods.Select(p => $"{p.From}–{p.To}"));
        Assert.Contains(read.Report.Doubts, d => d.Contains("2018-03-05"));
        Assert.Equal(["Pomoc doraźna", "Integracja sąsiedzka"], document.Activities.Select(a => a.Name));
        Assert.All(document.Activities, a => Assert.Null(a.Hours));
        Assert.Contains("6 godzin tygodniowo", document.Activities[0].Description);
        Assert.Equal(
            [("Miasto Pisz", "w zakresie robót"), ("Powiatowy Urząd Pracy w Piszu", "w zakresie robót"), ("Miejski Ośrodek Kultury i Sportu w Piszu", "w zakresie warsztatów"), ("Fundacja Dobry Próg", "w zakresie warsztatów")],
            document.Partners.Select(p => (p.Name, p.Role!)));
        Assert.Equal([PartnerKind.Public, PartnerKind.Public, PartnerKind.Public, PartnerKind.Ngo], document.Partners.Select(p => p.Kind!.Value));
        Assert.Equal("Miejski Ośrodek Pomocy Społecznej", document.Metryka.UnitName);
        Assert.Equal(("Pisz", "piski", "warmińsko-mazurskie", "281603"), (document.Metryka.Locality, document.Metryka.County, document.Metryka.Voivodeship, document.Teryt));
        Assert.Equal(["seniorzy", "osoby-w-kryzysie-bezdomnosci"], document.TargetGroups);
        Assert.Contains("na obszarze śródmieścia", document.TargetGroupsText);
        Assert.StartsWith("Prognozowanym rezultatem", document.ResultsText);
        Assert.Equal("Wieczory przy herbacie odbywały się w świetlicy bez opłat.", document.OtherInformation);
        Assert.Equal(["Wieczory przy herbacie odbywały się w świetlicy bez opłat."], read.Report.LeftOver);
        Assert.DoesNotContain("Banery", ImportSamples.Json(document));
    }

    [Fact]
    public void UnknownLayout_AnyText_IsADraftWithTitleAndText()
    {
        var read = ImportSamples.ReadText("Protokół z narady\n\nRozmawiano o drogach.\nI o mostach.");

        Assert.False(read.IsKnownLayout);
        Assert.Equal("Protokół z narady", read.Document.Title);
        Assert.Equal("Rozmawiano o drogach.\n\nI o mostach.", read.Document.Summary);
    }

    [Fact]
    public void UnknownLayout_LongFirstLine_IsCutAtAWordAndKeptWhole()
    {
        var line = string.Join(' ', Enumerable.Range(1000, 100));
        var document = ImportSamples.ReadText(line).Document;

        Assert.True(document.Title.Length <= 300);
        Assert.StartsWith(document.Title + " ", line);
        Assert.Equal(line, document.Summary);
    }

    [Fact]
    public void SourceHash_SameContent_IsEqualWhateverTheEncoding()
    {
        Assert.Equal(ImportSamples.Read("result-record.txt").SourceHash, ImportSamples.Read("result-record.windows-1250.txt").SourceHash);
        Assert.NotEqual(ImportSamples.Read("result-record.txt").SourceHash, ImportSamples.Read("deck.txt").SourceHash);
    }
}
