using System.Text.RegularExpressions;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>The people of the card: each a name, then lines of posts, phones and addresses until the next name.</summary>
internal sealed partial class ContactReader(ImportNotes notes)
{
    private static readonly string[] PostWords =
    [
        "kierowni", "zastep", "dyrekto", "wicedyrekto", "naczelni", "specjalist", "inspektor", "podinspektor", "sekretarz", "skarbnik", "prezes", "wiceprezes", "koordynator", "glown",
        "starsz", "mlodsz", "referent", "referat", "burmistrz", "wiceburmistrz", "wojt", "prezydent", "wiceprezydent", "starost", "pelnomocni", "asystent", "pracowni", "wydzial",
        "biur", "urzad", "urzed", "dzial", "zespol", "osrod", "centrum", "gmin", "miast", "miejsk", "powiat", "samodzieln", "stanowisk", "doradc", "psycholog", "dyrekcj", "instytucj", "projekt",
    ];

    private readonly List<Person> people = [];

    /// <summary>The next line is a name.</summary>
    public void Begin()
    {
        if (people is [] or [.., { Name: not null }])
        {
            people.Add(new Person());
        }
    }

    /// <param name="label">How the document called the field: «tel./fax» says more than that it is a phone.</param>
    public void Set(CardField field, string value, string label)
    {
        switch (field)
        {
            case CardField.Contacts or CardField.ContactName:
                Begin();
                Add(value);
                break;
            case CardField.ContactPost:
                Current().Posts.Add(value);
                break;
            case CardField.Phone or CardField.Fax:
                AddLine((field == CardField.Fax ? "faks " : SharedLine().IsMatch(label) ? "tel./fax " : MobileLabel().IsMatch(label) ? "kom. " : "tel. ") + value);
                break;
            default:
                AddLine(value, isEmail: true);
                break;
        }
    }

    /// <summary>A line without a label.</summary>
    public void Add(string line)
    {
        if (line.Contains('@') || DigitsOnly().IsMatch(line) || PhoneLabel().IsMatch(line))
        {
            AddLine(line);
            return;
        }

        if (people.Count == 0 || (people[^1].Name is not null && IsName(line)))
        {
            people.Add(new Person());
        }

        var person = people[^1];
        if (person.Name is null)
        {
            // «Anna Nowak – dyrektor», «Anna Nowak, dyrektor», «Anna Nowak tel. …»
            var phone = PhoneInside().Match(line);
            var head = phone.Success ? line[..phone.Index].Trim(' ', ',', ';', '-', '–') : line;
            var cut = NameEnd().Match(head);
            person.Name = cut.Success ? head[..cut.Index] : head;
            if (cut.Success)
            {
                person.Posts.Add(head[(cut.Index + cut.Length)..]);
            }

            if (phone.Success)
            {
                AddLine(line[phone.Index..]);
            }
        }
        else
        {
            person.Posts.Add(line);
        }
    }

    public IReadOnlyList<ContactDocument> Finish()
    {
        var contacts = new List<ContactDocument>();
        foreach (var person in people.Where(p => p.Name is not null || p.Posts.Count + p.Phones.Count + p.Emails.Count > 0))
        {
            if (person.Name is null || !IsName(person.Name))
            {
                notes.Doubts.Add("Nie jest pewne, czy osobę kontaktową odczytano poprawnie: proszę sprawdzić imię i nazwisko.");
            }

            if (person.Emails.Count > 1)
            {
                notes.Doubts.Add("Osoba kontaktowa ma kilka adresów e-mail.");
            }

            contacts.Add(new ContactDocument
            {
                Name = person.Name ?? (person.Posts.Count > 0 ? person.Posts[0] : "Kontakt"),
                Post = Joined(JoinPosts(person.Name is null ? person.Posts.Skip(1) : person.Posts)),
                Phone = Joined(string.Join(", ", person.Phones)),
                Email = Joined(string.Join(", ", person.Emails)),
            });
        }

        return contacts;
    }

    private static string? Joined(string text) => text.Length == 0 ? null : text;

    /// <summary>A post broken across lines goes on in lower case; another one starts with a capital.</summary>
    private static string JoinPosts(IEnumerable<string> posts) =>
        posts.Aggregate("", (all, next) => all.Length == 0 ? next : all + (char.IsLower(next[0]) ? " " : ", ") + next);

    private static bool IsName(string line)
    {
        var words = Titles().Replace(line, "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 4
            && words.All(w => NameWord().IsMatch(w))
            && !words.Any(w => PostWords.Any(p => DocumentText.Key(w).StartsWith(p, StringComparison.Ordinal)));
    }

    private Person Current()
    {
        if (people.Count == 0)
        {
            people.Add(new Person());
        }

        return people[^1];
    }

    private void AddLine(string line, bool isEmail = false)
    {
        var person = Current();
        var text = AtSign().Replace(line, "@");
        foreach (Match email in PersonalData.EmailPattern().Matches(text))
        {
            person.Emails.Add(email.Value);
        }

        var rest = EmailLabel().Replace(PersonalData.EmailPattern().Replace(text, " "), " ").Trim(' ', ',', ';', ':', '|', '/');
        if (isEmail && rest.Any(char.IsLetter) && rest is not ("brak" or "nie ma"))
        {
            person.Posts.Add(rest);
            return;
        }

        if (rest.Any(char.IsDigit))
        {
            person.Phones.Add(FirstPhoneLabel().Replace(rest, ""));
        }
        else if (rest.Any(char.IsLetter) && !PhoneLabel().IsMatch(rest) && rest is not ("brak" or "nie ma"))
        {
            person.Posts.Add(rest);
        }
    }

    [GeneratedRegex(@"^[+(]?\d[\d ()/+,;.–-]{5,}(?:w(?:ew)?\.?\s*\d+)?$")]
    private static partial Regex DigitsOnly();

    [GeneratedRegex(@"/\s*fa(?:x|ks)", RegexOptions.IgnoreCase)]
    private static partial Regex SharedLine();

    [GeneratedRegex(@"\bkom", RegexOptions.IgnoreCase)]
    private static partial Regex MobileLabel();

    [GeneratedRegex(@"^(?:tel|telefon|kom|komórka|fax|faks)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneLabel();

    [GeneratedRegex(@"\b(?:tel|telefon|kom|fax|faks)\b[.:/ ]", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneInside();

    // The label itself goes; «faks» and «kom.» say what kind of number it is and stay.
    [GeneratedRegex(@"^(?:tel\.?\s*(?=tel|kom|fax|faks)|(?:telefon|tel)\b(?!\.?\s*/)\.?\s*:?\s*)+", RegexOptions.IgnoreCase)]
    private static partial Regex FirstPhoneLabel();

    [GeneratedRegex(@"\b(?:adres\s+)?(?:e\s*@\s*mail|e-?\s?mail|mail|poczta elektroniczna)\b\s*:?", RegexOptions.IgnoreCase)]
    private static partial Regex EmailLabel();

    [GeneratedRegex(@"\s*[(\[]\s*(?:at|małpa)\s*[)\]]\s*", RegexOptions.IgnoreCase)]
    private static partial Regex AtSign();

    [GeneratedRegex(@"\s+[-–—]\s+|,\s+")]
    private static partial Regex NameEnd();

    [GeneratedRegex(@"\b(?:dr|mgr|inż|hab|prof|lic|lek|Pan|Pani)\b\.?\s*")]
    private static partial Regex Titles();

    [GeneratedRegex(@"^\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?$|^\p{Lu}{3,}(?:-\p{Lu}{3,})?$")]
    private static partial Regex NameWord();

    private sealed class Person
    {
        public string? Name { get; set; }

        public List<string> Posts { get; } = [];

        public List<string> Phones { get; } = [];

        public List<string> Emails { get; } = [];
    }
}
