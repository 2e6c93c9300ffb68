namespace PracticeBase.Infrastructure;

/// <summary>The address is well formed, but nothing is there. Status 404.</summary>
/// <param name="lastPage">The listing's last page: path and query from the site's root without the language.</param>
public sealed class PageNotFoundException(string lastPage) : Exception("Nothing at this address.")
{
    public string LastPage { get; } = lastPage;
}
