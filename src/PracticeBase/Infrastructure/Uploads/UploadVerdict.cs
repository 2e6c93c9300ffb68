namespace PracticeBase.Infrastructure.Uploads;

/// <summary>What became of a file that somebody adds: taken, or refused for a reason that they can do something about.</summary>
public abstract record UploadVerdict
{
    private UploadVerdict()
    {
    }

    /// <param name="Kind">What the content is, and the name says so too.</param>
    /// <param name="FileName">The name to save it under.</param>
    /// <param name="Content">What to keep: the file itself, or what is left of it without metadata or in UTF-8.</param>
    /// <param name="IsChanged">The content is not what was sent.</param>
    public sealed record Accepted(FileKind Kind, string FileName, byte[] Content, bool IsChanged) : UploadVerdict;

    /// <param name="Reason">The sentence for it is «Upload.Refused.{Reason}».</param>
    /// <param name="Arguments">What the sentence's placeholders stand for, in their order.</param>
    public sealed record Refused(UploadRefusal Reason, IReadOnlyList<string> Arguments) : UploadVerdict;
}

/// <summary>Why a file is not taken; {0}, {1} are the arguments.</summary>
public enum UploadRefusal
{
    NameMissing,
    NameHasPath,
    NameHasHiddenCharacters,
    NameReserved,

    /// <summary>{0}: the characters that a name may have.</summary>
    NameTooLong,
    NoExtension,
    Empty,

    /// <summary>{0}: the limit in megabytes.</summary>
    TooLarge,

    /// <summary>{0}: the extension, {1}: the kinds that are taken.</summary>
    UnknownType,

    /// <summary>{0}: the extension, {1}: the kind of the content.</summary>
    OtherType,

    /// <summary>{0}: the kind that it should be.</summary>
    Damaged,

    /// <summary>The binary files of Word, Excel and PowerPoint before 2007.</summary>
    OldFormat,
    NotText,

    /// <summary>A password to open it, or a PDF's ban on copying or printing.</summary>
    Encrypted,
    Macros,
    PdfScript,
    PdfLaunch,

    /// <summary>A program within a document.</summary>
    EmbeddedProgram,

    /// <summary>A file of any kind within a document, put there as an icon.</summary>
    EmbeddedFile,
    ArchiveInside,
    ArchiveBomb,
    UnsafePath,

    /// <summary>A template or object that the reader's computer would fetch from elsewhere.</summary>
    RemoteContent,

    /// <summary>{0}: the limit in megapixels.</summary>
    TooManyPixels,
}

/// <summary>Ends an inspection from any depth of a file; <see cref="UploadInspector"/> turns it into a verdict.</summary>
internal sealed class UploadRefusedException(UploadRefusal reason, params string[] arguments) : Exception(reason.ToString())
{
    public UploadVerdict.Refused Verdict => new(reason, arguments);
}
