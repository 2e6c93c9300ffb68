using System.Globalization;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The filled fields of a document under the labels that the pages use.</summary>
internal static class ReportFields
{
    private const int MaxLength = 100;

    public static IReadOnlyDictionary<string, string> Of(PracticeDocument document)
    {
        var fields = new Dictionary<string, string>();
        void Add(string label, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                fields[label] = PersonalData.Mask(Shorten(value));
            }
        }

        void AddCount<T>(string label, IReadOnlyList<T> items, Func<T, string> text)
        {
            if (items.Count > 0)
            {
                Add(label, $"{items.Count}: {string.Join("; ", items.Select(text))}");
            }
        }

        var card = document.Metryka;
        Add("Rodzaj", document.Kind == PracticeKind.ProgrammeResult ? "rezultat programu" : "praktyka");
        Add("Tytuł", document.Title);
        Add("Kategoria", document.Category);
        Add("Skrót", document.Summary);
        Add("Data wprowadzenia do BDP", card.IntroducedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("Data aktualizacji", card.UpdatedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("Typ jednostki", card.UnitType is { } type ? UnitTypes.PolishName(type) : null);
        Add("Miejscowość", card.Locality);
        Add("Powiat", card.County);
        Add("Województwo", card.Voivodeship);
        Add("Kod TERYT", document.Teryt);
        Add("Kod pocztowy", card.PostalCode);
        Add("Poczta", card.PostOffice);
        Add("Jednostka wdrażająca", card.UnitName);
        Add("Ulica", card.Street);
        Add("Witryna internetowa", card.Website);
        Add("Liczba mieszkańców", card.Population?.ToString(CultureInfo.InvariantCulture));
        Add("Rok liczby mieszkańców", card.PopulationYear?.ToString(CultureInfo.InvariantCulture));
        AddCount("Osoby kontaktowe", document.Contacts, Contact);
        Add("Problem", document.Problem);
        Add("Cel główny", document.MainGoal);
        AddCount("Cele szczegółowe", document.SpecificGoals, g => g);
        AddCount("Grupy docelowe", document.TargetGroups, g => g);
        Add("Opis grup docelowych", document.TargetGroupsText);
        Add("Liczba osób", document.PeopleCount?.ToString(CultureInfo.InvariantCulture));
        Add("Opis działań", document.ActivitiesText);
        AddCount("Działania", document.Activities, a => a.Name);
        Add("Opis harmonogramu", document.ScheduleText);
        AddCount("Okresy", document.Periods, p => $"{p.From}–{(p.Ongoing ? "trwa" : p.To?.ToString())}");
        AddCount("Partnerzy", document.Partners, p => p.Name);
        Add("Opis partnerów", document.PartnersText);
        Add("Organizacja", document.Organisation);
        Add("Podstawa prawna", document.LegalText);
        Add("Koszty", document.CostsText);
        AddCount("Źródła finansowania", document.FundingSources, f => f.Programme);
        Add("Rezultaty", document.ResultsText);
        Add("Trudności i wnioski", document.Difficulties);
        Add("Trwałość", document.Sustainability);
        Add("Bez wsparcia finansowego", document.WorksWithoutFunding switch { true => "tak", false => "nie", null => null });
        Add("Beneficjenci", document.Result?.Beneficiaries);
        Add("Program", document.Result?.Programme);
        AddCount("Numery projektów", document.Result?.ProjectNumbers ?? [], n => n);
        Add("Region testowania", document.Result?.TestRegion);
        AddCount("Opinie ekspertów", document.Opinions, o => o.Text);
        Add("Inne informacje", document.OtherInformation);
        return fields;
    }

    private static string Contact(ContactDocument contact)
    {
        var given = new[]
        {
            "imię i nazwisko",
            contact.Post is null ? null : "stanowisko",
            contact.Phone is null ? null : "telefon",
            contact.Email is null ? null : "e-mail",
        };
        return $"podano ({string.Join(", ", given.OfType<string>())})";
    }

    private static string Shorten(string value)
    {
        var line = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxLength ? line : Markdown.CutAtWord(line, MaxLength - 1) + "…";
    }
}
