using System.Text;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

/// <summary>Nothing that a document says is dropped.</summary>
public sealed class CompletenessTests
{
    private const string CardLabels =
        "metryka praktyki data wprowadzenia do bdp aktualizacji typ jednostki gmina miejska wiejska powiat grodzki miejscowość powiat województwo kod pocztowy i poczta jednostka wdrażająca wdrazająca "
        + "ulica wirtyna witryna internetowa liczba mieszkańców mieszkańcow osoby osoba kontaktowe kontaktowa tel telefon faks e@mail e-mail email mail skrót pełna prezentacja załączniki";

    private const string ResultLabels =
        "baza rezultatów opis rezultatu nazwa szkoleniowego doradczego opinia eksperta beneficjenci rezultat został przygotowany w ramach numer projektu czy jest rekomendowany przez "
        + "może być stosowany bez wsparcia finansowego region testowania tak nie";

    private const string DeckLabels =
        "komentarze transkrypt podobne dokumenty cel projektu cele szczegółowe adresaci termin realizacji partnerzy program klubu akademii integracji społecznej seniora łączny czas godzin godziny";

    private const string ProjectLabels = "podstrony strony program realizacja projektu banery kalendarium";

    [Theory]
    [InlineData("portal-page.txt", "Usługi techniczne :", CardLabels + " gospodarka odpadami 2012 03 09 2014 10 21 25 680 1 4 usługi techniczne")]
    [InlineData("portal-page-misspelt.txt", "USŁUGI SPOŁECZNE:", CardLabels + " usługi społeczne kultura 2010 06 15 49 314 1 204")]
    [InlineData("result-record.txt", "BAZA", ResultLabels)]
    [InlineData("deck.txt", "akademia", DeckLabels)]
    [InlineData("project-page.txt", "Podstrony", ProjectLabels)]
    public void Sample_EveryWord_IsInTheDocument(string name, string start, string allowed)
    {
        var text = Encoding.UTF8.GetString(ImportSamples.Bytes(name));

        Assert.Empty(ImportSamples.Missing(Content(text, start), ImportSamples.Read(name).Document, allowed));
    }

    [Theory]
    [InlineData("000_*.txt", "Model", CardLabels + " 2011 11 04 129 386 strona główna współpraca praktyki")]
    [InlineData("001_*.txt", "Usługi społeczne :", CardLabels + " 2008 01 02 2013 07 09 178 443 usługi społeczne pomoc społeczna")]
    [InlineData("002_*.txt", "BAZA", ResultLabels)]
    [InlineData("003_*.txt", "klub", DeckLabels)]
    [InlineData("004_*.txt", "Podstrony", ProjectLabels)]
    public void Seed_EveryWord_IsInTheDocument(string pattern, string start, string allowed)
    {
        var (text, read) = SeedTests.Read(pattern);
        if (pattern == "000_*.txt")
        {
            // Everything between the page's title and the sector line is menu and counter.
            text = text.Split('\n')[0] + "\n" + Content(text, "Współpraca JST-NGO :");
        }

        Assert.Empty(ImportSamples.Missing(Content(text, start), read.Document, allowed));
    }

    private static string Content(string text, string start)
    {
        text = text.Replace('\u00A0', ' ');
        var from = text.IndexOf(start, StringComparison.Ordinal);
        var end = text.LastIndexOf(".:", StringComparison.Ordinal);
        return end > from ? text[from..end] : text[from..];
    }
}
