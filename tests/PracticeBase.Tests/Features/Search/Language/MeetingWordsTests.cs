using PracticeBase.Features.Search.Language;
using Xunit;

namespace PracticeBase.Tests.Features.Search.Language;

/// <summary>Pairs of a typed word and a word of a text, «typed text» each, that are the same word and that are not.</summary>
public sealed class MeetingWordsTests
{
    private const string SameWord =
        """
        powiat powiatu, powiat powiecie, urząd urzędu, urząd urzędzie, stół stole, rów rowy, pies psa, ojciec ojców, mieszkaniec mieszkańców,
        mieszkaniec mieszkańcom, wójt wójtowie, burmistrz burmistrzem, starosta starostów, sołtys sołtysi, rok lata, rok latach, rok roku, człowiek ludzie,
        człowiek ludzi, tydzień tygodni, dzień dniach, uczeń uczniów, uczeń uczniowie, nauczyciel nauczycielami, przyjaciel przyjaciół, brat bracia,
        ksiądz księży, kocioł kotłów, kocioł kotły, piec pieców, zespół zespołu, samochód samochodów, sad sadzie, sąd sądzie, park parkiem, kosz koszy,
        kosz koszach, koszt kosztów, bank bankach, dom domach, las lesie, świat świecie, ząb zęby, dąb dębów, radny radnych, przedsiębiorca przedsiębiorcy,
        ekspert eksperci, wolontariusz wolontariusze, senior seniorzy, specjalista specjaliści, pies psem,

        gmina gmin, gmina gminie, gmina gminą, szkoła szkół, szkoła szkole, droga dróg, droga drodze, ręka rąk, ręka ręce, noga nóg, książka książek,
        świetlica świetlic, rzeka rzece, młodzież młodzieży, powódź powodzi, sieć sieciami, wieś wsi, wieś wsiach, rodzina rodzin, biblioteka bibliotece,
        praca pracy, osoba osób, pomoc pomocy, opieka opieką, ścieżka ścieżek, kobieta kobietom, rada radą, energia energii, matka matek, noc nocą, łąka łąk,
        wstęga wstędze, działka działek, świetlówka świetlówek, mucha musze,

        miasto mieście, miasto miast, dziecko dzieci, dziecko dziećmi, przedszkole przedszkoli, jezioro jezior, jezioro jeziorze, muzeum muzeów,
        centrum centrów, święto świąt, zwierzę zwierząt, osiedle osiedlach, okno okien, drzewo drzew, światło świateł, imię imion, ucho uszu, oko oczu,

        drzwi drzwiami, dożynki dożynek,

        niepełnosprawny niepełnosprawnymi, niepełnosprawny niepełnosprawna, dobry lepszy, dobry najlepszych, duży większego, mały najmniejszej, zły gorszych,
        wysoki wyższy, lekki lżejszy, ciepły cieplejszych, gminny gminnego, społeczny społecznej, bezrobotny bezrobotni, starszy starszych, stary starszych,
        tani tańszy, miejski miejscy, drogi droższych,

        iść szedł, iść idą, pisać piszą, segregować segregowane, segregować segregujący, segregować segregowanie, pomagać pomagający, być jest,
        zrobić zrobione, wziąć wzięli, uczyć ucząc, uczyć uczących, szkolić szkoleń, szkolenie szkoleń, szkolenie szkolić, dofinansowanie dofinansowano,
        wspierać wspierające, zarządzać zarządzanie, mieszkać mieszkających, finansować finansowany, żywić żywieniu, remontować remontowanego,
        ocieplić ocieplenie, ocieplać ocieplenie, ocieplenie ocieplaniu, ograniczać ograniczyli, zmniejszyć zmniejszanie, zmniejszenie zmniejszać,
        oszczędzać oszczędzić, wykorzystać wykorzystywanie, dofinansować dofinansowywać, zmodernizować modernizacja, zorganizować organizowanie,

        szybko szybki, szybciej szybka, skutecznie skuteczny, skuteczny skutecznie, dobrze dobry, tanio tani, łatwo łatwych, bezpiecznie bezpieczny,
        często częsty, cyfrowo cyfrowa, zdalnie zdalnych,

        rewitalizacja rewitalizować, rewitalizacji rewitalizowany, segregacja segregowania, modernizacji modernizowaną, edukacja edukować, promocja promować,
        produkcja produkować, termomodernizacja termomodernizacji, organizacja organizowano,

        asystentka asystent, asystentek asystentów, nauczycielka nauczyciele, nauczyciel nauczycielki, urzędniczka urzędników, urzędnik urzędniczek,
        seniorka seniorów, bibliotekarka bibliotekarzy, pielęgniarka pielęgniarzem, koordynatorka koordynator, specjalistka specjalistów,
        psycholożka psychologa, wychowawczyni wychowawcy, mieszkanka mieszkańców, członkini członków, radna radni, dyrektorka dyrektora,
        wychowanka wychowanków, pracownica pracowników, uczennica uczniów, sołtyska sołtysów, burmistrzyni burmistrza, wolontariuszka wolontariuszy,
        opiekunka opiekunów, animatorka animatorzy, uczestniczka uczestników, sąsiadka sąsiadów, koleżanka koleżanek, krakowianka krakowianin,

        tychy tychach, tychy tyski, tychy tyszanin, tyski tyszan, tyski tychach, łódź łodzi, łódź łódzkiego, łódź łodzianie, kraków krakowie,
        kraków krakowskiej, kraków krakowianie, gdańsk gdańska, gdańsk gdańskiego, gdańsk gdańszczan, bielsko bielsku, bielsko bielski, bielsko bielszczanie,
        zakopane zakopanem, zakopane zakopiański, warszawa warszawie, warszawa warszawskiego, poznań poznaniu, poznań poznański, lublin lubelski,
        kielce kielecki, kielce kielc, katowice katowicach, katowice katowickiego, legnica legnicki, toruń toruniu, toruń toruńską, olsztyn olsztyński,
        rzeszów rzeszowskiego, kutno kutnowskim, grudziądz grudziądzki, suwałki suwalski, suwałki suwałkach, piła pilski, opole opolski, opole opolu,
        gdynia gdyński, włocławek włocławski, krosno krośnieński, gniezno gnieźnieński, łomża łomżyński, leszno leszczyński, bydgoszcz bydgoski,
        szczecin szczecińska, kołobrzeg kołobrzeski, kołobrzeg kołobrzegu, malbork malborski, radom radomianie, słupsk słupskiem, słupsk słupski, płock płocki,
        kalisz kaliszu, kalisz kaliski, elbląg elbląski, bytom bytomiu, sosnowiec sosnowca, sosnowiec sosnowieckiego, ełk ełcki, ostrołęka ostrołęcki,
        oświęcim oświęcimski, zamość zamojski, sieradz sieradzki, chełm chełmskiego, mielec mielecki, żary żarski, ryki rycki, wieliczka wielicki,
        limanowa limanowski, nysa nyski,

        mikroinstalacja mikroinstalacjami, ekoedukacja ekoedukacji, teleopieka teleopieki, teleopieka teleopieką, postprzemysłowy postprzemysłowych,
        fotowoltaika fotowoltaiki, fotowoltaika fotowoltaice, fotowoltaiczny fotowoltaicznych, ekodoradca ekodoradcy, ekodoradca ekodoradców,
        wodnokanalizacyjny wodnokanalizacyjnej, autobus autobusem, termomodernizować termomodernizowanych, niesegregowany niesegregowanych,
        wideodomofon wideodomofony, cyberbezpieczeństwo cyberbezpieczeństwa, mikrogrant mikrograntów, elektromobilność elektromobilności, minipark miniparku,

        szczypiornowice szczypiornowicach, szczypiornowice szczypiornowic, zielonkowo zielonkowie, zielonkowo zielonkowa, kowalczewski kowalczewskiego,
        kowalczewska kowalczewskiej, smartwatch smartwatchy, smartwatch smartwatchami, smartwatch smartwatchów, bike bikei, bike bikeów, harley harleya,
        pszok pszoku, pszok pszoków, gops gopsu, mops mopsie, geoportal geoportalu, geoportal geoportale, hotspot hotspoty, hotspot hotspotów,
        chatbot chatbotem, chatbot chatbota, dron dronów, paczkomat paczkomaty, paczkomat paczkomacie, brzdęcikowo brzdęcikowie, brzdęcików brzdęcikowie,
        mruczkowice mruczkowic, gruszczewnik gruszczewnika, paluszewek paluszewka, lajkować lajkowania, startup startupów, startup startupom,
        biogazownia biogazowni,

        zolw żółwia, swietlica świetlicach, sad sądu, sad sadem, lodz łodzi, zolc żółci, niepelnosprawny niepełnosprawnych, mlodziez młodzieży,
        rownosc równości, szkola szkół, gdansk gdańsku, zuk żuków, osob osoby, dzialan działania, wies wsi, sciezka ścieżki, lacznosc łączność,
        krakow krakowie, torun toruniu, sciek ścieków, wojt wójta, wojta wójt, powodz powodzi, zespol zespołu, zeby zębów, place płace, kolo koła,
        swieto świąt, zlobek żłobków, poznanski poznaniu, srodowisko środowiska, smieci śmieciami, rzadowy rządowego, szczypiornowicach szczypiornowice,
        ekozywnosc ekożywności,

        wypożyczenie wypożyczeń, wypożyczyć wypożyczeniami, wypozyczen wypożyczenie, segregowanie segregowań, dziewięcioosobowy dziewięcioosobowych,
        wspolfinansowanie współfinansowania, spolecznoedukacyjny społecznoedukacyjnej, mikroretencja mikroretencji, niesegregowany niesegregowane, blisko bliski, wąsko wąskich,
        """;

    private const string OtherWord =
        """
        gmina gminny, gmina gminnego, kosz koszt, koszt koszy, kosze koszty, sąd sad, sąd sadu, rada radość, rada radosny, rada radio, rada radca,
        powiat powiatowy, powiat powiatowej, dom domena, dom domowy, bank banknot, bank bankiet, bank bankowość, kotły kot, kocioł kot, kot kotara,
        kot kotwica, park parking, park parkingu, park partia, strażnik straż, straż strażak, straż stróż, praca pracownia, praca pracownik,
        pracownik pracodawca, drogowy droga, szkoła szkolny, szkoła szkolenie, szkolenie szkoła, miasto miasteczko, miasto miejski, las laska, woda wodociąg,
        woda wódka, woda wodny, lato latarnia, rok rokowania, sala salon, sala sałata, sala salamandra, port portal, portal portier, most mostek, targ target,
        targi tor, tor tort, mat matka, matka mata, matka matura, plan planeta, plan plansza, lista listonosz, bilet bilard, rower rowerowy, rów rower,
        pole polityka, pole polski, las lasso, kurs kursor, kultura kult, kult kultowy, sport sportowiec, sport transport, stal stały, stacja stan,
        stan stanica, ława ławka, ul ulica, ulga ulica, mur mural, ryba rybak, cena centrum, cena ocena, organ organizm, organizacja organ,
        oświata oświadczenie, ochrona ochota, ochrona chronić, pomoc moc, gra grad, gra graf, gaz gazeta, wieś wieść, wieś wiosna, rynek rynna, piec pieczęć,
        dar darowizna, but butelka, cukier cukiernia, żłobek żłób, droga dróżka, młody młodzież, stary starosta, starosta starostwo, sołtys sołectwo,
        urzędnik urząd, biblioteka bibliotekarz, góra górski, zielony zieleń, energia energetyka, kolej kolejka, kolejka kolejny, śmieci śmierć, rolnik rola,
        rola rolny, zabytek zabyć, smartwatch smart, szczypiornowice szczypior, zielonkowo zieleń, tychy tyczka, łódź łódka, kraków kras, piła pilny,
        drukować druh, kąt kat, łaska laska, łąka laka, żaba zabawa, rożny różny, różny róża, wąż waza,

        segregowany niesegregowany, sprawny niesprawny, niepełnosprawny pełnosprawny, dostępny niedostępny,
        """;

    public static TheoryData<string, string> SameWords => Pairs(SameWord);

    public static TheoryData<string, string> OtherWords => Pairs(OtherWord);

    [Theory]
    [MemberData(nameof(SameWords))]
    public void TypedWord_FormOfTheSameWord_Meets(string typed, string text) => Assert.True(Meet(typed, text), Explain(typed, text));

    [Theory]
    [MemberData(nameof(OtherWords))]
    public void TypedWord_FalseFriend_DoesNotMeet(string typed, string text) => Assert.False(Meet(typed, text), Explain(typed, text));

    [Fact]
    public void Tables_HoldEnoughPairs()
    {
        Assert.True(SameWords.Count >= 150);
        Assert.True(OtherWords.Count >= 60);
    }

    /// <summary>They share a key, or the dictionary lacks one of them and their stems agree.</summary>
    private static bool Meet(string typed, string text)
    {
        var analyzer = PolishAnalyzer.Instance;
        var asked = analyzer.KeysOfTyped(typed);
        var stored = analyzer.KeysOf(text);
        var isUnknown = asked.Concat(stored).Any(k => k.Kind == KeyKind.Stem);
        return asked.Intersect(stored).Any() || (isUnknown && analyzer.StemOf(typed) == analyzer.StemOf(text));
    }

    private static string Explain(string typed, string text) =>
        $"{typed} [{string.Join(", ", PolishAnalyzer.Instance.KeysOfTyped(typed))}] and {text} [{string.Join(", ", PolishAnalyzer.Instance.KeysOf(text))}]";

    private static TheoryData<string, string> Pairs(string table)
    {
        var data = new TheoryData<string, string>();
        foreach (var pair in table.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = pair.Split(' ');
            data.Add(words[0], words[1]);
        }

        return data;
    }
}
