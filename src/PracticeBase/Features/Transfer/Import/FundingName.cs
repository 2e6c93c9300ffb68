namespace PracticeBase.Features.Transfer.Import;

/// <summary>«Ministerstwa Polityki Społecznej» → «Ministerstwo Polityki Społecznej»: a source named after «z».</summary>
internal static class FundingName
{
    private static readonly (string Genitive, string Nominative)[] Starts =
    [
        ("Ministerstwa", "Ministerstwo"), ("Urzędu", "Urząd"), ("Europejskiego Funduszu Społecznego", "Europejski Fundusz Społeczny"), ("Europejskiego Funduszu", "Europejski Fundusz"),
        ("Państwowego Funduszu", "Państwowy Fundusz"), ("Funduszu", "Fundusz"), ("Programu", "Program"), ("Budżetu", "Budżet"), ("Unii Europejskiej", "Unia Europejska"), ("Fundacji", "Fundacja"),
    ];

    public static string Nominative(string name)
    {
        foreach (var (genitive, nominative) in Starts)
        {
            if (name.StartsWith(genitive, StringComparison.OrdinalIgnoreCase))
            {
                return nominative + name[genitive.Length..];
            }
        }

        return name;
    }
}
