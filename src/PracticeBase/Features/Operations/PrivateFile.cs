namespace PracticeBase.Features.Operations;

/// <summary>Files with personal data and password hashes.</summary>
internal static class PrivateFile
{
    /// <summary>Makes a file that nobody but its owner can read, where the system knows such rights.</summary>
    /// <param name="path">Where nothing is yet.</param>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 65536, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
