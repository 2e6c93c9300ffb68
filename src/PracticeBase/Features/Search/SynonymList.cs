using PracticeBase.Features.Search.Language;

namespace PracticeBase.Features.Search;

/// <summary>The groups of words that mean the same (<see cref="Domain.SynonymGroup"/>), ready for questions.</summary>
public sealed class SynonymList
{
    private static readonly char[] Separators = [',', ';', '\n'];

    private readonly Dictionary<string, List<Member>> byFirstKey = [];

    /// <param name="groups">Words and phrases separated by commas, a group each.</param>
    public SynonymList(IEnumerable<string> groups)
    {
        foreach (var group in groups)
        {
            var members = new List<Member>();
            foreach (var phrase in group.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var tokens = new List<Token>();
                PolishAnalyzer.Instance.Tokenize(phrase, tokens);
                if (tokens.Count > 0)
                {
                    members.Add(new Member(tokens.ConvertAll(t => t.Form), tokens.ConvertAll(t => Keys(t.Form)), members));
                }
            }

            foreach (var member in members)
            {
                foreach (var key in member.Keys[0])
                {
                    (byFirstKey.TryGetValue(key, out var list) ? list : byFirstKey[key] = []).Add(member);
                }
            }
        }
    }

    /// <summary>What begins at a word of a question: how many words it spans, and what else means the same. Length 0 when nothing does.</summary>
    /// <param name="words">The keys of the question's words (<see cref="Keys"/>).</param>
    /// <param name="start">The word to begin with.</param>
    public (int Length, IReadOnlyList<IReadOnlyList<string>> Others) At(IReadOnlyList<IReadOnlySet<string>> words, int start)
    {
        var found = words[start].SelectMany(k => byFirstKey.GetValueOrDefault(k) ?? []).Distinct()
            .Where(m => start + m.Keys.Count <= words.Count && m.Keys.Index().All(k => words[start + k.Index].Overlaps(k.Item))).ToList();
        if (found.Count == 0)
        {
            return (0, []);
        }

        var length = found.Max(m => m.Keys.Count);
        return (length, [.. found.Where(m => m.Keys.Count == length).SelectMany(m => m.Group).Except(found).Select(m => m.Words)]);
    }

    /// <summary>By which a word of a question meets a word of a group.</summary>
    public static IReadOnlySet<string> Keys(string form) =>
        PolishAnalyzer.Instance.KeysOfTyped(form).Where(k => k.Kind != KeyKind.Kin).Select(IndexKey.Of).Append($"={PolishAnalyzer.Fold(form)}").ToHashSet();

    private sealed record Member(IReadOnlyList<string> Words, IReadOnlyList<IReadOnlySet<string>> Keys, IReadOnlyList<Member> Group)
    {
        public bool Equals(Member? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
