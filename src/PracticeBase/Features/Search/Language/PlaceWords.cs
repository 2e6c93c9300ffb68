namespace PracticeBase.Features.Search.Language;

/// <summary>How Polish forms an adjective and the words for inhabitants of a place's name. Candidates: which of them exist, the dictionary knows.</summary>
internal static class PlaceWords
{
    /// <summary>Ends of names with what stands before «-ski» in their place; the first that fits and all that follow.</summary>
    private static readonly (string End, string[] Before)[] Stems =
    [
        ("ów", ["ow"]), ("owo", ["ow"]), ("ewo", ["ew"]), ("lin", ["liń", "el"]), ("in", ["iń", ""]), ("yn", ["yń"]), ("ane", ["iań", "ań"]), ("any", ["ań"]),
        ("sno", ["śnień", "sień"]), ("zno", ["źnień"]), ("szno", ["szczyń", "szeń"]), ("no", ["ń", "nień", "now", "eń"]), ("na", ["ń", "nień", "eń"]), ("nia", ["ń"]), ("nie", ["ń"]), ("ń", ["ń"]),
        ("ża", ["żyń", "ż"]), ("ów", ["ow"]), ("", [""]),
    ];

    /// <summary>What the last consonants of a stem become before «-ski»: «Tychy» → tyski, «Łódź» → łódzki, «Legnica» → legnicki.</summary>
    private static readonly (string End, string With)[] Joints =
    [
        ("szcz", "ski"), ("brzeg", "brzeski"), ("rk", "rski"), ("łk", "lski"), ("wek", "wski"), ("sk", "ski"), ("ck", "cki"), ("st", "ski"), ("ść", "ski"), ("cz", "cki"), ("dz", "dzki"), ("dź", "dzki"),
        ("rz", "rski"), ("sz", "ski"), ("ch", "ski"), ("c", "cki"), ("k", "cki"), ("t", "cki"), ("ć", "cki"), ("d", "dzki"), ("ź", "dzki"), ("g", "ski"), ("ż", "ski"), ("z", "ski"),
        ("h", "ski"), ("s", "ski"), ("ś", "ski"), ("ł", "lski"), ("n", "ński"), ("", "ski"),
    ];

    /// <summary>Endings of an adjective with those of the people: «krakowski» → krakowianin, «tyski» → tyszanin, «gdański» → gdańszczanin.</summary>
    private static readonly (string End, string[] People)[] People =
    [
        ("dzki", ["dzian", "dzan"]), ("cki", ["czan", "cian", "tan"]), ("ński", ["nian", "ńszczan", "nan"]), ("lski", ["lan", "lszczan"]), ("rski", ["rzan", "rzeżan"]),
        ("ski", ["szan", "szczan", "żan", "ian"]),
    ];

    public static IEnumerable<string> AdjectivesOf(string place)
    {
        foreach (var (end, befores) in Stems)
        {
            if (place.EndsWith(end, StringComparison.Ordinal))
            {
                var start = place[..^end.Length];
                foreach (var before in befores)
                {
                    foreach (var adjective in Joined(before.Length == 0 ? WithoutEnding(start + (end == "" ? "" : before)) : start + before))
                    {
                        yield return adjective;
                    }
                }
            }
        }
    }

    public static IEnumerable<string> InhabitantsOf(string adjective)
    {
        foreach (var (end, people) in People)
        {
            if (adjective.EndsWith(end, StringComparison.Ordinal))
            {
                var start = adjective[..^end.Length];
                var open = start.Replace('ó', 'o');
                foreach (var person in people)
                {
                    yield return start + person + "in";
                    yield return start + person + "ka";
                    yield return open + person + "in";
                    yield return open + person + "ka";
                }
            }
        }
    }

    /// <summary>The name without its vowels at the end: «Bielsko» → bielsk, «Ustronie» → ustron.</summary>
    private static string WithoutEnding(string name)
    {
        var end = name.Length;
        while (end > 2 && PolishLetters.IsVowel(name[end - 1]))
        {
            end--;
        }

        return name[..end];
    }

    private static IEnumerable<string> Joined(string stem)
    {
        foreach (var (end, with) in Joints)
        {
            if (stem.EndsWith(end, StringComparison.Ordinal) && stem.Length > end.Length)
            {
                var start = stem[..^end.Length];
                yield return start + with;
                yield return start.Length > 0 && with == "cki" ? start + "ecki" : stem + "owski"; // «Kielce», «Kutno».
                if (end.Length > 0)
                {
                    break;
                }
            }
        }

        yield return stem + "owski";
    }
}
