namespace PracticeBase.Features.Transfer.Import;

/// <summary>
/// A document that cannot be read. The message is one Polish sentence without the file's name, which the caller adds.
/// </summary>
public sealed class ImportException(string message, Exception? innerException = null) : Exception(message, innerException);
