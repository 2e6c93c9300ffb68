namespace PracticeBase.Features.Search.Language;

/// <summary>What the dictionary's tags say of a form, all its analyses together.</summary>
[Flags]
internal enum Traits
{
    None = 0,
    Noun = 1,
    Adjective = 2,
    Verb = 4,

    /// <summary>A gerund or a participle.</summary>
    OfVerb = 8,
    Adverb = 16,
    Other = 32,

    /// <summary>«wodno»: the first half of a compound adjective.</summary>
    AdjectiveHalf = 64,
    MasculinePerson = 128,
    Feminine = 256,
    Perfective = 512,
    Imperfective = 1024,

    /// <summary>At least one analysis is more than a call, a command or an abbreviation.</summary>
    Likely = 2048,

    /// <summary>«nie» belongs to the form and not to the lemma: «niesegregowane» of «segregować».</summary>
    Negated = 4096,
}

/// <summary>A word that a form may belong to. <paramref name="Capital"/>: the dictionary has the form with a capital.</summary>
internal readonly record struct Reading(string Lemma, Traits Traits, bool Capital)
{
    public bool Has(Traits traits) => (Traits & traits) != 0;
}

/// <summary>Reads the dictionary's tags.</summary>
internal static class ReadingTags
{
    /// <summary>Reads tags like <c>subst:sg:voc:f+adj:pl:acc:m1.p1:sup</c>.</summary>
    public static Traits TraitsOf(ReadOnlySpan<byte> tags)
    {
        var traits = Traits.None;
        while (!tags.IsEmpty)
        {
            var end = tags.IndexOf((byte)'+');
            traits |= TraitsOfOne(end < 0 ? tags : tags[..end]);
            tags = end < 0 ? [] : tags[(end + 1)..];
        }

        return traits;
    }

    private static Traits TraitsOfOne(ReadOnlySpan<byte> tag)
    {
        var part = tag[..(tag.IndexOf((byte)':') is var colon && colon < 0 ? tag.Length : colon)];
        if (part.SequenceEqual("subst"u8))
        {
            return Traits.Noun
                | (tag.IndexOf(":m1"u8) >= 0 ? Traits.MasculinePerson : Traits.None)
                | (tag.EndsWith(":f"u8) ? Traits.Feminine : Traits.None)
                | (tag.IndexOf(":voc:"u8) < 0 ? Traits.Likely : Traits.None);
        }

        if (part.SequenceEqual("adj"u8) || part.SequenceEqual("adjp"u8))
        {
            return Traits.Adjective | Traits.Likely;
        }

        var aspect = (tag.IndexOf(":perf"u8) >= 0 ? Traits.Perfective : Traits.None) | (tag.IndexOf(":imperf"u8) >= 0 ? Traits.Imperfective : Traits.None);
        return part switch
        {
            _ when part.SequenceEqual("verb"u8) => Traits.Verb | aspect | (tag.IndexOf(":impt:"u8) < 0 ? Traits.Likely : Traits.None),
            _ when part.SequenceEqual("ger"u8) || part[0] == (byte)'p' && (part.StartsWith("ppas"u8) || part.StartsWith("pact"u8) || part.StartsWith("pcon"u8) || part.StartsWith("pant"u8))
                => Traits.OfVerb | aspect | Traits.Likely | (tag.IndexOf(":neg"u8) >= 0 ? Traits.Negated : Traits.None),
            _ when part.SequenceEqual("adv"u8) => Traits.Adverb | Traits.Likely,
            _ when part.SequenceEqual("adja"u8) => Traits.AdjectiveHalf,
            _ when part.SequenceEqual("depr"u8) => Traits.Noun | Traits.MasculinePerson,
            _ when part.SequenceEqual("brev"u8) || part.SequenceEqual("interj"u8) || part.SequenceEqual("burk"u8) => Traits.Other,
            _ => Traits.Other | Traits.Likely,
        };
    }
}
