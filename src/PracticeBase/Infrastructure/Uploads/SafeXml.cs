using System.Xml;

namespace PracticeBase.Infrastructure.Uploads;

/// <summary>XML that somebody else wrote: no document type is read, nothing is fetched, and no more than a few megabytes.</summary>
internal static class SafeXml
{
    // A document type is skipped, not forbidden: OpenOffice put one in every manifest. What it declares stays unknown, so a use of it is an error.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = 10_000_000,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Stops at each element in turn, where its attributes and text can be read.</summary>
    /// <exception cref="XmlException">Not well formed or too long.</exception>
    public static IEnumerable<XmlReader> Elements(Stream stream)
    {
        using var reader = XmlReader.Create(stream, Settings);
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                yield return reader;
            }
        }
    }
}
