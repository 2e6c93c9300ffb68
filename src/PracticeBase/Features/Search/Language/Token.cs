namespace PracticeBase.Features.Search.Language;

/// <summary>
/// A word or a number of a text. <paramref name="Start"/> and <paramref name="Length"/>: its place in the text in UTF-16 units.
/// <paramref name="Form"/>: lower case, NFC, with its Polish letters, at most <see cref="Tokenizer.MaxForm"/> characters.
/// </summary>
public readonly record struct Token(int Start, int Length, string Form);

/// <summary>How a key was come by; the earlier, the surer.</summary>
public enum KeyKind
{
    /// <summary>A word of the dictionary, or a compound whose tail the dictionary has.</summary>
    Lemma,

    /// <summary>By the rules of <see cref="PolishStemmer"/>, for words that the dictionary lacks.</summary>
    Stem,

    /// <summary>A near relative: adverb and adjective, place and its people, woman and man, deed and verb.</summary>
    Kin,
}

/// <summary>
/// What two forms of one word share. Texts of different kinds never coincide: a lemma stands bare, a stem after <c>~s:</c>, a kin after <c>~k:</c> and a letter for the relation.
/// </summary>
public readonly record struct WordKey(string Text, KeyKind Kind);
