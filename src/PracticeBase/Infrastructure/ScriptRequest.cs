namespace PracticeBase.Infrastructure;

public static class ScriptRequest
{
    /// <summary>Sent by a page's script, which reads the answer; a person gets a page.</summary>
    public static bool AsksForJson(this HttpRequest request) => request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);
}
