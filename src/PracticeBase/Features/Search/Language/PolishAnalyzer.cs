using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Search.Language;

/// <summary>
/// The Polish of the portal's search: cuts texts into words and gives each form its keys. Two forms are the same word when they share a key.
/// Pure functions over the dictionary beside the program; may be called from any thread.
/// </summary>
public sealed class PolishAnalyzer
{
    /// <summary>What a key that is a stem begins with.</summary>
    public const string StemPrefix = "~s:";

    private const Traits Named = Traits.Noun | Traits.Adjective | Traits.Adverb;

    private static readonly Lazy<PolishAnalyzer> Loaded = new(() => new());

    private readonly LemmaDictionary dictionary;
    private readonly PlaceKin places;
    private readonly Kin kin;
    private readonly Gerunds gerunds;
    private readonly Compounds compounds;
    private readonly StopWords stopWords;

    private PolishAnalyzer()
    {
        dictionary = new(File.ReadAllBytes(ReferenceData.PathOf("lemma", "polish.dict")));
        places = PlaceKin.Load(dictionary);
        kin = new(dictionary, places);
        gerunds = new(dictionary);
        compounds = new(dictionary);
        stopWords = StopWords.Load(IsSomeWord);
    }

    /// <summary>The analyzer of this process, read from disk at first use.</summary>
    /// <exception cref="IOException">The dictionary is missing beside the program.</exception>
    public static PolishAnalyzer Instance => Loaded.Value;

    /// <summary>Adds the words and numbers of a text, in their order; any text will do.</summary>
    public void Tokenize(string text, List<Token> tokens) => Tokenizer.Tokenize(text, tokens);

    /// <summary>Whether a form is too common to be looked for.</summary>
    public bool IsStopWord(string form) => stopWords.Contains(form);

    /// <summary>Lower case without Polish letters and other diacritics.</summary>
    public static string Fold(string form) => Text.Fold(form);

    /// <summary>The stem by rules that every form has, known or not, without <see cref="StemPrefix"/>: a word the dictionary lacks meets others through it.</summary>
    public string StemOf(string form) => PolishStemmer.Stem(form);

    /// <summary>Whether the dictionary has the form as it is spelled, as a common word, a name or an abbreviation.</summary>
    public bool Knows(string form)
    {
        var readings = new List<Reading>();
        dictionary.Find(form, readings);
        return readings.Count > 0;
    }

    /// <summary>Whether the dictionary has the word, perhaps with Polish letters that were left out, or as the end of a compound.</summary>
    public bool KnowsTyped(string form)
    {
        var readings = new List<Reading>();
        dictionary.FindRestored(form, readings);
        return readings.Count > 0 || compounds.TrySplit(form, restore: true, out _, readings);
    }

    /// <summary>The keys of a form as it stands in a text, whose spelling is trusted; at least one.</summary>
    public IReadOnlyList<WordKey> KeysOf(string form)
    {
        var keys = new List<WordKey>();
        var readings = new List<Reading>();
        dictionary.Find(form, readings);
        AddKeys(readings, keys);
        if (keys.Count == 0)
        {
            AddKeysOfUnknown(form, restore: false, keys);
        }

        return keys;
    }

    /// <summary>
    /// The keys of a word as somebody typed it, at least one. A known word with Polish letters is taken as spelled; one without them may be itself
    /// and whatever it is with them («sad» → sad, then sąd). What stands behind the keys of <see cref="KeysOf"/> is a guess.
    /// </summary>
    public IReadOnlyList<WordKey> KeysOfTyped(string form)
    {
        var keys = new List<WordKey>();
        var spelled = new List<Reading>();
        dictionary.Find(form, spelled);
        AddKeys(spelled, keys);
        if (keys.Count == 0 || !PolishLetters.AreIn(form))
        {
            AddKeys(Restored(form, spelled), keys);
        }

        if (keys.Count == 0)
        {
            AddKeysOfUnknown(form, restore: true, keys);
        }

        return keys;
    }

    /// <summary>Whether a form is a common word; the dictionary's two-letter words («si», of which «sie») are none that anybody means.</summary>
    private bool IsSomeWord(string form) => dictionary.ReadingsOfCommon(form).Exists(r => r.Lemma.Length > 2 && r.Has(Traits.Likely));

    private List<Reading> Restored(string form, List<Reading> spelled)
    {
        var restored = new List<Reading>();
        dictionary.FindRestored(form, restored);
        if (restored.Count == 0 && PolishLetters.AreIn(form))
        {
            dictionary.FindRestored(Fold(form), restored); // «źółw»: the Polish letters are the wrong ones.
        }

        if (spelled.Count > 0)
        {
            // Somebody who writes «wiec» or «prac» as it stands means a thing before «wieć» and «prać».
            var isNamed = spelled.Exists(r => r.Has(Named));
            restored.RemoveAll(r => r.Capital || !r.Has(Traits.Likely) || (isNamed && !r.Has(Named | Traits.Other)) || spelled.Contains(r));
        }

        return restored;
    }

    private void AddKeys(List<Reading> readings, List<WordKey> keys)
    {
        KeepLikely(readings);
        var isNamed = readings.Exists(r => r.Has(Traits.Noun | Traits.Adjective));
        foreach (var reading in readings)
        {
            var lemma = reading.Lemma.ToLowerInvariant();
            // «mieszkanie» is a word of its own first and a form of «mieszkać» only then.
            if (!(isNamed && reading.Has(Traits.OfVerb) && !reading.Has(Traits.Noun | Traits.Adjective | Traits.Verb)))
            {
                Add(keys, new(lemma, KeyKind.Lemma));
            }

            kin.AddKeys(reading, lemma, keys);
        }
    }

    /// <summary>Leaves out names that only look like a common word, and readings that nobody means: calls, commands, abbreviations, halves of words.</summary>
    private void KeepLikely(List<Reading> readings)
    {
        readings.RemoveAll(r => r.Lemma.Length < 2);
        if (readings.Exists(r => !r.Capital))
        {
            readings.RemoveAll(r => r.Capital && !places.IsPlace(r.Lemma.ToLowerInvariant()));
        }

        if (readings.Exists(r => r.Has(Traits.Likely)))
        {
            readings.RemoveAll(r => !r.Has(Traits.Likely));
        }
    }

    private void AddKeysOfUnknown(string form, bool restore, List<WordKey> keys)
    {
        var deeds = new List<Reading>();
        gerunds.Find(form, restore, deeds);
        AddKeys(deeds, keys);
        var tail = new List<Reading>();
        if (keys.Count == 0 && compounds.TrySplit(form, restore, out var head, tail))
        {
            foreach (var reading in tail)
            {
                Add(keys, new(head + reading.Lemma.ToLowerInvariant(), KeyKind.Lemma));
            }
        }

        Add(keys, new(StemPrefix + StemOf(form), KeyKind.Stem));
        if (PolishStemmer.OtherStem(form) is { } other)
        {
            Add(keys, new(StemPrefix + other, KeyKind.Stem));
        }
    }

    private static void Add(List<WordKey> keys, WordKey key)
    {
        if (!keys.Contains(key))
        {
            keys.Add(key);
        }
    }
}
