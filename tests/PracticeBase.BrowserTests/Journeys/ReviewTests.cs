using Microsoft.Playwright;
using PracticeBase.BrowserTests.Fixtures;
using PracticeBase.Domain;
using PracticeBase.Infrastructure;

namespace PracticeBase.BrowserTests.Journeys;

/// <summary>Two people at once: an officer writes, an editor returns with remarks, the officer mends, the editor approves; readers see the old text until that moment.</summary>
public sealed class ReviewTests(PortalFixture portal, BrowserFixture browser) : BrowserTest(portal, browser)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Practice_WrittenReturnedMendedApproved_IsPublishedAtTheEnd(bool script)
    {
        var people = new DeskPeople(Portal);
        var (account, published) = await people.OfficerWithPracticeAsync(script ? "Anna Zielna" : "Beata Zielna");
        var editorAccount = await people.AddAsync(script ? "Marta Wilga" : "Marta Klon", AccountRoles.Editor);
        var officer = await VisitAsync(new() { Script = script });
        var editor = await VisitAsync(new() { Script = script });
        var reader = await VisitAsync(new() { Script = script });
        await people.SignInAsync(officer.Context, account);
        await people.SignInAsync(editor.Context, editorAccount);
        var title = script ? "Zeszyt przekazany dalej" : "Pismo napisane prosto";
        var publicPath = $"/praktyka/{PermanentAddress.Format(published.PracticeId, published.Practice.Slug)}";

        // The officer writes.
        await officer.GotoAsync("/panel");
        await officer.Locator($"form[action$='/panel/nowa/wersja/{published.Id}']").GetByRole(AriaRole.Button).ClickAsync();
        await officer.GetByRole(AriaRole.Group, new() { Name = "Osoba 1" }).GetByLabel("Nazwa").FillAsync("Anna Zielna");
        await officer.GetByRole(AriaRole.Group, new() { Name = "Osoba 1" }).GetByLabel("E-mail").FillAsync("anna@example.org");
        await officer.GetByRole(AriaRole.Button, new() { Name = "Zapisz i dalej" }).ClickAsync();
        await officer.GetByRole(AriaRole.Textbox, new() { Name = "Tytuł" }).FillAsync(title);
        await officer.GetByRole(AriaRole.Button, new() { Name = "Zapisz i dalej" }).ClickAsync();
        await officer.GetByRole(AriaRole.Link, new() { Name = "Zgody i licencja" }).First.ClickAsync();
        foreach (var box in await officer.GetByRole(AriaRole.Main).GetByRole(AriaRole.Checkbox).AllAsync())
        {
            await box.CheckAsync();
        }

        await officer.GetByRole(AriaRole.Button, new() { Name = "Zapisz i dalej" }).ClickAsync();
        await officer.GetByRole(AriaRole.Button, new() { Name = "Zgłoś do redakcji" }).ClickAsync();
        await Assertions.Expect(officer.GetByText("Zgłoszono.")).ToBeVisibleAsync();

        // The editor returns it with two remarks.
        await editor.GotoAsync("/redakcja");
        await editor.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Weź do oceny" }).ClickAsync();
        await RemarkAsync(editor, "Tytuł", "Proszę skrócić tytuł.");
        await RemarkAsync(editor, "Osoby kontaktowe", "Proszę dopisać telefon.");
        await editor.GetByRole(AriaRole.Radio, new() { Name = "Zwróć do poprawy" }).CheckAsync();
        await editor.GetByLabel("Wiadomość do autora").FillAsync("Brakuje naprawdę niewiele.");
        await editor.GetByRole(AriaRole.Button, new() { Name = "Wyślij decyzję" }).ClickAsync();

        // The officer mends.
        await officer.GotoAsync("/panel");
        await Assertions.Expect(officer.GetByRole(AriaRole.Main)).ToContainTextAsync("2 uwagi redakcji");
        await officer.GetByRole(AriaRole.Link, new() { Name = "Popraw i zgłoś ponownie" }).ClickAsync();
        await officer.GetByRole(AriaRole.Link, new() { Name = "Tytuł i skrót" }).First.ClickAsync();
        await Assertions.Expect(officer.GetByRole(AriaRole.Main)).ToContainTextAsync("Proszę skrócić tytuł.");
        title += " krócej";
        await officer.GetByRole(AriaRole.Textbox, new() { Name = "Tytuł" }).FillAsync(title);
        await officer.GetByRole(AriaRole.Button, new() { Name = "Zapisz", Exact = true }).ClickAsync();
        await officer.GetByRole(AriaRole.Button, new() { Name = "Oznacz jako rozwiązaną" }).First.ClickAsync();
        await officer.GetByRole(AriaRole.Link, new() { Name = "Jednostka i kontakt" }).First.ClickAsync();
        await officer.GetByRole(AriaRole.Group, new() { Name = "Osoba 1" }).GetByLabel("Telefon").FillAsync("00 000 00 01");
        await officer.GetByRole(AriaRole.Button, new() { Name = "Zapisz", Exact = true }).ClickAsync();
        await officer.GetByRole(AriaRole.Button, new() { Name = "Oznacz jako rozwiązaną" }).First.ClickAsync();
        await officer.GetByRole(AriaRole.Link, new() { Name = "Podgląd i wysłanie" }).First.ClickAsync();
        await officer.GetByRole(AriaRole.Button, new() { Name = "Zgłoś do redakcji" }).ClickAsync();

        // Readers still see the former one.
        await reader.GotoAsync(publicPath);
        await Assertions.Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToContainTextAsync(title);

        // The editor approves.
        await editor.GotoAsync("/redakcja");
        await editor.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Weź do oceny" }).ClickAsync();
        await editor.GetByRole(AriaRole.Radio, new() { Name = "Zatwierdź i opublikuj" }).CheckAsync();
        await editor.GetByRole(AriaRole.Button, new() { Name = "Wyślij decyzję" }).ClickAsync();
        await reader.GotoAsync(publicPath);
        await Assertions.Expect(reader.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await officer.GotoAsync("/panel/wiadomosci");
        await Assertions.Expect(officer.GetByRole(AriaRole.Main)).ToContainTextAsync($"Opublikowana: {title}");
    }

    private static async Task RemarkAsync(IPage editor, string field, string text)
    {
        var part = editor.GetByRole(AriaRole.Region, new() { Name = field, Exact = true });
        if (!await part.IsVisibleAsync())
        {
            await editor.GetByText("bez zmian").First.ClickAsync();
        }

        await part.GetByText($"Dodaj uwagę do pola {field}").ClickAsync();
        await part.GetByLabel($"Nowa uwaga do pola „{field}”").FillAsync(text);
        await part.GetByRole(AriaRole.Button, new() { Name = "Dodaj uwagę", Exact = true }).ClickAsync();
        await Assertions.Expect(editor.GetByRole(AriaRole.Main)).ToContainTextAsync(text);
    }
}
