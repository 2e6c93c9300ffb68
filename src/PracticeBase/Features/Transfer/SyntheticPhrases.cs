using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer;

/// <summary>What a synthetic practice is about. <see cref="Subject"/> stands in the nominative, <see cref="Lack"/> ends the sentence «Brakowało …».</summary>
internal sealed record SyntheticTopic(string Category, string Title, string Subject, string Lack, string Groups);

/// <summary>The words that <see cref="SyntheticPractices"/> puts together.</summary>
internal static class SyntheticPhrases
{
    public static IReadOnlyList<SyntheticTopic> Topics { get; } =
    [
        new("uslugi-spoleczne/kultura", "Biblioteka otwarta po godzinach", "biblioteka", "miejsca czynnego wieczorem", "mieszkancy mlodziez"),
        new("uslugi-spoleczne/kultura", "Dom kultury objeżdża sołectwa", "oferta domu kultury", "zajęć w mniejszych miejscowościach", "dzieci seniorzy mieszkancy"),
        new("uslugi-spoleczne/kultura", "Archiwum rodzinnych fotografii", "cyfrowe archiwum", "opisanych zbiorów o przeszłości gminy", "mieszkancy szkoly-i-nauczyciele"),
        new("uslugi-spoleczne/kultura", "Szlak zabytków opowiadany przez mieszkańców", "szlak", "spójnej opowieści o miejscu", "turysci mieszkancy"),
        new("uslugi-spoleczne/pomoc-spoleczna", "Opieka sąsiedzka nad osobami starszymi", "opieka sąsiedzka", "opiekunów na miejscu", "seniorzy opiekunowie-rodzinni"),
        new("uslugi-spoleczne/pomoc-spoleczna", "Mieszkania treningowe zamiast placówki", "mieszkanie treningowe", "pośredniego kroku do samodzielności", "osoby-z-niepelnosprawnosciami klienci-pomocy-spolecznej"),
        new("uslugi-spoleczne/pomoc-spoleczna", "Klub integracji dla osób bez pracy", "klub integracji", "zajęć, które przywracają rytm dnia", "osoby-bezrobotne osoby-zagrozone-wykluczeniem"),
        new("uslugi-spoleczne/pomoc-spoleczna", "Przerwa dla opiekuna", "usługa wytchnieniowa", "zastępstwa dla opiekunów", "opiekunowie-rodzinni osoby-z-niepelnosprawnosciami"),
        new("uslugi-spoleczne/oswiata", "Wspólne dowożenie uczniów", "dowóz", "połączeń dopasowanych do planu lekcji", "dzieci szkoly-i-nauczyciele"),
        new("uslugi-spoleczne/oswiata", "Szkolny mediator rówieśniczy", "mediacja rówieśnicza", "spokojnego sposobu na spory", "mlodziez szkoly-i-nauczyciele"),
        new("uslugi-spoleczne/oswiata", "Przedszkole w remizie", "oddział przedszkolny", "miejsc dla najmłodszych", "dzieci rodziny-z-dziecmi"),
        new("uslugi-spoleczne/oswiata", "Pracownia przyrodnicza za szkołą", "pracownia terenowa", "lekcji poza salą", "dzieci mlodziez szkoly-i-nauczyciele"),
        new("uslugi-spoleczne/ochrona-zdrowia", "Gabinet stomatologiczny w szkole", "gabinet", "dostępu do dentysty", "dzieci mlodziez"),
        new("uslugi-spoleczne/ochrona-zdrowia", "Badania przesiewowe bliżej domu", "program badań", "badań w rozsądnej odległości", "seniorzy mieszkancy"),
        new("uslugi-spoleczne/ochrona-zdrowia", "Pielęgniarka pierwszego telefonu", "dyżur telefoniczny", "szybkiej porady", "seniorzy opiekunowie-rodzinni"),
        new("uslugi-spoleczne/sport-i-rekreacja", "Boisko z animatorem", "boisko", "zajęć prowadzonych przez dorosłych", "dzieci mlodziez"),
        new("uslugi-spoleczne/sport-i-rekreacja", "Gimnastyka o siódmej rano", "gimnastyka", "ruchu dopasowanego do wieku", "seniorzy"),
        new("uslugi-spoleczne/sport-i-rekreacja", "Wypożyczalnia sprzętu sportowego", "wypożyczalnia", "sprzętu w zasięgu domowego budżetu", "rodziny-z-dziecmi mlodziez"),
        new("uslugi-techniczne/drogi-i-transport", "Bus na telefon", "przewóz na żądanie", "połączeń poza godzinami szczytu", "mieszkancy seniorzy"),
        new("uslugi-techniczne/drogi-i-transport", "Przegląd dróg z mieszkańcami", "przegląd", "wspólnej listy napraw", "mieszkancy"),
        new("uslugi-techniczne/drogi-i-transport", "Bezpieczne dojście do szkoły", "program dojść", "przejść, na których widać pieszych", "dzieci rodziny-z-dziecmi"),
        new("uslugi-techniczne/gospodarka-odpadami", "Punkt drugiego życia przedmiotów", "punkt wymiany", "miejsca na rzeczy jeszcze sprawne", "mieszkancy"),
        new("uslugi-techniczne/gospodarka-odpadami", "Kompost zamiast worków", "kompostowanie", "zachęty do kompostowania", "mieszkancy rolnicy"),
        new("uslugi-techniczne/gospodarka-odpadami", "Dyżur doradcy odpadowego", "doradztwo", "jasnych zasad segregacji", "mieszkancy przedsiebiorcy"),
        new("uslugi-techniczne/wodociagi-i-kanalizacja", "Wykrywanie wycieków w sieci", "monitoring sieci", "pomiarów w nocy", "mieszkancy pracownicy-urzedu"),
        new("uslugi-techniczne/wodociagi-i-kanalizacja", "Deszczówka zostaje w ogrodzie", "program retencji", "sposobu na gwałtowne deszcze", "mieszkancy"),
        new("uslugi-techniczne/wodociagi-i-kanalizacja", "Wspólna eksploatacja małych oczyszczalni", "wspólna obsługa", "wykwalifikowanej obsługi", "mieszkancy pracownicy-urzedu"),
        new("uslugi-techniczne/gospodarka-mieszkaniowa", "Spłata zaległości pracą na rzecz osiedla", "odpracowanie zaległości", "wyjścia z zadłużenia", "klienci-pomocy-spolecznej osoby-zagrozone-wykluczeniem"),
        new("uslugi-techniczne/gospodarka-mieszkaniowa", "Remont pustostanów przez najemców", "remont na własny koszt", "mieszkań gotowych do zasiedlenia", "rodziny-z-dziecmi mlodziez"),
        new("uslugi-techniczne/gospodarka-mieszkaniowa", "Zamiana mieszkań bez kolejki", "baza zamian", "mieszkań bez barier", "seniorzy osoby-z-niepelnosprawnosciami"),
        new("uslugi-techniczne/zielen-i-przestrzen", "Park kieszonkowy na zaniedbanej działce", "park kieszonkowy", "cienia i ławek", "mieszkancy seniorzy"),
        new("uslugi-techniczne/zielen-i-przestrzen", "Opiekunowie drzew", "opieka nad drzewami", "rąk do podlewania", "mieszkancy dzieci"),
        new("uslugi-techniczne/zielen-i-przestrzen", "Rynek bez samochodów w soboty", "sobotni rynek", "miejsca do spotkań", "mieszkancy przedsiebiorcy turysci"),
        new("rozwoj-instytucjonalny", "Teczka stanowiska na wypadek nieobecności", "teczka stanowiska", "zapisanej wiedzy o sprawach", "pracownicy-urzedu"),
        new("rozwoj-instytucjonalny", "Jedno okienko dla sprawy rodzinnej", "jedno okienko", "wspólnej obsługi spraw", "rodziny-z-dziecmi pracownicy-urzedu"),
        new("rozwoj-instytucjonalny", "Pisma, które da się zrozumieć", "prosty język", "zrozumiałych pism", "mieszkancy pracownicy-urzedu"),
        new("rozwoj-instytucjonalny", "Dzień uczenia się w urzędzie", "dzień uczenia się", "czasu na wymianę doświadczeń", "pracownicy-urzedu"),
        new("efektywnosc-energetyczna", "Termomodernizacja z pomiarem efektu", "termomodernizacja", "danych o zużyciu ciepła", "pracownicy-urzedu mieszkancy"),
        new("efektywnosc-energetyczna", "Wspólny zakup energii", "grupa zakupowa", "siły w rozmowach z dostawcą", "pracownicy-urzedu szkoly-i-nauczyciele"),
        new("efektywnosc-energetyczna", "Energetyk gminny na trzy urzędy", "wspólny energetyk", "osoby, która pilnuje liczników", "pracownicy-urzedu"),
        new("efektywnosc-energetyczna", "Oświetlenie, które przygasa nocą", "sterowanie oświetleniem", "oszczędności na oświetleniu", "mieszkancy"),
        new("wspolpraca-jst-ngo", "Regranting dla małych stowarzyszeń", "regranting", "prostego dostępu do małych kwot", "organizacje-pozarzadowe"),
        new("wspolpraca-jst-ngo", "Wspólny kalendarz organizacji", "wspólny kalendarz", "wiedzy o tym, co robią inni", "organizacje-pozarzadowe mieszkancy"),
        new("wspolpraca-jst-ngo", "Inicjatywa lokalna krok po kroku", "inicjatywa lokalna", "odwagi do pierwszego wniosku", "mieszkancy organizacje-pozarzadowe"),
        new("wspolpraca-miedzy-jst", "Wspólne centrum usług dla sąsiednich gmin", "wspólne centrum usług", "ludzi do księgowości", "pracownicy-urzedu"),
        new("wspolpraca-miedzy-jst", "Porozumienie w sprawie schroniska", "porozumienie", "miejsca dla zwierząt", "mieszkancy"),
        new("wspolpraca-miedzy-jst", "Jedna karta dla mieszkańców powiatu", "wspólna karta", "ulg uznawanych u sąsiadów", "mieszkancy turysci"),
        new("dialog-spoleczny", "Panel obywatelski w małej gminie", "panel obywatelski", "głosu osób, które nie przychodzą na zebrania", "mieszkancy"),
        new("dialog-spoleczny", "Młodzieżowa rada z własnym budżetem", "rada młodzieżowa", "wpływu młodych na wydatki", "mlodziez"),
        new("dialog-spoleczny", "Konsultacje na przystanku", "konsultacje w drodze", "rozmowy poza urzędem", "mieszkancy seniorzy"),
        new("smup", "Kwartalny przegląd wskaźników usług", "przegląd wskaźników", "regularnej rozmowy o danych", "pracownicy-urzedu"),
        new("smup", "Koszt usługi widoczny dla każdego", "publiczne zestawienie kosztów", "porównań z podobnymi gminami", "mieszkancy pracownicy-urzedu"),
        new("smup", "Satysfakcja mierzona przy okienku", "badanie satysfakcji", "opinii zbieranych na bieżąco", "mieszkancy pracownicy-urzedu"),
    ];

    public static IReadOnlyList<string> TitleEndings { get; } =
        ["doświadczenia trzech lat", "przykład – {place}", "pomysł sprawdzony na miejscu ({place})", "od pilotażu do stałej usługi", "współpraca, która się utrzymała", "mały koszt, widoczny efekt", "rozwiązanie na miarę gminy", "co zadziałało, a co nie"];

    public static IReadOnlyList<string> Summary { get; } =
    [
        "Rozwiązanie, czyli {subject}, działa nieprzerwanie od {year} roku i objęło dotąd około {people} osób.",
        "Przedsięwzięcie zaczęło się od rozmowy kilku pracowników z mieszkańcami, którzy sami opisali, czego im potrzeba.",
        "Pierwszy rok potraktowano jako próbę: z góry ustalono, po czym poznać, że warto iść dalej.",
        "Największą zmianą okazał się nie zakup sprzętu, lecz stały termin i jedna osoba, do której można zadzwonić.",
        "Koszt roczny wynosi {cost} zł i od drugiego roku pokrywa go w całości budżet jednostki.",
        "Rozwiązanie przejęły już dwie sąsiednie jednostki, które dostosowały je do własnej liczby mieszkańców.",
        "Opis obejmuje przygotowanie, przebieg, koszty oraz trudności, o których zwykle się nie pisze.",
        "Z doświadczeń może skorzystać każda jednostka, która ma lokal, choć jedną chętną osobę i czas do końca kwartału.",
    ];

    public static IReadOnlyList<string> Problem { get; } =
    [
        "Brakowało {lack}, a mieszkańcy radzili sobie, jeżdżąc do większego miasta albo rezygnując.",
        "Z ankiety przeprowadzonej w {year} roku wynikało, że z problemem spotyka się co {n} gospodarstwo domowe.",
        "W ciągu pięciu lat liczba zgłoszeń w tej sprawie wzrosła o {percent}%, choć liczba mieszkańców nieznacznie spadła.",
        "Dotychczasowe działania były rozproszone między trzy referaty i nikt nie widział całości.",
        "Najbardziej dotykało to osób mieszkających dalej od centrum, bez samochodu i bez internetu.",
        "Wcześniejsza próba z {year} roku nie powiodła się, ponieważ oparto ją na jednorazowej dotacji.",
        "Radni zwracali uwagę, że pieniądze są wydawane, lecz nie wiadomo, z jakim skutkiem.",
        "Diagnozę przygotowano własnymi siłami: z danych urzędu, wywiadów i dwóch spotkań otwartych.",
    ];

    public static IReadOnlyList<string> Goals { get; } =
    [
        "skrócenie czasu oczekiwania do {n} dni roboczych", "objęcie wsparciem co najmniej {people} osób rocznie", "utrzymanie kosztu jednostkowego poniżej {unitcost} zł",
        "włączenie do działań minimum {n} partnerów", "zapisanie zasad tak, aby mogła je stosować nowa osoba", "zebranie opinii od połowy uczestników", "ograniczenie liczby dojazdów o {percent}%",
    ];

    public static IReadOnlyList<string> Work { get; } =
    [
        "Prace podzielono na etapy, a każdy kończył się krótkim spotkaniem podsumowującym.",
        "Zespół liczył {n} osób i spotykał się raz w tygodniu, zawsze w tym samym miejscu.",
        "Przed rozpoczęciem odwiedzono dwie jednostki, które miały podobne doświadczenia.",
        "Regulamin przygotowano prostym językiem i sprawdzono na grupie przyszłych użytkowników.",
        "Zgłoszenia przyjmowano telefonicznie, osobiście i przez formularz, bo żadna z tych dróg nie wystarczała sama.",
        "Po pierwszych {n} tygodniach zmieniono godziny, ponieważ frekwencja rano była znikoma.",
        "Materiały wykonano własnymi siłami, a druk sfinansował jeden z partnerów.",
        "Wszystkie ustalenia zapisywano we wspólnym rejestrze, dostępnym dla pracowników na zastępstwie.",
        "O rozpoczęciu poinformowano na zebraniach wiejskich, w parafiach i w szkołach.",
    ];

    public static IReadOnlyList<string> Results { get; } =
    [
        "W ostatnim pełnym roku skorzystało {people} osób, o {percent}% więcej niż rok wcześniej.",
        "Czas oczekiwania skrócił się z {m} do {n} dni.",
        "Spośród ankietowanych {percent}% oceniło zmianę dobrze lub bardzo dobrze.",
        "Koszt przypadający na uczestnika spadł do {unitcost} zł, głównie dzięki wspólnym zakupom.",
        "Do urzędu wpływa mniej skarg, a te, które wpływają, dotyczą spraw możliwych do naprawienia od ręki.",
        "Uczestnicy zaczęli zgłaszać własne pomysły, z których {n} już wprowadzono.",
        "Efekt mierzono co kwartał tym samym krótkim zestawem pytań, więc wyniki można porównywać.",
    ];

    public static IReadOnlyList<string> Difficulties { get; } =
    [
        "Najtrudniejsze okazało się znalezienie zastępstwa w czasie urlopów.",
        "Część mieszkańców przez pierwszy rok nie wierzyła, że usługa jest bezpłatna.",
        "Umowa z wykonawcą nie przewidywała zmiany godzin i trzeba ją było aneksować.",
        "Zbyt rozbudowany formularz zniechęcał; skrócono go z {m} do {n} pytań.",
        "Zabrakło czasu na szkolenie, przez co pierwsze tygodnie były nerwowe.",
        "Dane zbierano początkowo w dwóch arkuszach, które rozeszły się po miesiącu.",
        "Dziś zaczęlibyśmy od mniejszego obszaru i od rozmowy z tymi, którzy odmówili udziału.",
    ];

    public static IReadOnlyList<string> Sustainability { get; } =
    [
        "Zadanie wpisano do zakresu obowiązków dwóch osób, więc nie zależy od jednej.",
        "Finansowanie zapewnia uchwała budżetowa, a po wygaśnięciu dotacji nie ograniczono zakresu.",
        "Aby powtórzyć rozwiązanie, potrzeba zgody kierownictwa, lokalu i około {n} tygodni przygotowań.",
        "W większej jednostce warto podzielić teren i wyznaczyć koordynatora dla każdej części.",
        "Wzory dokumentów udostępniamy na prośbę i chętnie o nich rozmawiamy.",
        "Rozwiązanie nie wymaga szczególnych uprawnień ani oprogramowania.",
    ];

    public static IReadOnlyList<string> Opinions { get; } =
    [
        "Opis jest rzetelny, a autorzy nie ukrywają trudności. Wyniki podano wraz ze sposobem liczenia.",
        "Rozwiązanie jest proste i dobrze osadzone w realiach małej jednostki. Warto uzupełnić dane o trwałości.",
        "Największą wartością jest stała współpraca z partnerami. Koszty są porównywalne z podobnymi przedsięwzięciami.",
        "Pomysł nie jest nowy, lecz wykonanie zasługuje na uwagę: zasady zapisano i sprawdzono w praktyce.",
        "Efekty są obiecujące, choć okres pomiaru pozostaje krótki. Zalecam powrót do tematu po roku.",
    ];

    public static IReadOnlyList<string> Activities { get; } =
        ["spotkanie otwierające", "warsztat dla zespołu", "szkolenie wolontariuszy", "dyżur konsultacyjny", "wizyta w terenie", "spotkanie z partnerami", "przegląd wyników", "zajęcia grupowe"];

    public static IReadOnlyList<(string Name, PartnerKind Kind)> Partners { get; } =
    [
        ("Stowarzyszenie „Wspólny Próg”", PartnerKind.Ngo), ("Fundacja „Otwarte Drzwi”", PartnerKind.Ngo), ("Ochotnicza Straż Pożarna", PartnerKind.Ngo), ("Szkoła Podstawowa nr 2", PartnerKind.Public),
        ("Powiatowy Urząd Pracy", PartnerKind.Public), ("Spółdzielnia Socjalna „Start”", PartnerKind.Business), ("Zakład Usług „Lokalnie”", PartnerKind.Business), ("Parafia pw. św. Anny", PartnerKind.Church),
        ("Akademia Nauk Stosowanych", PartnerKind.University), ("Koło gospodyń wiejskich", PartnerKind.Informal),
    ];

    public static IReadOnlyList<string> FirstNames { get; } =
        ["Anna", "Marta", "Ewa", "Joanna", "Halina", "Zofia", "Iwona", "Paweł", "Tomasz", "Marek", "Andrzej", "Piotr", "Jan", "Krzysztof"];

    /// <summary>Surnames without a feminine form, so that they go with every first name.</summary>
    public static IReadOnlyList<string> Surnames { get; } =
        ["Wrona", "Kozioł", "Bąk", "Sikora", "Dudek", "Mazur", "Kruk", "Zając", "Gil", "Czapla", "Sroka", "Kos", "Lis", "Pióro", "Wilga", "Jemioła"];

    public static IReadOnlyList<string> Posts { get; } = ["inspektor", "główny specjalista", "kierownik referatu", "koordynator", "podinspektor", "sekretarz"];

    public static IReadOnlyList<string> Streets { get; } = ["Rynek", "ul. Kościelna", "ul. Szkolna", "ul. Ogrodowa", "ul. Główna", "ul. Lipowa", "pl. Wolności", "ul. Polna"];
}
