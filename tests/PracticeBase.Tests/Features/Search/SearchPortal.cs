using System.Text;
using Microsoft.Data.Sqlite;
using PracticeBase.Domain;
using PracticeBase.Features.Search;
using PracticeBase.Tests.Hosting;

namespace PracticeBase.Tests.Features.Search;

/// <summary>A small base for questions: each practice is there for one rule.</summary>
public sealed class SearchPortal : PortalFactory
{
    public const string Transcript = "Protokół wymienia lutownicę, zaciskarkę i szlifierkę kątową.";

    /// <summary>Names the index file; another one was made anew.</summary>
    public string? IndexIdentity()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(StorageDirectory, SearchIndex.FileName)};Pooling=False;Mode=ReadWrite");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM state WHERE key = 'identity'";
        return (string?)command.ExecuteScalar();
    }

    protected override async Task SeedAsync(PortalSeed seed)
    {
        await seed.AddAsync("Rewitalizacja rynku", r => r.Summary = "Odnowiono nawierzchnię i zieleń.");
        await seed.AddAsync("Plac zabaw przy szkole", r => r.Summary = "Dzieci mają gdzie się bawić; rewitalizacja objęła też boisko.");
        await seed.AddAsync("Ławki i kosze", r =>
        {
            r.Summary = "Mała architektura w parku.";
            r.Problem = "Po rewitalizacji brakowało miejsc do siedzenia.";
        });
        await seed.AddAsync("Dom kultury pod gwiazdami", r =>
        {
            r.Summary = "Kino letnie dla mieszkańców.";
            r.Problem = "Wieczorami rynek pustoszał.";
            r.Category = seed.Category("kultura");
            r.Partners.Add(new Partner { Name = "Zakład Energetyki Cieplnej", Role = "Użycza prądnicy." });
        });
        await seed.AddAsync("Kultury jogurtowe w domu pomocy", r => r.Summary = "Warsztaty kulinarne.");
        await seed.AddAsync("Koszenie poboczy", r => r.Summary = "Harmonogram koszenia dróg gminnych, koszt za kilometr.");
        await seed.AddAsync("Schronisko", r =>
        {
            r.Summary = "Opieka nad psami i kotami.";
            r.Metryka = new Metryka { UnitName = "Urząd Miejski w Bielsku-Białej", Locality = "Bielsko-Biała", Voivodeship = "śląskie" };
            r.LocalGovernment = seed.Place("2461");
        });
        var protocol = await seed.FileAsync("protokol.txt", Encoding.UTF8.GetBytes(Transcript), text: Transcript, title: "Protokół przekazania");
        await seed.AddAsync("Biblioteka narzędzi", r =>
        {
            r.Summary = "Wypożyczalnia przy ośrodku.";
            r.Attachments.Add(protocol);
        });
        await seed.AddAsync("Karta przejścia absolwenta", r => r.Summary = "Narzędzie dla młodzieży opuszczającej pieczę.", PracticeKind.ProgrammeResult);
        await seed.AddAsync("Mediacje w spółdzielni", also: p => p.Opinions.Add(new ExpertOpinion { Text = "Polecam ze względu na bezinteresowność sąsiadów.", IsPublic = true, SignedOn = new(2024, 1, 1) }));
        await seed.AddAsync("Organizacje pozarządowe piszą wnioski", r => r.Summary = "Szkolenie dla stowarzyszeń.");
    }
}
