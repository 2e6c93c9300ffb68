using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;

namespace PracticeBase.Features.Accounts;

/// <summary>What the portal holds about an account, for its owner (art. 15 and 20 RODO). No secrets of signing in.</summary>
public static class OwnData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
    };

    public static async Task<byte[]> WriteAsync(PracticeBaseDbContext db, int id, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.AsNoTracking().Include(a => a.LocalGovernment).SingleAsync(a => a.Id == id, cancellationToken);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            account.Name,
            account.Email,
            account.Post,
            account.Roles,
            LocalGovernment = account.LocalGovernment?.Name,
            account.BelongingConfirmedAt,
            account.CreatedAt,
            account.LastSignInAt,
            account.TwoFactorEnabled,
            Passkeys = (await db.UserPasskeys.AsNoTracking().Where(p => p.UserId == id).ToListAsync(cancellationToken)).Select(p => new { p.Data.Name, p.Data.CreatedAt }),
            Sessions = await db.Sessions.Where(s => s.AccountId == id).OrderBy(s => s.CreatedAt).Select(s => new { s.Device, s.CreatedAt, s.SeenAt, s.ExpiresAt }).ToListAsync(cancellationToken),
            Revisions = await db.Revisions.Where(r => r.AuthorId == id).OrderBy(r => r.Id).Select(r => new { r.PracticeId, r.Number, r.Title, r.Status, r.CreatedAt }).ToListAsync(cancellationToken),
            Remarks = await db.Remarks.Where(r => r.AuthorId == id).OrderBy(r => r.Id).Select(r => new { r.Revision.PracticeId, r.Field, r.At, r.Text }).ToListAsync(cancellationToken),
            Messages = (await db.Messages.AsNoTracking().Where(m => m.AccountId == id).OrderBy(m => m.Id).ToListAsync(cancellationToken))
                .Select(m => new { m.Kind, m.Subject, Body = m.IsSecret ? null : m.Body, m.CreatedAt, m.ReadAt }),
            Actions = await db.Audit.Where(a => a.AccountId == id).OrderBy(a => a.Id).Select(a => new { a.At, a.Action, a.Subject }).ToListAsync(cancellationToken),
        }, Options);
    }
}
