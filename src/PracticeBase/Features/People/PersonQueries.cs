using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using PracticeBase.Data;
using PracticeBase.Data.SqlServer;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.People;

/// <param name="Title">Null while nothing but a draft is known: a draft's title is its authors' own matter.</param>
/// <param name="Path">The public page; null when there is none.</param>
public sealed record PersonPractice(int Id, string Signature, string? Title, string? Path);

/// <summary>One row of contacts; a person has one for each revision that was begun with them.</summary>
public sealed record PersonRow(Contact Contact, string? Place, IReadOnlyList<PersonPractice> Practices, IReadOnlySet<int> Places);

/// <param name="Rows">At most <see cref="PersonQueries.MaxRows"/>.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Alerts">Those of an address, when that was looked for.</param>
public sealed record PeopleFound(string Query, IReadOnlyList<PersonRow> Rows, int Total, IReadOnlyList<Alert> Alerts);

/// <summary>The editors' questions about people to ask.</summary>
public sealed class PersonQueries(PracticeBaseDbContext db)
{
    public const int MaxRows = 50;
    public const int MinQuery = 3;
    public const int MaxQuery = EmailAddress.MaxLength;

    /// <summary>Every text there is, is looked through.</summary>
    private static readonly TimeSpan SearchTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Contacts whose name or e-mail holds every word.</summary>
    public async Task<PeopleFound> SearchAsync(string query, CancellationToken cancellationToken)
    {
        var words = Text.Fold(query).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ids = await IdsAsync((name, email) => words.All(w => name.Contains(w, StringComparison.Ordinal) || (email?.Contains(w, StringComparison.OrdinalIgnoreCase) ?? false)), cancellationToken);
        var rows = await RowsAsync(ids.Take(MaxRows), cancellationToken);
        return new PeopleFound(query, [.. rows.OrderBy(r => Text.Fold(r.Contact.Name), StringComparer.Ordinal).ThenBy(r => r.Contact.Id)], ids.Count, await AlertsAsync(query, cancellationToken));
    }

    /// <summary>The alerts of an address, confirmed or not; none for what is no address.</summary>
    public async Task<IReadOnlyList<Alert>> AlertsAsync(string? text, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Read(text)?.ToLowerInvariant();
        return email is null ? [] : await db.Alerts.AsNoTracking().Where(a => a.Email == email).OrderBy(a => a.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Null when there is no such contact.</summary>
    public async Task<PersonRow?> FindAsync(int id, CancellationToken cancellationToken) => (await RowsAsync([id], cancellationToken)).SingleOrDefault();

    /// <summary>All rows of the same person: the same name in the same unit or local government, or the same e-mail. The row itself is the first.</summary>
    public async Task<IReadOnlyList<PersonRow>> SamePersonAsync(PersonRow person, CancellationToken cancellationToken)
    {
        var folded = Text.Fold(person.Contact.Name);
        bool SameEmail(string? email) => email is not null && email.Equals(person.Contact.Email, StringComparison.OrdinalIgnoreCase);
        var ids = await IdsAsync((name, email) => name == folded || SameEmail(email), cancellationToken);
        var rows = await RowsAsync(ids, cancellationToken);
        return [.. rows
            .Where(r => r.Contact.Id == person.Contact.Id || SameEmail(r.Contact.Email) || r.Places.Overlaps(person.Places)
                || (r.Contact.ImplementingUnitId is not null && r.Contact.ImplementingUnitId == person.Contact.ImplementingUnitId))
            .OrderBy(r => r.Contact.Id != person.Contact.Id).ThenBy(r => r.Contact.Id)];
    }

    /// <summary>Practices in whose texts or files the name stands, in any revision: what erasing a contact leaves behind. Finds the name as it is written and in capitals, not its other cases.</summary>
    public async Task<IReadOnlyList<PersonPractice>> TextsNamingAsync(string name, CancellationToken cancellationToken)
    {
        // In capitals too, where letters are compared as written; SQLite takes both for the same, in ASCII.
        var isSqlServer = db.Database.IsSqlServer();
        var patterns = new[] { name, name.ToUpper(CultureInfo.GetCultureInfo("pl-PL")) }.Take(isSqlServer ? 2 : 1).Distinct().Select(n => $"%{n.Replace("\\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)}%").ToList();
        var revisions = new HashSet<int>();
        var binary = isSqlServer ? $" COLLATE {SqlServerCommands.AsWritten}" : "";
        if (isSqlServer)
        {
            db.Database.SetCommandTimeout(SearchTimeout);
        }

        foreach (var (table, revision, join) in new[]
        {
            ("Revisions", "Id", ""), ("Partners", "RevisionId", ""), ("Attachments", "RevisionId", ""),
            ("Files", "a.RevisionId", " INNER JOIN Attachments a ON a.Sha256 = t.Sha256"),
        })
        {
            // Lists are kept as JSON, which only SQL can look into as text.
            var matches = string.Join(" OR ", TextColumns(table).Select(c => $"t.{c}{binary} LIKE {{0}} ESCAPE '\\'"));
            var sql = $"SELECT {(join.Length == 0 ? "t." : "")}{revision} AS Value FROM {table} t{join} WHERE {matches}";
            foreach (var pattern in patterns)
            {
                revisions.UnionWith(await db.Database.SqlQueryRaw<int>(sql, pattern).ToListAsync(cancellationToken));
            }
        }

        var ids = revisions.ToList();
        return Practices(await Links(db.Revisions.Where(r => ids.Contains(r.Id)).Select(r => new Link(0, r.Id, r.PracticeId, r.Practice.Kind, r.Practice.Slug, r.Status, r.Title, r.LocalGovernmentId, r.Practice.OwnerId)), cancellationToken));
    }

    private IEnumerable<string> TextColumns(string table)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        return db.Model.GetRelationalModel().Tables.Single(t => t.Name == table).Columns
            .Where(c => (c.StoreTypeMapping.Converter?.ProviderClrType ?? c.StoreTypeMapping.ClrType) == typeof(string)).Select(c => sql.DelimitIdentifier(c.Name));
    }

    /// <summary>Names are compared here, not in the database: neither provider folds Polish letters as the other does.</summary>
    private async Task<List<int>> IdsAsync(Func<string, string?, bool> matches, CancellationToken cancellationToken)
    {
        var all = await db.Contacts.OrderBy(c => c.Id).Select(c => new { c.Id, c.Name, c.Email }).ToListAsync(cancellationToken);
        return [.. all.Where(c => matches(Text.Fold(c.Name), c.Email)).Select(c => c.Id)];
    }

    private async Task<IReadOnlyList<PersonRow>> RowsAsync(IEnumerable<int> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.ToList();
        var contacts = await db.Contacts.AsNoTracking().Include(c => c.ImplementingUnit!.LocalGovernment).Where(c => wanted.Contains(c.Id)).ToListAsync(cancellationToken);
        var links = (await Links(
            from contact in db.Set<RevisionContact>()
            join r in db.Revisions on contact.RevisionId equals r.Id
            where wanted.Contains(contact.ContactId)
            select new Link(contact.ContactId, r.Id, r.PracticeId, r.Practice.Kind, r.Practice.Slug, r.Status, r.Title, r.LocalGovernmentId, r.Practice.OwnerId), cancellationToken)).ToLookup(l => l.ContactId);
        var placeIds = links.SelectMany(l => l).Select(l => l.PlaceId ?? l.OwnerId).OfType<int>().Distinct().ToList();
        var places = await db.LocalGovernments.Where(g => placeIds.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => g.Name, cancellationToken);
        return [.. contacts.Select(c =>
        {
            var own = links[c.Id].ToList();
            var at = own.SelectMany(l => new[] { l.PlaceId, l.OwnerId }).Append(c.ImplementingUnit?.LocalGovernmentId).OfType<int>().ToHashSet();
            return new PersonRow(c, c.ImplementingUnit?.Name ?? places.GetValueOrDefault(own.Select(l => l.PlaceId ?? l.OwnerId).FirstOrDefault(p => p is not null) ?? 0), Practices(own), at);
        })];
    }

    private static async Task<List<Link>> Links(IQueryable<Link> query, CancellationToken cancellationToken) => await query.ToListAsync(cancellationToken);

    /// <summary>Each practice once, under the title of its published revision, or else of the newest that is no draft.</summary>
    private static List<PersonPractice> Practices(IEnumerable<Link> links) =>
        [.. links.GroupBy(l => l.PracticeId).OrderBy(g => g.Key).Select(g =>
        {
            var known = g.Where(l => l.Status != RevisionStatus.Draft).OrderByDescending(l => l.Status == RevisionStatus.Published).ThenByDescending(l => l.RevisionId).FirstOrDefault();
            var path = known?.Status == RevisionStatus.Published ? $"/praktyka/{PermanentAddress.Format(g.Key, known.Slug)}" : null;
            return new PersonPractice(g.Key, Practice.FormatSignature(g.First().Kind, g.Key), known?.Title, path);
        })];

    private sealed record Link(int ContactId, int RevisionId, int PracticeId, PracticeKind Kind, string Slug, RevisionStatus Status, string Title, int? PlaceId, int? OwnerId);
}
