namespace PracticeBase.Features.Search.Language;

/// <summary>Plurals of gerunds, which the dictionary lacks where a deed is no word of its own: «wypożyczeń», «opomiarowaniach».</summary>
internal sealed class Gerunds(LemmaDictionary dictionary)
{
    private static readonly (string End, string Singular)[] Plurals =
    [
        ("ań", "anie"), ("eń", "enie"), ("ęć", "ęcie"), ("iom", "ie"), ("iami", "ie"), ("iach", "ie"),
    ];

    /// <summary>Adds the verbs whose gerund the form is the plural of.</summary>
    /// <param name="restore">Whether Polish letters may be missing.</param>
    public void Find(string form, bool restore, List<Reading> readings)
    {
        foreach (var (end, singular) in Plurals)
        {
            if (form.EndsWith(end, StringComparison.Ordinal) || (restore && form.EndsWith(PolishAnalyzer.Fold(end), StringComparison.Ordinal)))
            {
                var gerund = string.Concat(form.AsSpan(0, form.Length - end.Length), singular);
                if (restore)
                {
                    dictionary.FindRestored(gerund, readings);
                }
                else
                {
                    dictionary.Find(gerund, readings);
                }
            }
        }

        readings.RemoveAll(r => !r.Has(Traits.OfVerb));
    }
}
