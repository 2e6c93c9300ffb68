using System.Net;
using System.Text;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

/// <summary>The real documents, where they are at hand. They name real people, so that nothing of theirs is written here.</summary>
public sealed class SeedTests
{
    [Fact]
    public void Seed_FirstPortalPage_HasItsCard()
    {
        var document = Read("000_*.txt").Document.Document;
        var card = document.Metryka;

        Assert.Equal("wspolpraca-jst-ngo", document.Category);
        Assert.StartsWith("Aktywizacja zawodowa i społeczna dla niepełnosprawnych", document.Title);
        Assert.StartsWith("Praktyka obejmuje", document.Summary);
        Assert.Equal(5, document.Summary.Split("\n\n").Length);
        Assert.Equal((new DateOnly(2011, 11, 4), null, LocalGovernmentType.CityWithCountyRights), (card.IntroducedOn, card.UpdatedOn, card.UnitType));
        Assert.Equal(("Tychy", "tyski", "śląskie", "43-100", "Tychy", "2477"), (card.Locality, card.County, card.Voivodeship, card.PostalCode, card.PostOffice, document.Teryt));
        Assert.Equal(("Urząd Miasta", "Al. Niepodległości 49", 129386), (card.UnitName, card.Street, card.Population));
        Assert.StartsWith("http://www.", card.Website);
        AssertContact(document.Contacts);
        Assert.StartsWith("Model współpracy administracji", document.OtherInformation);
    }

    [Fact]
    public void Seed_SecondPortalPage_HasItsCard()
    {
        var document = Read("001_*.txt").Document.Document;
        var card = document.Metryka;

        Assert.Equal("uslugi-spoleczne/pomoc-spoleczna", document.Category);
        Assert.Equal((new DateOnly(2008, 1, 2), new DateOnly(2013, 7, 9), 178443), (card.IntroducedOn!.Value, card.UpdatedOn!.Value, card.Population!.Value));
        Assert.Equal(("Bielsko-Biała", null, "śląskie", "43-300", "Bielsko-Biała", "2461"), (card.Locality, card.County, card.Voivodeship, card.PostalCode, card.PostOffice, document.Teryt));
        Assert.Equal("Miejski Ośrodek Pomocy Społecznej", card.UnitName);
        Assert.Equal(3, document.Summary.Split("\n\n").Length);
        AssertContact(document.Contacts);
        Assert.Null(document.OtherInformation);
    }

    [Fact]
    public void Seed_ResultRecord_HasItsFields()
    {
        var document = Read("002_*.txt").Document.Document;

        Assert.Equal(PracticeKind.ProgrammeResult, document.Kind);
        Assert.StartsWith("Model zintegrowanych działań", document.Title);
        Assert.Equal("PIW EQUAL", document.Result!.Programme);
        Assert.Equal(["A0364", "A0010"], document.Result.ProjectNumbers);
        Assert.Equal(("Dolnośląskie", "dolnośląskie"), (document.Result.TestRegion, document.Metryka.Voivodeship));
        var opinion = Assert.Single(document.Opinions);
        Assert.Equal((true, false), (opinion.Recommended, opinion.WorksWithoutFunding));
        Assert.False(document.WorksWithoutFunding);
        Assert.Contains("\n- doradztwem zawodowym;\n- pośrednictwem pracy;", document.Summary);
        Assert.Equal(["osoby-bezrobotne"], document.TargetGroups);
    }

    [Fact]
    public void Seed_Deck_HasItsFields()
    {
        var (_, read) = Read("003_*.txt");
        var document = read.Document;

        Assert.Equal("Klub Integracji Społecznej", document.Title);
        Assert.Equal(8, document.Problem!.Split("\n- ").Length - 1);
        Assert.Equal(7, document.SpecificGoals.Count);
        Assert.Equal("Kształtowanie nowych umiejętności: w zakresie obsługi komputera, prowadzenia własnej działalności gospodarczej.", document.SpecificGoals[6]);
        Assert.StartsWith("Ograniczenie zjawiska wykluczenia społecznego", document.MainGoal);
        Assert.Equal(60, document.PeopleCount);
        Assert.Equal(["2005-05–2006-09", "2005-06–2006-02", "2006-01–2006-09"], document.Periods.Select(p => $"{p.From}–{p.To}"));
        Assert.Contains("17 miesięcy", document.ScheduleText);
        Assert.Contains("38 tygodni", document.ScheduleText);
        Assert.Equal([2, 48, 80, 38, 27, 36, 38, 82, 30, 15, 30, 15, null], document.Activities.Select(a => a.Hours));
        Assert.Equal(3, document.Activities[0].HoursTo);
        Assert.Contains("38 tygodni", document.ActivitiesText);
        Assert.Equal([PartnerKind.Public, PartnerKind.Church, PartnerKind.Public, PartnerKind.Ngo], document.Partners.Select(p => p.Kind!.Value));
        Assert.Equal("Stowarzyszenie Bezrobotnych Miasta Radomia", document.Partners[3].Name);
        Assert.Equal(("Ministerstwo Polityki Społecznej", 15000m), (document.FundingSources[0].Programme, document.FundingSources[0].Amount!.Value));
        Assert.Equal(("Radom", "mazowieckie", "1463", "Miejski Ośrodek Pomocy Społecznej"), (document.Metryka.Locality, document.Metryka.Voivodeship, document.Teryt, document.Metryka.UnitName));
        Assert.Equal(["osoby-bezrobotne", "klienci-pomocy-spolecznej"], document.TargetGroups);
        Assert.Equal("uslugi-spoleczne/pomoc-spoleczna", document.Category);
        Assert.Single(read.Report.Doubts);
    }

    [Fact]
    public void Seed_ProjectPage_HasItsFields()
    {
        var (_, read) = Read("004_*.txt");
        var document = read.Document;

        Assert.Equal("Program Aktywizacja i Integracja", document.Title);
        Assert.Equal(["2018-05-07–2018-06-29", "2019-05-06–2019-06-28"], document.Periods.Select(p => $"{p.From}–{p.To}"));
        Assert.Contains(read.Report.Doubts, d => d.Contains("2019-05-06"));
        Assert.Equal(("Rawa Mazowiecka", "rawski", "łódzkie", "101301"), (document.Metryka.Locality, document.Metryka.County, document.Metryka.Voivodeship, document.Teryt));
        Assert.Equal("Miejski Ośrodek Pomocy Społecznej", document.Metryka.UnitName);
        Assert.Equal(3, document.Partners.Count);
        Assert.Equal(["Aktywizacja zawodowa", "Integracja społeczna"], document.Activities.Select(a => a.Name));
        Assert.Equal(["osoby-bezrobotne", "klienci-pomocy-spolecznej"], document.TargetGroups);
        Assert.StartsWith("Prognozowanym rezultatem", document.ResultsText);
        Assert.Null(document.OtherInformation);
    }

    [Theory]
    [InlineData("000_*.txt")]
    [InlineData("001_*.txt")]
    [InlineData("002_*.txt")]
    [InlineData("004_*.txt")]
    public void Seed_OtherForms_ReadTheSame(string pattern)
    {
        var (text, read) = Read(pattern);
        var expected = ImportSamples.Json(read.Document);
        var windows1250 = CodePagesEncodingProvider.Instance.GetEncoding(1250)!;
        var lines = text.Split('\n');
        var half = lines.SelectMany((l, i) => (i % 2 == 0 ? Encoding.UTF8 : windows1250).GetBytes(l + "\n")).ToArray();
        var html = "<html><body>" + string.Concat(lines.Select(l => $"<div>{WebUtility.HtmlEncode(l)}&nbsp;</div>\n<br>\n")) + "</body></html>";

        Assert.Equal(expected, ImportSamples.Json(new DocumentReader().Read(windows1250.GetBytes(text), "a")[0].Document));
        Assert.Equal(expected, ImportSamples.Json(new DocumentReader().Read(half, "a")[0].Document));
        Assert.Equal(expected, ImportSamples.Json(ImportSamples.ReadText(text.Replace("\n", "\r\n").Replace(" ", "\u00A0 ")).Document));
        Assert.Equal(expected, ImportSamples.Json(ImportSamples.ReadText(html).Document));
    }

    internal static (string Text, ReadDocument Document) Read(string pattern)
    {
        var folder = ImportSamples.Seeds();
        Assert.SkipWhen(folder is null, "The real documents are not part of the repository.");
        var bytes = File.ReadAllBytes(Directory.GetFiles(folder!, pattern).Single());
        return (Encoding.UTF8.GetString(bytes), Assert.Single(new DocumentReader().Read(bytes, "seed.txt")));
    }

    private static void AssertContact(IReadOnlyList<PracticeBase.Features.Transfer.ContactDocument> contacts)
    {
        var contact = Assert.Single(contacts);
        Assert.Equal(2, contact.Name.Split(' ').Length);
        Assert.StartsWith("kierownik", contact.Post!.ToLowerInvariant());
        Assert.Matches(@"^\d\d [\d ]+$", contact.Phone);
        Assert.Matches(@"^[^@ ]+@[^@ ]+\.\w+$", contact.Email);
    }
}
