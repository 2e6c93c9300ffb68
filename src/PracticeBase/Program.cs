using PracticeBase;
using PracticeBase.Infrastructure;

try
{
    return await Verbs.RunAsync(args);
}
catch (Exception e) when (e is StartupException or FileStoreException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"Adres {System.Text.RegularExpressions.Regex.Match(e.Message, @"https?://\S+?(?=:? |$)").Value} jest już zajęty przez inny program. Wybierz inny, np. --urls http://localhost:5081.");
    return 1;
}
