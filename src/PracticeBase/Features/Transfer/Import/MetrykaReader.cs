using System.Globalization;
using System.Text.RegularExpressions;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>What the card said. <see cref="Other"/>: Markdown lines that fit no field.</summary>
internal sealed record CardContent(Metryka Metryka, IReadOnlyList<ContactDocument> Contacts, IReadOnlyList<string> Other);

/// <summary>Reads the lines below «Metryka praktyki», each into its own type.</summary>
internal sealed partial class MetrykaReader(ImportNotes notes)
{
    private readonly Metryka card = new();
    private readonly ContactReader contacts = new(notes);
    private readonly List<string> other = [];

    public CardContent Read(IEnumerable<DocumentLine> lines)
    {
        CardField? current = null;
        var isWaiting = false;
        foreach (var line in lines.Where(l => !l.IsBlank).Select(l => Markdown.AfterBullet(l.Text) ?? l.Text))
        {
            var labelled = MetrykaLabels.Parse(line);
            // «Typ jednostki:» and below it «powiat grodzki»: a value that begins like a label.
            if (isWaiting && current is { } waiting && IsValueOf(waiting, line, labelled))
            {
                Set(waiting, line);
                isWaiting = false;
                continue;
            }

            if (labelled is { } found && (found.Field != CardField.Contacts || current != CardField.Contacts || found.Value.Length == 0 || line.Contains(':')))
            {
                isWaiting = found.Value.Length == 0;
                current = found.Field;
                if (!isWaiting)
                {
                    Set(found.Field, found.Value, line);
                }
                else if (found.Field == CardField.Contacts)
                {
                    contacts.Begin();
                }

                if (MetrykaLabels.IsOfContact(found.Field) && !isWaiting)
                {
                    current = CardField.Contacts;
                }
            }
            else if (UnknownLabel().IsMatch(line) && !PersonalData.EmailPattern().IsMatch(line))
            {
                Keep(line);
                current = current is CardField.Contacts ? current : null;
            }
            else if (current is { } field && MetrykaLabels.IsOfContact(field))
            {
                contacts.Add(line);
            }
            else if (current == CardField.UnitName && card.UnitName is not null)
            {
                card.UnitName += ", " + line;
            }
            else
            {
                Keep(line);
            }
        }

        return new CardContent(card, contacts.Finish(), other);
    }

    private static bool IsValueOf(CardField field, string line, (CardField Field, string Value)? labelled) => field switch
    {
        CardField.UnitType => UnitTypes.Parse(line) is not null,
        CardField.Website => WebAddress().IsMatch(line),
        _ => labelled is null || (!line.Contains(':') && labelled.Value.Value.Length > 0 && !MetrykaLabels.IsOfContact(labelled.Value.Field)),
    } && !(UnknownLabel().IsMatch(line) && labelled is null && !MetrykaLabels.IsOfContact(field));

    private void Set(CardField field, string value, string? line = null)
    {
        if (MetrykaLabels.IsOfContact(field))
        {
            contacts.Set(field, value, line is null ? "" : line[..Math.Max(0, line.Length - value.Length)]);
            return;
        }

        // The old portal wrote a dash where it had nothing.
        if (value is "-" or "–" or "brak" or "b.d." or "bd")
        {
            return;
        }

        var isRead = field switch
        {
            CardField.IntroducedOn => (card.IntroducedOn = PolishDates.ParseDay(value)) is not null,
            CardField.UpdatedOn => (card.UpdatedOn = PolishDates.ParseDay(value)) is not null,
            CardField.UnitType => (card.UnitType = UnitTypes.Parse(value)) is not null,
            CardField.Locality => (card.Locality = value.TrimEnd(',', '.')) is not null,
            CardField.County => (card.County = CountyWord().Replace(value, "").TrimEnd(',', '.').ToLower(CultureInfo.GetCultureInfo("pl-PL"))) is not null,
            CardField.Voivodeship => (card.Voivodeship = VoivodeshipWord().Replace(value, "").TrimEnd(',', '.').ToLower(CultureInfo.GetCultureInfo("pl-PL"))) is not null,
            CardField.PostalCode => SetPostalCode(value),
            CardField.PostOffice => (card.PostOffice = value) is not null,
            CardField.UnitName => (card.UnitName = value) is not null,
            CardField.Street => (card.Street = value) is not null,
            CardField.Website => SetWebsite(value),
            CardField.Population => SetPopulation(value),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
        if (!isRead)
        {
            var kept = line ?? value;
            Keep(kept);
            notes.Doubts.Add($"Nie udało się odczytać wartości w wierszu «{kept}»; zachowano ją w «Innych informacjach».");
        }
    }

    private bool SetPostalCode(string value)
    {
        if (PostalCode().Match(value) is not { Success: true } match)
        {
            return false;
        }

        card.PostalCode = $"{match.Groups[1].Value}-{match.Groups[2].Value}";
        var office = match.Groups[3].Value.Trim(' ', ',');
        card.PostOffice = office.Length > 0 ? office : card.PostOffice;
        return true;
    }

    private bool SetWebsite(string value)
    {
        var addresses = value.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var address = addresses.Length == 0 ? "" : addresses[0].Contains("://", StringComparison.Ordinal) ? addresses[0] : "http://" + addresses[0];
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || !uri.Host.Contains('.') || uri.UserInfo.Length > 0)
        {
            return false;
        }

        card.Website = address;
        if (addresses.Length > 1)
        {
            Keep("Witryna internetowa: " + string.Join(' ', addresses.Skip(1)));
        }

        return true;
    }

    private bool SetPopulation(string value)
    {
        var thousands = Thousands().Match(value);
        var match = thousands.Success ? thousands : Number().Match(value);
        if (!match.Success)
        {
            return false;
        }

        if (thousands.Success)
        {
            card.Population = (int)(decimal.Parse(match.Groups[1].Value.Replace(',', '.'), CultureInfo.InvariantCulture) * 1000);
            notes.Doubts.Add("Liczbę mieszkańców podano w przybliżeniu, w tysiącach.");
        }
        else if (int.TryParse(string.Concat(match.Value.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            card.Population = number;
        }
        else
        {
            return false;
        }

        var rest = value.Remove(match.Index, match.Length);
        if (YearOf().Match(rest) is { Success: true } year)
        {
            card.PopulationYear = int.Parse(year.Value, CultureInfo.InvariantCulture);
        }

        if (MoreWords().IsMatch(PopulationWords().Replace(Text.Fold(rest), "")))
        {
            Keep("Liczba mieszkańców: " + value);
        }

        return true;
    }

    private void Keep(string line)
    {
        notes.LeftOver.Add(line);
        other.Add(Markdown.Escape(line));
    }

    [GeneratedRegex(@"^\p{Lu}[^:]{2,50}:(?!//)")]
    private static partial Regex UnknownLabel();

    [GeneratedRegex(@"^(?:https?://|www\.|[\w-]+(?:\.[\w-]+)+)", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"^powiat\s+", RegexOptions.IgnoreCase)]
    private static partial Regex CountyWord();

    [GeneratedRegex(@"^(?:województwo|woj\.)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex VoivodeshipWord();

    [GeneratedRegex(@"^(\d{2})\s*[-–—]?\s*(\d{3})\b(.*)$")]
    private static partial Regex PostalCode();

    [GeneratedRegex(@"(\d+(?:,\d+)?)\s*tys\.?")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\d{1,3}(?:[ .,]\d{3})+(?!\d)|\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:19|20)\d\d\b")]
    private static partial Regex YearOf();

    [GeneratedRegex(@"\b(?:ok|okolo|osob|osoby|mieszkanc\w+|stan|na|dzien|dane|z|w|roku|rok|r|gus|wg|dnia|koniec|grudnia|xii)\b|\d")]
    private static partial Regex PopulationWords();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex MoreWords();
}
