namespace PracticeBase.Infrastructure;

/// <summary>The address is well formed, but nothing is there. Status 404.</summary>
public sealed class PageNotFoundException() : Exception("Nothing at this address.");
