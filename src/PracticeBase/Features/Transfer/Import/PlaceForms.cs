using System.Text.RegularExpressions;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>A commune named in a text, with where it stands.</summary>
internal sealed record PlaceMention(string Name, int Start, int Length, IReadOnlyList<GazetteerUnit> Units);

/// <summary>The communes' names in the cases that running text uses, made by rules: enough for finding, not for writing.</summary>
internal sealed partial class PlaceForms
{
    private const int MaxWords = 4;

    /// <summary>A name counts only after one of these; too many names are ordinary words as well.</summary>
    private static readonly HashSet<string> Before = new(StringComparer.OrdinalIgnoreCase)
    {
        "w", "we", "miasta", "miasto", "mieście", "miastem", "miastu", "gmina", "gminy", "gminie", "gminą", "gm", "m", "miejska", "miejskiego", "miejski", "miejskim",
    };

    private readonly Dictionary<string, List<GazetteerUnit>> byForm = new(StringComparer.OrdinalIgnoreCase);

    public PlaceForms(IEnumerable<GazetteerUnit> communes)
    {
        foreach (var unit in communes)
        {
            foreach (var form in Of(unit.Name).Append(unit.Name).Select(Canonical).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!byForm.TryGetValue(form, out var units))
                {
                    byForm[form] = units = [];
                }

                units.Add(unit);
            }
        }
    }

    public IReadOnlyList<PlaceMention> Mentions(string text)
    {
        var words = Word().Matches(text);
        var mentions = new List<PlaceMention>();
        for (var i = 1; i < words.Count; i++)
        {
            if (!Before.Contains(words[i - 1].Value) || !char.IsUpper(words[i].Value[0]))
            {
                continue;
            }

            for (var count = Math.Min(MaxWords, words.Count - i); count > 0; count--)
            {
                var form = string.Join(' ', words.Skip(i).Take(count).Select(w => w.Value));
                if (byForm.TryGetValue(form, out var units))
                {
                    var last = words[i + count - 1];
                    var nominative = units.Where(u => Canonical(u.Name).Equals(form, StringComparison.OrdinalIgnoreCase)).ToList();
                    // «miasta Rawa» may stand uninflected; otherwise an inflected form, of the biggest unit, is what was meant.
                    var meant = nominative.Count > 0 && !IsPreposition(words[i - 1].Value) ? nominative : units;
                    var name = meant.OrderByDescending(u => u.Type == Domain.LocalGovernmentType.CityWithCountyRights)
                        .ThenByDescending(u => u.Type == Domain.LocalGovernmentType.UrbanCommune).First().Name;
                    mentions.Add(new PlaceMention(name, words[i].Index, last.Index + last.Length - words[i].Index, [.. meant.Where(u => u.Name == name)]));
                    i += count - 1;
                    break;
                }
            }
        }

        return mentions;
    }

    private static bool IsPreposition(string word) => word.Length <= 2;

    private static string Canonical(string name) => string.Join(' ', Word().Matches(name).Select(w => w.Value));

    /// <summary>Genitive and locative: «Rawy Mazowieckiej», «Rawie Mazowieckiej».</summary>
    private static IEnumerable<string> Of(string name)
    {
        var words = Word().Matches(name).Select(w => w.Value).ToList();
        // What follows a preposition stays: «nad Sanem».
        var fixedFrom = words.FindIndex(w => char.IsLower(w[0]));
        var changing = fixedFrom < 0 ? words.Count : fixedFrom;
        var tail = words.Skip(changing).ToList();
        foreach (var genitive in new[] { true, false })
        {
            var options = new List<string>[changing];
            for (var i = 0; i < changing; i++)
            {
                options[i] = [.. Adjective(words[i], genitive), .. Noun(words[i], genitive)];
            }

            foreach (var combination in Product(options))
            {
                yield return string.Join(' ', combination.Concat(tail));
            }
        }
    }

    private static IEnumerable<IEnumerable<string>> Product(IEnumerable<List<string>> options) =>
        options.Aggregate((IEnumerable<IEnumerable<string>>)[[]], (all, next) => all.SelectMany(start => next.Select(n => start.Append(n))));

    private static IEnumerable<string> Adjective(string word, bool genitive)
    {
        var stem = word[..^1];
        switch (word[^1])
        {
            case 'a':
                yield return stem + (stem[^1] is 'k' or 'g' ? "iej" : "ej");
                break;
            case 'y':
                yield return stem + (genitive ? "ego" : "ym");
                yield return stem + "ych";
                break;
            case 'i':
                yield return stem + (genitive ? "iego" : "im");
                yield return stem + "ich";
                break;
            case 'e':
                yield return stem + (genitive ? "go" : "m");
                yield return (stem[^1] == 'i' ? stem : stem + "y") + "ch";
                yield return stem + (genitive ? "ego" : "em");
                yield return stem[^1] == 'i' ? stem[..^1] + (genitive ? "iego" : "im") : stem + "ym";
                break;
        }
    }

    private static IEnumerable<string> Noun(string word, bool genitive)
    {
        var stem = word[..^1];
        switch (word[^1])
        {
            case 'a':
                yield return stem + (genitive && stem[^1] is not ('k' or 'g' or 'l' or 'j' or 'i') ? "y" : stem[^1] == 'i' ? "" : "i");
                foreach (var form in genitive ? [] : Soft(stem))
                {
                    yield return form;
                }

                yield return stem + "y";
                break;
            case 'o' or 'e':
                yield return stem + (genitive ? "a" : "u");
                foreach (var form in genitive ? [] : Soft(stem))
                {
                    yield return form;
                }

                break;
            case 'y' or 'i':
                yield return stem + (genitive ? "" : "ach");
                yield return genitive ? stem + "ów" : stem + "iach";
                break;
            default:
                foreach (var form in Masculine(word, genitive))
                {
                    yield return form;
                }

                break;
        }

        if (word.EndsWith("ce", StringComparison.Ordinal))
        {
            yield return stem + (genitive ? "" : "ach");
            yield return genitive ? word[..^2] + "ec" : stem + "ach";
        }

        // Feminine names in a soft consonant: Łódź, Bydgoszcz.
        if (word[^1] is 'ź' or 'ć' or 'ń' or 'ś')
        {
            yield return Softened(word) + "i";
        }

        if (word.EndsWith("cz", StringComparison.Ordinal))
        {
            yield return word + "y";
        }

        if (word.EndsWith("ódź", StringComparison.Ordinal))
        {
            yield return word[..^3] + "odzi";
        }

        // Both halves change in this one alone.
        if (word == "Białystok")
        {
            yield return genitive ? "Białegostoku" : "Białymstoku";
        }
    }

    private static IEnumerable<string> Masculine(string word, bool genitive)
    {
        var stems = new List<string> { word };
        if (word.EndsWith("iec", StringComparison.Ordinal))
        {
            stems.Add(word[..^3] + "c");
        }
        else if (word.Length > 3 && word[^2] == 'e' && word[^1] is 'k' or 'c' or 'ń' or 'l' or 'r')
        {
            stems.Add((word[^3] == 'i' ? word[..^3] : word[..^2]) + word[^1]);
        }

        if (word.Length > 2 && word[^2] == 'ó')
        {
            stems.Add(word[..^2] + "o" + word[^1]);
        }

        foreach (var stem in stems)
        {
            var soft = Softened(stem);
            if (genitive)
            {
                yield return stem + "a";
                yield return stem + "u";
                yield return soft + "ia";
            }
            else
            {
                yield return stem + "u";
                yield return soft + "iu";
                foreach (var form in Soft(stem))
                {
                    yield return form;
                }
            }
        }
    }

    private static string Softened(string stem) => stem[^1] switch
    {
        'ń' => stem[..^1] + "n",
        'ć' => stem[..^1] + "c",
        'ś' => stem[..^1] + "s",
        'ź' => stem[..^1] + "z",
        _ => stem,
    };

    /// <summary>The locative in -e with its changed consonant: Rawa → Rawie, Nysa → Nysie, Góra → Górze.</summary>
    private static IEnumerable<string> Soft(string stem)
    {
        if (stem.Length < 2)
        {
            yield break;
        }

        var start = stem[..^1];
        yield return stem[^1] switch
        {
            'r' => start + "rze",
            'k' => start + "ce",
            'g' => start + "dze",
            'ł' => start + "le",
            't' => start + "cie",
            'd' => start + "dzie",
            _ => stem + "ie",
        };
        // Consonants before it soften too: Krosno → Krośnie, Gniezno → Gnieźnie, Miasto → Mieście.
        yield return (stem.Length > 3 ? stem[^2..] : "") switch
        {
            "sn" => stem[..^2] + "śnie",
            "zn" => stem[..^2] + "źnie",
            "st" => stem[..^2] + "ście",
            "sł" => stem[..^2] + "śle",
            _ => stem + "ie",
        };
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
