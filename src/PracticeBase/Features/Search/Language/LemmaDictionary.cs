using System.Text;
using System.Text.Unicode;

namespace PracticeBase.Features.Search.Language;

/// <summary>
/// Morfologik's dictionary of Polish (PoliMorf): form → lemmas with tags. An entry of its automaton is
/// <c>form;PSending;tags</c>, where P and S say (from «A») how many bytes the form loses in front and at its end before the ending is put on.
/// What is not done is a word of its own: the lemma of «niesegregowane» is given as «niesegregować».
/// </summary>
/// <param name="file">The whole file polish.dict.</param>
internal sealed class LemmaDictionary(byte[] file)
{
    private const int MaxForm = 64;
    private const int MaxEntry = 1536;

    /// <summary>A word without Polish letters has a handful of spellings; the bound is for nonsense.</summary>
    private const int MaxSpellings = 12;

    private const byte Separator = (byte)';';

    private readonly Cfsa2Automaton automaton = new(file);

    /// <summary>How the dictionary may write a form: a common word, a name, an abbreviation.</summary>
    private enum Capitals
    {
        None,
        First,
        All,
    }

    /// <summary>Adds the readings of a lower-case form as it is spelled: as a common word, a name, an abbreviation.</summary>
    public void Find(ReadOnlySpan<char> form, List<Reading> readings) => Find(form, restore: false, readings);

    /// <summary>Adds the readings of every spelling that the form may be with its Polish letters left out («lodz» → «łódź»), itself included.</summary>
    public void FindRestored(ReadOnlySpan<char> form, List<Reading> readings) => Find(form, restore: true, readings);

    /// <summary>The readings of a lower-case form as a common word.</summary>
    public List<Reading> ReadingsOfCommon(ReadOnlySpan<char> form)
    {
        var readings = new List<Reading>();
        if (form.Length is > 1 and <= MaxForm)
        {
            Walk(form, Capitals.None, restore: false, readings);
        }

        return readings;
    }

    /// <summary>The traits of a common word in its base form; none when it is not one.</summary>
    public Traits TraitsOfLemma(string lemma) => ReadingsOfCommon(lemma).Find(r => r.Lemma == lemma).Traits;

    private void Find(ReadOnlySpan<char> form, bool restore, List<Reading> readings)
    {
        if (form.Length is < 2 or > MaxForm)
        {
            return;
        }

        Walk(form, Capitals.None, restore, readings);
        Walk(form, Capitals.First, restore, readings);
        if (readings.Count == 0)
        {
            Walk(form, Capitals.All, restore, readings);
        }
    }

    private void Walk(ReadOnlySpan<char> form, Capitals capitals, bool restore, List<Reading> readings)
    {
        var way = new Way(form, stackalloc byte[MaxForm * 3], capitals, restore, readings) { SpellingsLeft = MaxSpellings };
        Walk(automaton.Root, ref way, at: 0, length: 0);
    }

    private void Walk(int node, ref Way way, int at, int length)
    {
        if (at == way.Form.Length)
        {
            var end = automaton.Find(node, Separator);
            if (end != 0)
            {
                way.SpellingsLeft--;
                AddEntries(automaton.Target(end), way.Entry(length), way.Capitals != Capitals.None, way.Readings);
            }

            return;
        }

        Step(node, way.Form[at], ref way, at, length);
        foreach (var letter in way.Restore ? PolishLetters.Hidden(way.Form[at]) : "")
        {
            Step(node, letter, ref way, at, length);
        }
    }

    private void Step(int node, char letter, ref Way way, int at, int length)
    {
        var written = way.Capitals == Capitals.All || (way.Capitals == Capitals.First && at == 0) ? char.ToUpperInvariant(letter) : letter;
        if (way.SpellingsLeft <= 0 || (way.Capitals != Capitals.None && at == 0 && written == letter))
        {
            return; // What has no capital was found among the common words.
        }

        Utf8.FromUtf16([written], way.Spelled[length..], out _, out var count);
        var next = automaton.Follow(node, way.Spelled.Slice(length, count));
        if (next != 0)
        {
            Walk(next, ref way, at + 1, length + count);
        }
    }

    private void AddEntries(int node, ReadOnlySpan<byte> form, bool capital, List<Reading> readings) =>
        AddEntries(node, stackalloc byte[MaxEntry], 0, form, capital, readings);

    private void AddEntries(int node, Span<byte> entry, int length, ReadOnlySpan<byte> form, bool capital, List<Reading> readings)
    {
        for (var arc = node; arc != 0 && length < MaxEntry; arc = automaton.Next(arc))
        {
            entry[length] = automaton.Label(arc);
            if (automaton.IsFinal(arc))
            {
                readings.Add(Reading(entry[..(length + 1)], form, capital));
            }

            AddEntries(automaton.Target(arc), entry, length + 1, form, capital, readings);
        }
    }

    private static Reading Reading(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> form, bool capital)
    {
        var kept = form[(entry[0] - 'A')..^(entry[1] - 'A')];
        var end = entry[2..].IndexOf(Separator);
        var ending = end < 0 ? entry[2..] : entry.Slice(2, end);
        // Both are cut between bytes, perhaps within a letter.
        Span<byte> lemma = stackalloc byte[kept.Length + ending.Length];
        kept.CopyTo(lemma);
        ending.CopyTo(lemma[kept.Length..]);
        var traits = ReadingTags.TraitsOf(end < 0 ? [] : entry[(end + 3)..]);
        var word = Encoding.UTF8.GetString(lemma);
        return new((traits & Traits.Negated) == 0 ? word : "nie" + word, traits, capital);
    }

    /// <summary>One search through the automaton.</summary>
    private ref struct Way(ReadOnlySpan<char> form, Span<byte> spelled, Capitals capitals, bool restore, List<Reading> readings)
    {
        public readonly ReadOnlySpan<char> Form = form;
        public readonly Span<byte> Spelled = spelled;
        public readonly Capitals Capitals = capitals;
        public readonly bool Restore = restore;
        public readonly List<Reading> Readings = readings;

        public int SpellingsLeft { get; set; }

        public readonly ReadOnlySpan<byte> Entry(int length) => Spelled[..length];
    }
}
