using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using PracticeBase.Infrastructure.Files;

namespace PracticeBase.Infrastructure;

/// <summary>A reason not to start, in one sentence for the operator. The program prints it and ends with code 1.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>«Database:*»; the connection string is «ConnectionStrings:PracticeBase».</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Sqlite or SqlServer.</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>«auto»: a start brings the schema up to date; «never»: it only looks whether somebody did.</summary>
    public string Migrate { get; set; } = "auto";

    /// <summary>Public pages are read from a readable copy; SQL Server alone.</summary>
    public bool ReadOnlyIntent { get; set; }
}

/// <summary>«Storage:*».</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Where the embedded database, the attachments and the logs lie; relative to the content root.</summary>
    public string Directory { get; set; } = "data";

    /// <summary>Where the attachments lie when not in «files» of <see cref="Directory"/>: a folder that several nodes share.</summary>
    public string? FilesDirectory { get; set; }

    /// <summary>A folder, or a bucket.</summary>
    public FilesPlace Files { get; set; }

    public S3Options S3 { get; set; } = new();
}

/// <summary>«Attachments:*»: how much an author may add.</summary>
public sealed class UploadOptions
{
    public const string Section = "Attachments";

    /// <summary>Of one file; it is inspected in memory.</summary>
    [Range(1, 200)]
    public int MaxFileMegabytes { get; set; } = 25;

    /// <summary>Files of one revision.</summary>
    [Range(1, 500)]
    public int MaxCount { get; set; } = 30;

    /// <summary>Of all the files of one revision.</summary>
    [Range(1, 10_000)]
    public int MaxTotalMegabytes { get; set; } = 200;
}

/// <summary>«Portal:*»: who runs the portal and how to reach them.</summary>
public sealed class PortalOptions
{
    public const string Section = "Portal";

    [Required(AllowEmptyStrings = false)]
    public string Name { get; set; } = "Baza Dobrych Praktyk";

    /// <summary>The public entity that answers for the portal.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Operator { get; set; } = "";

    public string Address { get; set; } = "";

    [Required(AllowEmptyStrings = false), EmailAddress]
    public string Email { get; set; } = "";

    public string Phone { get; set; } = "";

    /// <summary>The portal's public address for canonical links; without it the request's own host is used.</summary>
    [Url]
    public string? BaseAddress { get; set; }

    /// <summary>Shown at the top of every page, for a demonstration or a planned break.</summary>
    public string? Notice { get; set; }

    public string? NoticeEn { get; set; }

    /// <summary>From when the visitors are counted.</summary>
    public DateOnly? VisitorsSince { get; set; }

    /// <summary>Visitors of an earlier portal, added to those counted here.</summary>
    [Range(0, long.MaxValue)]
    public long VisitorsBefore { get; set; }

    [ValidateObjectMembers]
    public AccessibilityOptions Accessibility { get; set; } = new();

    /// <summary>An empty value is none.</summary>
    public void Tidy()
    {
        BaseAddress = OrNull(BaseAddress);
        Notice = OrNull(Notice);
        NoticeEn = OrNull(NoticeEn);
        var a = Accessibility;
        (a.ReportUrl, a.ContactName, a.ContactEmail, a.ContactPhone) = (OrNull(a.ReportUrl), OrNull(a.ContactName), OrNull(a.ContactEmail), OrNull(a.ContactPhone));
        (a.Architecture, a.ArchitectureEn, a.Communication, a.CommunicationEn) = (OrNull(a.Architecture), OrNull(a.ArchitectureEn), OrNull(a.Communication), OrNull(a.CommunicationEn));
    }

    private static string? OrNull(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}

/// <summary>The facts of the accessibility statement that only the operator knows.</summary>
public sealed class AccessibilityOptions
{
    public DateOnly PublishedOn { get; set; }

    public DateOnly UpdatedOn { get; set; }

    /// <summary>When the statement was drawn up.</summary>
    public DateOnly DrawnUpOn { get; set; }

    /// <summary>The last yearly review; null before the first.</summary>
    public DateOnly? ReviewedOn { get; set; }

    /// <summary>Address of the audit's result, if there was one.</summary>
    [Url]
    public string? ReportUrl { get; set; }

    /// <summary>Who handles accessibility; the operator's own e-mail and phone when empty.</summary>
    public string? ContactName { get; set; }

    [EmailAddress]
    public string? ContactEmail { get; set; }

    public string? ContactPhone { get; set; }

    /// <summary>How the operator's building can be reached and used (Markdown).</summary>
    public string? Architecture { get; set; }

    public string? ArchitectureEn { get; set; }

    /// <summary>How the operator communicates with deaf and hard-of-hearing people (Markdown).</summary>
    public string? Communication { get; set; }

    public string? CommunicationEn { get; set; }
}
