using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

public sealed class PortalPageLayoutTests
{
    [Fact]
    public void PortalPage_EveryLineOfTheCard_HasItsField()
    {
        var read = ImportSamples.Read("portal-page.txt");
        var document = read.Document;
        var card = document.Metryka;

        Assert.True(read.IsKnownLayout);
        Assert.Equal("strona praktyki z dawnego portalu", read.Report.Layout);
        Assert.Equal("Żółty worek od drzwi do drzwi", document.Title);
        Assert.Equal("uslugi-techniczne/gospodarka-odpadami", document.Category);
        Assert.Equal(Szczytno, document.Teryt);
        Assert.Equal(new DateOnly(2012, 3, 9), card.IntroducedOn);
        Assert.Equal(new DateOnly(2014, 10, 21), card.UpdatedOn);
        Assert.Equal(LocalGovernmentType.UrbanCommune, card.UnitType);
        Assert.Equal("Szczytno", card.Locality);
        Assert.Equal("szczycieński", card.County);
        Assert.Equal("warmińsko-mazurskie", card.Voivodeship);
        Assert.Equal("12-100", card.PostalCode);
        Assert.Equal("Szczytno", card.PostOffice);
        Assert.Equal("Urząd Miejski", card.UnitName);
        Assert.Equal("ul. Przykładowa 7", card.Street);
        Assert.Equal("http://www.szczytno.example.org", card.Website);
        Assert.Equal(25680, card.Population);
        Assert.Equal(2011, card.PopulationYear);
        Assert.StartsWith("Miasto zastąpiło pojemniki zbiorcze", document.Summary);
        Assert.EndsWith("Źródłem powodzenia były:\n\n- spotkania na osiedlach;\n- konkurs dla szkół;\n- ścisła współpraca ze spółką komunalną.", document.Summary);
        Assert.Empty(read.Report.Doubts);
    }

    [Fact]
    public void PortalPage_TwoPeople_AreTwoContacts()
    {
        var contacts = ImportSamples.Read("portal-page.txt").Document.Contacts;

        Assert.Collection(
            contacts,
            c => Assert.Equal(("Żaneta Przykładowska", "Naczelnik Wydziału gospodarki odpadami", "00 111 22 33", "zaneta@example.org"), (c.Name, c.Post, c.Phone, c.Email)),
            c => Assert.Equal(("Łukasz Zmyślony-Źdźbło", "inspektor", "tel./fax 00 111 22 44, kom. 00 555 666 777", "lukasz@example.org"), (c.Name, c.Post, c.Phone, c.Email)));
    }

    [Fact]
    public void PortalPage_UnknownLabel_IsKeptAndReported()
    {
        var read = ImportSamples.Read("portal-page.txt");

        Assert.Equal("Nagroda: Zielony Liść 2013", read.Document.OtherInformation);
        Assert.Equal(["Nagroda: Zielony Liść 2013"], read.Report.LeftOver);
    }

    [Fact]
    public void PortalPage_MenuCounterAndSponsors_AreNotContent()
    {
        var json = ImportSamples.Json(ImportSamples.Read("portal-page.txt").Document);

        Assert.DoesNotContain("Mapa Praktyk", json);
        Assert.DoesNotContain("305", json);
        Assert.DoesNotContain("Wsparcie", json);
    }

    [Fact]
    public void PortalPage_MisspeltLabelsAndValuesBelow_AreUnderstood()
    {
        var read = ImportSamples.Read("portal-page-misspelt.txt");
        var card = read.Document.Metryka;

        Assert.Equal("Biblioteka na kółkach", read.Document.Title);
        Assert.Equal("uslugi-spoleczne/kultura", read.Document.Category);
        Assert.Equal("Wzorcowa biblioteka - dobre rozwiązania", read.Document.OtherInformation);
        Assert.Equal(new DateOnly(2010, 6, 15), card.IntroducedOn);
        Assert.Null(card.UpdatedOn);
        Assert.Equal(LocalGovernmentType.RuralCommune, card.UnitType);
        Assert.Equal("Pisarzowice", card.Locality);
        Assert.Equal("opolskie", card.Voivodeship);
        Assert.Equal(("49-314", "Pisarzowice"), (card.PostalCode, card.PostOffice));
        Assert.Equal("Gminna Biblioteka Publiczna", card.UnitName);
        Assert.Equal("Wzorcowa 3", card.Street);
        Assert.Equal("https://biblioteka.example.org/kontakt", card.Website);
        Assert.Equal(1204, card.Population);
        var contact = Assert.Single(read.Document.Contacts);
        Assert.Equal(("Ignacy Wymyślony", "dyrektor", "00 321 00 00, faks 00 321 00 01", "ignacy@example.org"), (contact.Name, contact.Post, contact.Phone, contact.Email));
    }

    [Theory]
    [InlineData("powiat grodzki", LocalGovernmentType.CityWithCountyRights)]
    [InlineData("gmina wiejska", LocalGovernmentType.RuralCommune)]
    [InlineData("Gmina miejsko - wiejska", LocalGovernmentType.UrbanRuralCommune)]
    [InlineData("powiat", LocalGovernmentType.County)]
    [InlineData("powiat ziemski", LocalGovernmentType.County)]
    [InlineData("województwo", LocalGovernmentType.Voivodeship)]
    public void UnitType_OldName_IsMapped(string written, LocalGovernmentType expected)
    {
        Assert.Equal(expected, Card("Typ jednostki: " + written).Document.Metryka.UnitType);
        Assert.Equal(expected, Card("Typ jednostki:\n" + written).Document.Metryka.UnitType);
    }

    [Theory]
    [InlineData("129.386", 129386, null)]
    [InlineData("178 443", 178443, null)]
    [InlineData("129 386 (2011)", 129386, 2011)]
    [InlineData("ok. 12,5 tys.", 12500, null)]
    [InlineData("3456 (stan na 31.12.2009 r.)", 3456, 2009)]
    public void Population_AnyWriting_IsANumber(string written, int expected, int? year)
    {
        var card = Card("Liczba mieszkańców: " + written).Document.Metryka;

        Assert.Equal((expected, year), (card.Population, card.PopulationYear));
    }

    [Theory]
    [InlineData("Data wprowadzenia do BDP: kiedyś dawno")]
    [InlineData("Liczba mieszkańców: bardzo wielu")]
    [InlineData("Witryna internetowa: nie działa")]
    [InlineData("Typ jednostki: wspólnota")]
    public void Card_UnreadableValue_IsKeptWithADoubt(string line)
    {
        var read = Card(line);

        Assert.Equal(line, read.Document.OtherInformation);
        Assert.Contains(read.Report.Doubts, d => d.Contains(line));
    }

    [Fact]
    public void Card_WithoutVoivodeshipAndCounty_TakesThemFromTheGazetteer()
    {
        var read = Card("Typ jednostki: gmina miejska\nMiejscowość: Szczytno");

        Assert.Equal(("szczycieński", "warmińsko-mazurskie", Szczytno), (read.Document.Metryka.County, read.Document.Metryka.Voivodeship, read.Document.Teryt));
        Assert.Contains("szczycieński", Assert.Single(read.Report.Derived));
        Assert.DoesNotContain(read.Report.Doubts, d => d.Contains("Szczytno"));
    }

    [Fact]
    public void Sector_UnknownCategory_GivesTheSectorAndKeepsTheName()
    {
        var read = Card("Miejscowość: Szczytno", " Usługi techniczne : Cmentarnictwo");

        Assert.Equal("uslugi-techniczne", read.Document.Category);
        Assert.Contains("Cmentarnictwo", read.Document.OtherInformation);
        Assert.Contains(read.Report.Doubts, d => d.Contains("Cmentarnictwo"));
    }

    [Fact]
    public void Report_PhonesAndAddresses_AreNeverShown()
    {
        var read = Card("Osoby kontaktowe: Anna Zmyślona\ntel. 00 123 45 67\ne@mail: anna@example.org\nUwaga dodatkowa: dzwonić 00 123 45 99 lub zosia@example.org");
        var shown = string.Join('\n', [.. read.Report.Fields.Values, .. read.Report.LeftOver, .. read.Report.Doubts]);

        Assert.Single(read.Document.Contacts);
        Assert.DoesNotContain("45 67", shown);
        Assert.DoesNotContain("45 99", shown);
        Assert.DoesNotContain("@", shown);
        Assert.DoesNotContain("Anna", shown);
        Assert.Contains("podano", read.Report.Fields["Osoby kontaktowe"]);
    }

    private static string? Szczytno => Gazetteer.Default.Units.Single(u => u is { Name: "Szczytno", Type: LocalGovernmentType.UrbanCommune }).Teryt;

    private static ReadDocument Card(string lines, string sector = " Usługi społeczne : Oświata") =>
        ImportSamples.ReadText($"{sector}\nSzkoła po sąsiedzku\n\n.: Skrót i Metryka -> Pełna prezentacja :.\n\nOpis.\n\nMetryka praktyki\n{lines}\n\n.: Skrót i Metryka -> Pełna prezentacja :.\n");
}
