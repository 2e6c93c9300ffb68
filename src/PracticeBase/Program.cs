using PracticeBase;
using PracticeBase.Infrastructure;

// One more than processors: while one waits for the disk to take what was saved, another answers. More come when all have been stuck for half a second.
ThreadPool.GetMinThreads(out _, out var completionThreads);
ThreadPool.SetMinThreads(Environment.ProcessorCount + 1, completionThreads);

try
{
    return await Verbs.RunAsync(args);
}
catch (StartupException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"Adres {System.Text.RegularExpressions.Regex.Match(e.Message, @"https?://\S+?(?=:? |$)").Value} jest już zajęty przez inny program. Wybierz inny, np. --urls http://localhost:5081.");
    return 1;
}
