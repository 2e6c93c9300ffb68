namespace PracticeBase.Features.Search.Language;

/// <summary>How Polish forms an adjective and the words for inhabitants of a place's name. Candidates: which of them exist, the dictionary knows.</summary>
internal static class PlaceWords
{
    /// <summary>Ends of names with what stands in their place before «-ski»; all that fit.</summary>
    private static readonly (string End, string[] Stems)[] Stems =
    [
        ("ów", ["ow"]), ("lin", ["el"]), ("in", ["iń"]), ("yn", ["yń"]), ("ane", ["iań", "ań"]), ("any", ["ań"]), ("sno", ["śnień", "sień"]), ("zno", ["źnień"]), ("szno", ["szczyń"]),
        ("ość", ["oj"]), ("iczka", ["ic"]), ("łk", ["łc"]), ("no", ["nień", "eń"]), ("na", ["nień", "eń"]), ("ża", ["żyń"]),
    ];

    /// <summary>What the last consonants of a stem become before «-ski»: «Tychy» → tyski, «Łódź» → łódzki, «Legnica» → legnicki.</summary>
    private static readonly (string End, string With)[] Joints =
    [
        ("szcz", "ski"), ("brzeg", "brzeski"), ("rk", "rski"), ("łk", "lski"), ("wek", "wski"), ("sk", "ski"), ("ck", "cki"), ("st", "ski"), ("ść", "ski"), ("cz", "cki"), ("dz", "dzki"), ("dź", "dzki"),
        ("rz", "rski"), ("sz", "ski"), ("ch", "ski"), ("c", "cki"), ("k", "cki"), ("t", "cki"), ("ć", "cki"), ("d", "dzki"), ("ź", "dzki"), ("g", "ski"), ("ż", "ski"), ("z", "ski"),
        ("h", "ski"), ("s", "ski"), ("ś", "ski"), ("ł", "lski"), ("n", "ński"), ("", "ski"),
    ];

    /// <summary>Endings of an adjective with those of the people, less «-in»: «krakowski» → krakowianin, «tyski» → tyszanin, «gdański» → gdańszczanin. The first that fits.</summary>
    private static readonly (string End, string[] People)[] People =
    [
        ("dzki", ["dzian", "dzan"]), ("cki", ["czan", "cian"]), ("ński", ["nian", "ńszczan", "ńcian"]), ("lski", ["lan", "lszczan"]), ("rski", ["rzan", "rszczan"]),
        ("wski", ["wian"]), ("ski", ["szan", "szczan", "żan", "ian"]),
    ];

    /// <summary>Adjectives in «-ski» that a lower-case name may have; some do not exist.</summary>
    public static IEnumerable<string> AdjectivesOf(string place)
    {
        foreach (var (end, stems) in Stems)
        {
            if (place.EndsWith(end, StringComparison.Ordinal))
            {
                foreach (var stem in stems)
                {
                    yield return string.Concat(place.AsSpan(0, place.Length - end.Length), stem, stem[^1] == 'c' ? "ki" : "ski");
                }
            }
        }

        var bare = WithoutVowels(place);
        var (last, joint) = Joints.First(j => bare.EndsWith(j.End, StringComparison.Ordinal));
        var start = bare[..^last.Length];
        yield return start + joint;
        yield return bare + "owski"; // «Kutno».
        if (joint == "cki")
        {
            yield return start + "ecki"; // «Kielce».
        }
    }

    /// <summary>Words for a man of the place that an adjective belongs to; some do not exist.</summary>
    public static IEnumerable<string> MenOf(string adjective)
    {
        var (end, people) = People.FirstOrDefault(p => adjective.EndsWith(p.End, StringComparison.Ordinal), ("", []));
        var start = adjective[..^end.Length];
        var open = start.Replace('ó', 'o');
        return people.Select(p => start + p + "in").Concat(open == start ? [] : people.Select(p => open + p + "in"));
    }

    /// <summary>«krakowianin» → krakowianka.</summary>
    public static string WomanOf(string man) => man[..^"in".Length] + "ka";

    /// <summary>The name without its vowels at the end: «Bielsko» → bielsk, «Ustronie» → ustron.</summary>
    private static string WithoutVowels(string name)
    {
        var end = name.Length;
        while (end > 2 && PolishLetters.IsVowel(name[end - 1]))
        {
            end--;
        }

        return name[..end];
    }
}
