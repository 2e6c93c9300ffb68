using System.Collections.Frozen;

namespace PracticeBase.Features.Search.Language;

/// <summary>Words too common to be looked for (stop-words.txt), also as they are typed without Polish letters where that is no other word («sie», «rowniez»).</summary>
internal sealed class StopWords
{
    private const string Resource = "PracticeBase.Features.Search.Language.stop-words.txt";

    private readonly FrozenSet<string> words;

    private StopWords(FrozenSet<string> words) => this.words = words;

    public bool Contains(string form) => words.Contains(form);

    /// <param name="isOtherWord">Whether a spelling without Polish letters is a word of its own.</param>
    public static StopWords Load(Func<string, bool> isOtherWord)
    {
        using var reader = new StreamReader(typeof(StopWords).Assembly.GetManifestResourceStream(Resource)!);
        var words = new HashSet<string>(reader.ReadToEnd().Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        words.UnionWith(words.Select(PolishAnalyzer.Fold).Where(f => !words.Contains(f) && !isOtherWord(f)).ToList());
        return new(words.ToFrozenSet());
    }
}
