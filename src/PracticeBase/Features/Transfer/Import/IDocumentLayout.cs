namespace PracticeBase.Features.Transfer.Import;

/// <summary>One kind of old document.</summary>
public interface IDocumentLayout
{
    /// <summary>Polish, for the report.</summary>
    string Name { get; }

    /// <summary>Told from the content alone, never from a file's name.</summary>
    bool Recognises(DocumentText text);

    ReadDocument Read(DocumentText text, Gazetteer gazetteer);
}
