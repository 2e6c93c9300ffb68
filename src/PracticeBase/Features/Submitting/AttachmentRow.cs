using PracticeBase.Domain;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.Uploads;

namespace PracticeBase.Features.Submitting;

/// <summary>One attachment as the form shows it.</summary>
public sealed record AttachmentRow
{
    public const int MaxTitle = 300;
    public const int MaxText = 2000;

    /// <summary>What an author may choose from; an imported file may have another one and keeps it.</summary>
    public static IReadOnlyList<string> Licences { get; } = ["CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0", "domena publiczna"];

    public required int Id { get; init; }

    public required string FileName { get; init; }

    public required string Title { get; init; }

    public required string? Description { get; init; }

    public required string? AltText { get; init; }

    public required string Licence { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The people whom the document itself names; null when it names nobody.</summary>
    public DocumentAuthor? Author { get; init; }

    public FileKind? Kind => FileKind.Of(FileName);

    public bool IsPicture => Kind?.ContentType.StartsWith("image/", StringComparison.Ordinal) == true;

    public bool LacksAltText => IsPicture && AltText is null;

    /// <summary>Tells apart any two contents; a form sends back the one that it was made from.</summary>
    public string Stamp => FieldInput.OfRows(RevisionField.AttachmentsKey, [[Title, Description ?? "", AltText ?? "", Licence]]).Stamp;

    public static AttachmentRow Of(Attachment attachment, long size) => new()
    {
        Id = attachment.Id,
        FileName = attachment.FileName,
        Title = attachment.Title,
        Description = attachment.Description,
        AltText = attachment.AltText,
        Licence = attachment.Licence,
        Sha256 = attachment.Sha256,
        Size = size,
    };

    /// <summary>The id of an input, and the anchor of what is wrong with it.</summary>
    public string InputId(string column) => $"{RevisionField.AttachmentsKey}-{Id}-{column}";
}

/// <summary>What the form of one attachment sends.</summary>
public sealed class AttachmentInput
{
    public string? Title { get; set; }

    public string? Description { get; set; }

    public string? AltText { get; set; }

    public string? Licence { get; set; }

    /// <summary>Without what nobody types on purpose.</summary>
    public AttachmentInput Clean() => new()
    {
        Title = InputText.CleanLine(Title),
        Description = InputText.Clean(Description),
        AltText = InputText.Clean(AltText),
        Licence = InputText.CleanLine(Licence),
    };
}

/// <summary>What became of one file that was sent.</summary>
/// <param name="Name">As it was sent, for showing.</param>
/// <param name="IsKept">It is among the attachments now.</param>
/// <param name="Text">Key of the sentence, with <paramref name="Arguments"/>.</param>
public sealed record UploadedFile(string Name, bool IsKept, string Text, params object?[] Arguments)
{
    /// <summary>«MOV», for the mark beside the name.</summary>
    public string Label => Path.GetExtension(Name) is { Length: > 1 and <= 5 } extension ? extension[1..].ToUpperInvariant() : "?";
}

/// <summary>What became of a change that could not be made as it was asked for.</summary>
public sealed record AttachmentReport
{
    public IReadOnlyList<UploadedFile> Files { get; init; } = [];

    /// <summary>Whose form is shown with what was typed.</summary>
    public int? EditedId { get; init; }

    public AttachmentInput? Typed { get; init; }

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Somebody else changed the same attachment, or the list.</summary>
    public bool IsConflict { get; init; }

    public IEnumerable<UploadedFile> Refused => Files.Where(f => !f.IsKept);

    public IEnumerable<UploadedFile> Kept => Files.Where(f => f.IsKept);
}

/// <param name="Report">For the page, where nothing or not everything was saved.</param>
public sealed record AttachmentOutcome(SaveResult Result, AttachmentReport? Report = null);
