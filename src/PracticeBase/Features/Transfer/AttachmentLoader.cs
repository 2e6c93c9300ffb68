using Microsoft.EntityFrameworkCore;
using PracticeBase.Data;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;
using PracticeBase.Infrastructure;

namespace PracticeBase.Features.Transfer;

/// <summary>The files of a document: read and checked all together, before the first one is kept.</summary>
internal sealed class AttachmentLoader(PracticeBaseDbContext db, FileStore files, TextExtractor extractor, TimeProvider clock)
{
    /// <summary>Reads every attachment's content.</summary>
    /// <param name="documents">Attachments with content or with a path.</param>
    /// <param name="folder">What paths are relative to and never leave.</param>
    /// <exception cref="ImportException">An unknown kind, a missing file or a path outside the folder.</exception>
    public static async Task<IReadOnlyList<(AttachmentDocument Document, byte[] Content)>> ReadAsync(
        IReadOnlyList<AttachmentDocument> documents, string? folder, CancellationToken cancellationToken)
    {
        var result = new List<(AttachmentDocument, byte[])>();
        foreach (var document in documents)
        {
            if (FileKind.Of(document.FileName) is null)
            {
                throw new ImportException($"Załącznik «{document.FileName}» jest plikiem, którego portal nie przyjmuje (dozwolone: {string.Join(", ", FileKind.ByExtension.Keys)}).");
            }

            var content = document.Data ?? await File.ReadAllBytesAsync(Resolve(document.Path, folder, document.FileName), cancellationToken);
            if (content.Length == 0)
            {
                throw new ImportException($"Załącznik «{document.FileName}» jest pusty.");
            }

            result.Add((document, content));
        }

        return result;
    }

    /// <summary>The full path of a file that lies within the folder.</summary>
    /// <exception cref="ImportException">No path, no such file, or one outside the folder.</exception>
    public static string Resolve(string? path, string? folder, string name)
    {
        if (string.IsNullOrWhiteSpace(path) || folder is null)
        {
            throw new ImportException($"Załącznik «{name}» nie ma treści ani pliku, z którego można ją wziąć.");
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var relative = path.Replace('\\', '/');
        var full = Path.GetFullPath(Path.Combine(root, relative));
        if (Path.IsPathRooted(relative) || !full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || HasLink(full, root))
        {
            throw new ImportException($"Załącznik «{name}» wskazuje plik spoza katalogu dokumentu; takich plików portal nie czyta.");
        }

        return File.Exists(full) ? full : throw new ImportException($"Załącznik «{name}»: brak pliku «{relative}» obok dokumentu.");
    }

    /// <summary>Keeps the content in the storage, once for equal contents, and reads its text, which may take seconds: not for a transaction.</summary>
    /// <returns>The row of the database, or a new one that is not added yet.</returns>
    public async Task<StoredFile> StoreAsync(byte[] content, string fileName, CancellationToken cancellationToken)
    {
        var (sha256, size) = await files.SaveAsync(new MemoryStream(content, writable: false), cancellationToken);
        return await db.Files.FindAsync([sha256], cancellationToken) ?? new StoredFile
        {
            Sha256 = sha256,
            Size = size,
            ContentType = FileKind.Of(fileName)!.ContentType,
            ExtractedText = await extractor.ExtractAsync(content, fileName, cancellationToken),
            CreatedAt = clock.GetUtcNow(),
        };
    }

    /// <summary>As <see cref="StoreAsync"/>, with the row added.</summary>
    public async Task<StoredFile> KeepAsync(byte[] content, string fileName, CancellationToken cancellationToken)
    {
        var file = await StoreAsync(content, fileName, cancellationToken);
        if (db.Entry(file).State == EntityState.Detached)
        {
            db.Files.Add(file);
        }

        return file;
    }

    /// <summary>A symbolic link inside the folder could lead out of it.</summary>
    private static bool HasLink(string path, string root)
    {
        for (var part = path; part is not null && part.Length > root.Length; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
