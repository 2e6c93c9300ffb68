namespace PracticeBase.Features.Search.Language;

/// <summary>
/// Near relatives, each relation with a letter of its own so that they do not run together: a adverb and adjective, o place and its people, p woman and man, v deed and verb.
/// The base of a relation is formed by rule and must be in the dictionary.
/// </summary>
internal sealed class Kin(LemmaDictionary dictionary, PlaceKin places)
{
    private const Traits AnyVerb = Traits.Verb | Traits.OfVerb;

    /// <summary>Endings of adverbs with those of their adjectives: «skutecznie» → skuteczny, «szybko» → szybki, «dobrze» → dobry.</summary>
    private static readonly (string End, string Base)[] Adverbs =
    [
        ("ście", "sty"), ("dzie", "dy"), ("cie", "ty"), ("rze", "ry"), ("dze", "gi"), ("le", "ły"), ("le", "li"), ("ie", "y"), ("ie", "i"), ("io", "i"), ("o", "y"), ("o", "i"), ("e", "y"),
    ];

    /// <summary>Endings of words for women with those for men.</summary>
    private static readonly (string End, string Base)[] Women =
    [
        ("arka", "arz"), ("czka", "k"), ("czka", "cz"), ("cownica", "cownik"), ("ennica", "eń"), ("anka", "anin"), ("kanka", "kaniec"), ("wanka", "wanek"), ("istka", "ista"), ("ystka", "ysta"),
        ("czyni", "ca"), ("kini", "ek"), ("rzyni", "rz"), ("szka", "sz"), ("nka", "n"), ("ożka", "og"), ("ntka", "nt"), ("rka", "r"), ("lka", "l"), ("tka", "t"), ("ska", "s"), ("fka", "f"), ("dka", "d"),
    ];

    /// <summary>A man's word shorter than this is some other word: «matka» has nothing to do with «mat».</summary>
    private const int MinMan = 5;

    /// <summary>Endings of deeds with those of their verbs: «rewitalizacja» → rewitalizować, «promocja» → promować, «produkcja» → produkować.</summary>
    private static readonly (string End, string Base)[] Deeds = [("acja", "ować"), ("mocja", "mować"), ("kcja", "kować")];

    /// <summary>Endings of verbs that go on with those of verbs that come to an end: «ograniczać» → ograniczyć, «ocieplać» → ocieplić.</summary>
    private static readonly (string End, string Base)[] Aspects =
    [
        ("czać", "czyć"), ("szać", "szyć"), ("żać", "żyć"), ("iać", "ić"), ("lać", "lić"), ("cać", "cić"), ("dzać", "dzić"), ("rzać", "rzyć"), ("ijać", "ić"),
        ("owywać", "ować"), ("ywać", "ać"), ("iwać", "ać"),
    ];

    /// <summary>Adds the kin keys that a reading of a form gives.</summary>
    public void AddKeys(Reading reading, string lemma, ICollection<WordKey> keys)
    {
        if (places.IsPlace(lemma) && reading.Has(Traits.Noun | Traits.Adjective))
        {
            Add('o', lemma, keys);
        }

        foreach (var place in places.PlacesOf(lemma))
        {
            Add('o', place, keys);
        }

        if (reading.Has(AnyVerb))
        {
            AddVerb(lemma, reading.Traits, keys);
        }

        if (reading.Capital)
        {
            return;
        }

        if (reading.Has(Traits.Adverb))
        {
            AddKnown('a', Bases(lemma, Adverbs), Traits.Adjective, keys);
        }

        if (reading.Has(Traits.Adjective))
        {
            Add('a', lemma, keys);
        }

        if (reading.Has(Traits.Noun))
        {
            AddNoun(reading, lemma, keys);
        }
    }

    private void AddNoun(Reading reading, string lemma, ICollection<WordKey> keys)
    {
        if (reading.Has(Traits.MasculinePerson))
        {
            Add('p', lemma, keys);
        }
        else if (reading.Has(Traits.Feminine))
        {
            AddKnown('p', Bases(lemma, Women).Where(m => m.Length >= MinMan), Traits.MasculinePerson, keys);
            AddKnown('v', Bases(lemma, Deeds), AnyVerb, keys);
        }
        else if (!reading.Has(AnyVerb) && (lemma.EndsWith("nie", StringComparison.Ordinal) || lemma.EndsWith("cie", StringComparison.Ordinal)))
        {
            // The plural of «szkolenie» is a noun's alone, the singular a form of «szkolić» too.
            foreach (var verb in dictionary.ReadingsOfCommon(lemma).Where(r => r.Has(Traits.OfVerb)))
            {
                AddVerb(verb.Lemma, verb.Traits, keys);
            }
        }
    }

    /// <summary>A verb, the verb that ends what it does, and the verb without the «z-» that ends a borrowed one («zmodernizować» → modernizować).</summary>
    private void AddVerb(string verb, Traits traits, ICollection<WordKey> keys)
    {
        Add('v', verb, keys);
        if ((traits & Traits.Imperfective) != 0)
        {
            AddKnown('v', Bases(verb, Aspects), Traits.Perfective, keys);
        }

        if ((traits & Traits.Perfective) != 0 && verb.StartsWith('z') && verb.EndsWith("ować", StringComparison.Ordinal)
            && (dictionary.TraitsOfLemma(string.Concat(verb.AsSpan(1, verb.Length - "zować".Length), "acja")) & Traits.Noun) != 0)
        {
            AddKnown('v', [verb[1..]], Traits.Imperfective, keys);
        }
    }

    /// <summary>The word with another ending in place of each that fits.</summary>
    private static IEnumerable<string> Bases(string word, (string End, string Base)[] endings) =>
        endings.Where(e => word.EndsWith(e.End, StringComparison.Ordinal)).Select(e => string.Concat(word.AsSpan(0, word.Length - e.End.Length), e.Base));

    private void AddKnown(char relation, IEnumerable<string> words, Traits needed, ICollection<WordKey> keys)
    {
        foreach (var word in words.Where(w => (dictionary.TraitsOfLemma(w) & needed) != 0))
        {
            Add(relation, word, keys);
        }
    }

    private static void Add(char relation, string word, ICollection<WordKey> keys)
    {
        var key = new WordKey($"~k:{relation}:{word}", KeyKind.Kin);
        if (!keys.Contains(key))
        {
            keys.Add(key);
        }
    }
}
