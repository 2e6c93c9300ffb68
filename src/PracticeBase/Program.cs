using PracticeBase;
using PracticeBase.Infrastructure;

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
    await Console.Error.WriteLineAsync($"Adres jest już zajęty przez inny program: {e.Message} Wybierz inny, np. --urls http://localhost:5081.");
    return 1;
}
