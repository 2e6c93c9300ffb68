namespace PracticeBase.Features.Search.Language;

/// <summary>New words made of a known one: «mikroinstalacja», «ekoedukacja», «postprzemysłowy», «wodnokanalizacyjny».</summary>
internal sealed class Compounds(LemmaDictionary dictionary)
{
    /// <summary>A shorter tail is found in too many words by chance.</summary>
    private const int MinTail = 4;

    private static readonly string[] Heads =
    [
        "agro", "aqua", "anty", "arcy", "audio", "auto", "bio", "cyber", "cztero", "dwu", "eko", "elektro", "eks", "euro", "ekstra", "e", "foto", "geo", "hiper", "hydro", "info", "inter", "jedno", "krypto",
        "kilku", "makro", "mega", "meta", "mikro", "mini", "mono", "moto", "multi", "nad", "nano", "neo", "nie", "niby", "para", "pół", "poli", "ponad", "post", "pozna", "pro", "pseudo", "psycho", "quasi",
        "samo", "socjo", "spec", "sub", "super", "tele", "termo", "trans", "trój", "turbo", "ultra", "wide", "wideo", "video", "wielo", "współ", "wszech",
    ];

    /// <summary>The longest head a word begins with that leaves a known tail, and the tail's readings; false when there is none.</summary>
    public bool TrySplit(string form, bool restore, out string head, List<Reading> tail)
    {
        for (var length = Math.Min(form.Length - MinTail, MaxHead); length > 0; length--)
        {
            head = form[..length];
            if ((IsHead(head) || IsAdjectiveHalf(head)) && form.Length - length >= (length == 1 ? MinTail + 1 : MinTail))
            {
                Find(form.AsSpan(length), restore, tail);
                tail.RemoveAll(r => r.Capital || !r.Has(Traits.Likely) || !r.Has(Traits.Noun | Traits.Adjective | Traits.OfVerb | Traits.Verb));
                if (tail.Count > 0)
                {
                    return true;
                }
            }
        }

        head = "";
        return false;
    }

    private const int MaxHead = 14;

    private static bool IsHead(string head) => Array.IndexOf(Heads, head) >= 0;

    private bool IsAdjectiveHalf(string head)
    {
        if (head.Length < MinTail || head[^1] != 'o')
        {
            return false;
        }

        var readings = new List<Reading>();
        dictionary.Find(head, readings);
        return readings.Exists(r => r.Has(Traits.AdjectiveHalf));
    }

    private void Find(ReadOnlySpan<char> tail, bool restore, List<Reading> readings)
    {
        if (restore)
        {
            dictionary.FindRestored(tail, readings);
        }
        else
        {
            dictionary.Find(tail, readings);
        }
    }
}
