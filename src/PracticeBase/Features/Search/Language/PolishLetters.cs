namespace PracticeBase.Features.Search.Language;

/// <summary>The letters of Polish that keyboards of other languages lack.</summary>
internal static class PolishLetters
{
    private const string All = "ąćęłńóśźż";

    /// <summary>Whether somebody wrote the word on a Polish keyboard.</summary>
    public static bool AreIn(ReadOnlySpan<char> form) => form.IndexOfAny(All) >= 0;

    /// <summary>The Polish letters that a plain letter may stand for.</summary>
    public static string Hidden(char letter) => letter switch
    {
        'a' => "ą",
        'c' => "ć",
        'e' => "ę",
        'l' => "ł",
        'n' => "ń",
        'o' => "ó",
        's' => "ś",
        'z' => "żź",
        _ => "",
    };

    public static bool IsVowel(char letter) => letter is 'a' or 'ą' or 'e' or 'ę' or 'i' or 'o' or 'ó' or 'u' or 'y';
}
