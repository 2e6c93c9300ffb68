namespace PracticeBase.Features.Transfer.Import;

internal enum CardField
{
    IntroducedOn,
    UpdatedOn,
    UnitType,
    Locality,
    County,
    Voivodeship,
    PostalCode,
    PostOffice,
    UnitName,
    Street,
    Website,
    Population,
    Contacts,
    ContactName,
    ContactPost,
    Phone,
    Fax,
    Email,
}

/// <summary>The labels of the card, understood with their misspellings, without Polish letters and without the colon.</summary>
internal static class MetrykaLabels
{
    private static readonly (string Label, CardField Field)[] Known =
    [
        ("data wprowadzenia do bdp", CardField.IntroducedOn), ("data wprowadzenia", CardField.IntroducedOn), ("wprowadzono do bdp", CardField.IntroducedOn),
        ("data aktualizacji", CardField.UpdatedOn), ("data ostatniej aktualizacji", CardField.UpdatedOn), ("ostatnia aktualizacja", CardField.UpdatedOn),
        ("typ jednostki", CardField.UnitType), ("rodzaj jednostki", CardField.UnitType), ("typ jst", CardField.UnitType),
        ("miejscowosc", CardField.Locality), ("powiat", CardField.County), ("wojewodztwo", CardField.Voivodeship),
        ("kod pocztowy i poczta", CardField.PostalCode), ("kod pocztowy", CardField.PostalCode), ("kod i poczta", CardField.PostalCode), ("poczta", CardField.PostOffice),
        ("jednostka wdrazajaca", CardField.UnitName), ("jednostka realizujaca", CardField.UnitName), ("nazwa jednostki", CardField.UnitName),
        ("ulica", CardField.Street), ("ulica i numer", CardField.Street), ("adres", CardField.Street),
        ("witryna internetowa", CardField.Website), ("witryna", CardField.Website), ("strona internetowa", CardField.Website), ("strona www", CardField.Website), ("www", CardField.Website),
        ("liczba mieszkancow", CardField.Population), ("liczba ludnosci", CardField.Population), ("ludnosc", CardField.Population),
        ("osoby kontaktowe", CardField.Contacts), ("osoba kontaktowa", CardField.Contacts), ("osoba do kontaktu", CardField.Contacts), ("osoby do kontaktu", CardField.Contacts), ("kontakt", CardField.Contacts),
        ("imie i nazwisko", CardField.ContactName), ("stanowisko", CardField.ContactPost), ("funkcja", CardField.ContactPost),
        ("tel", CardField.Phone), ("telefon", CardField.Phone), ("tel kom", CardField.Phone), ("telefon komorkowy", CardField.Phone), ("kom", CardField.Phone), ("tel fax", CardField.Phone),
        ("tel faks", CardField.Phone), ("telefon fax", CardField.Phone), ("telefon faks", CardField.Phone), ("fax", CardField.Fax), ("faks", CardField.Fax),
        ("e@mail", CardField.Email), ("e mail", CardField.Email), ("email", CardField.Email), ("mail", CardField.Email), ("adres e mail", CardField.Email), ("poczta elektroniczna", CardField.Email),
    ];

    private static readonly CardField[] OfContact =
        [CardField.Contacts, CardField.ContactName, CardField.ContactPost, CardField.Phone, CardField.Fax, CardField.Email];

    public static bool IsOfContact(CardField field) => OfContact.Contains(field);

    public static int Count(IEnumerable<DocumentLine> lines) => lines.Select(l => Parse(l.Text)).OfType<(CardField Field, string Value)>().Select(l => l.Field).Distinct().Count();

    /// <summary>The field and the rest of the line; null when the line starts with no known label.</summary>
    public static (CardField Field, string Value)? Parse(string line)
    {
        var colon = line.IndexOf(':');
        if (colon > 0 && colon <= 60 && Match(line[..colon]) is { } field)
        {
            return (field, line[(colon + 1)..].Trim());
        }

        // The colon may be missing: the longest label whose words the line starts with.
        var words = line.Split(' ');
        for (var count = Math.Min(5, words.Length); count > 0; count--)
        {
            var start = string.Join(' ', words.Take(count)).TrimEnd('-', '–');
            var found = Match(start);
            if (found is not null && (colon < 0 || colon > start.Length || MetrykaLabels.IsOfContact(found.Value)))
            {
                return (found.Value, string.Join(' ', words.Skip(count)).TrimStart('-', '–', ':', ' '));
            }
        }

        return null;
    }

    private static CardField? Match(string text)
    {
        var key = DocumentText.Key(text);
        if (key.Length is < 2 or > 40)
        {
            return null;
        }

        return Known.Select(k => (k.Field, Limit: Limit(k.Label), Distance: EditDistance.Between(key, k.Label, Limit(k.Label))))
            .Where(k => k.Distance <= k.Limit)
            .OrderBy(k => k.Distance)
            .Select(k => (CardField?)k.Field)
            .FirstOrDefault();
    }

    /// <summary>Short labels are too much like other words.</summary>
    private static int Limit(string label) => label.Length switch { > 9 => 2, >= 6 => 1, _ => 0 };
}
