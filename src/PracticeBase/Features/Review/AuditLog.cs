using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Accounts;

namespace PracticeBase.Features.Review;

/// <summary>Writes privileged acts into the audit log, in the caller's unit of work.</summary>
public sealed class AuditLog(PracticeBaseDbContext db, CurrentAccount account, TimeProvider clock)
{
    private const int MaxName = 300;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    /// <param name="action">«category.rename»</param>
    /// <param name="subject">«Category 12»</param>
    /// <param name="name">Of the subject, as people know it.</param>
    /// <param name="before">The values touched, as an anonymous object; null where there were none.</param>
    /// <param name="after">Likewise afterwards.</param>
    public void Add(string action, string subject, string? name, object? before = null, object? after = null) => db.Audit.Add(new AuditEntry
    {
        At = clock.GetUtcNow(),
        AccountId = account.IsSignedIn ? account.Id : null,
        Action = action,
        Subject = subject,
        SubjectName = name?.Length > MaxName ? name[..MaxName] : name,
        Before = Write(before),
        After = Write(after),
    });

    private static string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, Options);
}
