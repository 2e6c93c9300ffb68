using System.Collections.Frozen;

namespace PracticeBase.Features.Search.Language;

/// <summary>New words made of a known one: «mikroinstalacja», «ekoedukacja», «postprzemysłowy», «wodnokanalizacyjny».</summary>
internal sealed class Compounds(LemmaDictionary dictionary)
{
    /// <summary>A shorter tail is found in too many words by chance.</summary>
    private const int MinTail = 4;

    private const int MaxHead = 14;

    private static readonly FrozenSet<string> Heads = new[]
    {
        "agro", "anty", "aqua", "arcy", "audio", "auto", "bio", "cyber", "e", "eko", "eks", "ekstra", "elektro", "euro", "foto", "geo", "hiper", "hydro", "info", "inter", "krypto", "makro", "mega", "meta",
        "mikro", "mini", "mono", "moto", "multi", "nad", "nano", "neo", "niby", "nie", "para", "poli", "ponad", "post", "poza", "pro", "pseudo", "psycho", "pół", "quasi", "samo", "socjo", "sub", "super",
        "tele", "termo", "trans", "turbo", "ultra", "video", "wideo", "współ", "wszech",
        "cztero", "dwu", "dziesięcio", "dziewięcio", "jedno", "kilku", "ośmio", "pięcio", "siedmio", "sześcio", "trój", "trzy", "wielo",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> TypedHeads = Heads.Concat(Heads.Select(PolishAnalyzer.Fold)).ToFrozenSet();

    /// <summary>Finds the longest head a word begins with that leaves a known tail, and the tail's readings; false when there is none.</summary>
    /// <param name="form">In lower case.</param>
    /// <param name="restore">Whether Polish letters may be missing.</param>
    /// <param name="head">Folded.</param>
    /// <param name="tail">The readings are added here.</param>
    public bool TrySplit(string form, bool restore, out string head, List<Reading> tail)
    {
        for (var length = Math.Min(form.Length - MinTail, MaxHead); length > 0; length--)
        {
            head = form[..length];
            if (IsHead(head, restore) && form.Length - length >= (length == 1 ? MinTail + 1 : MinTail))
            {
                Find(form.AsSpan(length), restore, tail);
                tail.RemoveAll(r => r.Capital || !r.Has(Traits.Likely) || !r.Has(Traits.Noun | Traits.Adjective | Traits.OfVerb | Traits.Verb));
                if (tail.Count > 0)
                {
                    head = PolishAnalyzer.Fold(head);
                    return true;
                }
            }
        }

        head = "";
        return false;
    }

    /// <summary>One of the list, or the first half of an adjective («wodno»).</summary>
    private bool IsHead(string head, bool restore)
    {
        if ((restore ? TypedHeads : Heads).Contains(head))
        {
            return true;
        }

        var readings = new List<Reading>();
        if (head.Length >= MinTail && head[^1] == 'o')
        {
            Find(head, restore, readings);
        }

        return readings.Exists(r => r.Has(Traits.AdjectiveHalf));
    }

    private void Find(ReadOnlySpan<char> part, bool restore, List<Reading> readings)
    {
        if (restore)
        {
            dictionary.FindRestored(part, readings);
        }
        else
        {
            dictionary.Find(part, readings);
        }
    }
}
