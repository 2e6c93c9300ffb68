namespace PracticeBase.Features.Transfer.Import;

/// <summary>Reads old documents and the portal's own JSON. Touches neither disk nor database; safe for concurrent use.</summary>
public sealed class DocumentReader(Gazetteer gazetteer)
{
    private static readonly IDocumentLayout[] Layouts =
        [new PortalPageLayout(), new ResultRecordLayout(), new SlideDeckLayout(), new ProjectPageLayout(), new UnknownLayout()];

    public DocumentReader()
        : this(Gazetteer.Default)
    {
    }

    /// <summary>One document of an old layout, or all practices of a JSON file, at least one.</summary>
    /// <param name="content">Plain text (UTF-8, UTF-16 with a mark, Windows-1250, ISO-8859-2), HTML, DOCX or JSON; 20 MB at most.</param>
    /// <param name="fileName">Only its extension .json counts; everything else is told from the content.</param>
    /// <exception cref="ImportException">The document cannot be read; nothing else is thrown, whatever the bytes.</exception>
    public IReadOnlyList<ReadDocument> Read(byte[] content, string fileName)
    {
        if (PortalJson.IsJson(content, fileName))
        {
            return PortalJson.Read(content);
        }

        var text = DocumentText.FromBytes(content);
        return [Layouts.First(l => l.Recognises(text)).Read(text, gazetteer)];
    }
}
