namespace PracticeBase.Features.Accounts;

/// <summary>One field of a form, drawn by `_Field`: label, hint, error, input.</summary>
public sealed record AccountField(string Name, string Label)
{
    public string? Value { get; init; }

    public string Type { get; init; } = "text";

    public string? Hint { get; init; }

    public string Autocomplete { get; init; } = "off";

    public int MaxLength { get; init; } = 300;

    public bool IsOptional { get; init; }

    /// <summary>Digits, on a keyboard of digits.</summary>
    public bool IsNumeric { get; init; }
}
