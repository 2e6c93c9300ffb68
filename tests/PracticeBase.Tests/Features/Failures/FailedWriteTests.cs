using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;
using PracticeBase.Tests.Hosting;
using Xunit;

namespace PracticeBase.Tests;

/// <summary>The one who writes while nothing can be written: told so, and nothing typed is lost.</summary>
public sealed class FailedWriteTests(TroubledPortal portal) : IClassFixture<TroubledPortal>, IDisposable
{
    private const string Typed = "Seniorzy nie mieli gdzie się spotykać.";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("locked", false)]
    [InlineData("gone", false)]
    [InlineData("late", false)]
    [InlineData("full", true)]
    [InlineData("read-only", true)]
    [InlineData("broken", true)]
    public async Task Form_InAnOutage_IsAnsweredWith503AndComesBackWithOneClick(string cause, bool onlyWrites)
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer, $"Praktyka {cause}");
        var step = await officer.GetAsync($"/panel/praktyka/{id}/prezentacja");
        portal.Begin(cause, onlyWrites);
        var refused = await officer.SubmitAsync(step, "Zapisz i dalej", [("Problem", Typed)]);
        portal.Trouble.End();

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Contains("no-store", refused.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal(("Nie zapisano", "pl"), (refused.Heading, refused.Document.DocumentElement.GetAttribute("lang")));
        Assert.Contains(Typed, refused.Main.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", refused.Source, StringComparison.Ordinal);
        Assert.Null(await ProblemAsync(id));
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.SubmitAsync(refused, "Zapisz jeszcze raz")).Status);
        Assert.Equal(Typed, await ProblemAsync(id));
    }

    [Fact]
    public async Task Form_WithASlowDatabase_IsSavedInTheEnd()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer, "Powolna baza");
        var step = await officer.GetAsync($"/panel/praktyka/{id}/prezentacja");
        portal.Trouble.OnlyWrites = true;
        portal.Trouble.Begin(() =>
        {
            Thread.Sleep(TimeSpan.FromSeconds(1));
            return null;
        });
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.SubmitAsync(step, "Zapisz", [("Problem", Typed)])).Status);
        Assert.NotEmpty(portal.Trouble.Failed);
        portal.Trouble.End();
        Assert.Equal(Typed, await ProblemAsync(id));
    }

    [Fact]
    public async Task Autosave_InAnOutage_IsToldThatNothingWasSaved()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer, "Zapis w tle");
        var form = Form.Of((await officer.GetAsync($"/panel/praktyka/{id}/prezentacja")).Document.QuerySelectorAll("button[form=krok]")[0]);
        portal.Begin("full", onlyWrites: true);
        var refused = await AutosaveAsync(officer, form);
        portal.Trouble.End();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10"), (refused.Status, refused.Headers["Retry-After"]));
        using var json = JsonDocument.Parse(refused.Body);
        Assert.StartsWith("Nie zapisano", json.RootElement.GetProperty("message").GetString(), StringComparison.Ordinal);
        // What the script sends again is the same.
        Assert.Equal(HttpStatusCode.OK, (await AutosaveAsync(officer, form)).Status);
        Assert.Equal(Typed, await ProblemAsync(id));
    }

    [Fact]
    public async Task Submission_InAnOutage_IsMadeOnceWhenItIsSentAgain()
    {
        using var officer = await portal.SignInAsync(portal.Officer);
        var id = await SubmittingPortal.StartAsync(officer, "Zgłoszenie w awarii");
        await CompleteDraft.FillAsync(officer, id);
        var page = await officer.GetAsync($"/panel/praktyka/{id}/wyslanie");
        portal.Begin("full", onlyWrites: true);
        var refused = await officer.SubmitAsync(page, "Zgłoś do redakcji");
        portal.Trouble.End();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal(0, await SubmissionsAsync(id));
        Assert.Equal(HttpStatusCode.SeeOther, (await officer.SubmitAsync(refused, "Zapisz jeszcze raz")).Status);
        Assert.Equal(1, await SubmissionsAsync(id));
    }

    [Fact]
    public async Task Upload_OnAFullDisk_IsToldAndLeavesNothing()
    {
        var files = Path.Combine(portal.StorageDirectory, "files");
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", files), "Only where a small disk can be mounted.");
        try
        {
            using var officer = await portal.SignInAsync(portal.Officer);
            var id = await SubmittingPortal.StartAsync(officer, "Pełny dysk");
            var page = await officer.GetAsync($"/panel/praktyka/{id}/koszty");
            var text = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 30_000).Select(i => $"Wiersz {i}.\n")));
            var refused = await officer.SubmitAsync(page, "Dodaj wybrane pliki", files: [("pliki", "regulamin.txt", text)]);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains("magazyn plików teraz nie odpowiada", refused.Main.Words(), StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(files, "*", SearchOption.AllDirectories));
            Assert.False(await portal.UseDatabaseAsync(db => db.Attachments.AnyAsync(a => a.RevisionId == id, Cancelled)));
        }
        finally
        {
            await RunAsync("umount", files);
        }
    }

    public void Dispose() => portal.Trouble.End();

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Cancelled);
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<Page> AutosaveAsync(Visitor officer, Form form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.With([("Problem", Typed)]).Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        request.Headers.Accept.ParseAdd("application/json");
        return await officer.SendAsync(request);
    }

    private Task<string?> ProblemAsync(int id) => portal.UseDatabaseAsync(db => db.Revisions.Where(r => r.Id == id).Select(r => r.Problem).SingleAsync(Cancelled));

    private Task<int> SubmissionsAsync(int id) => portal.UseDatabaseAsync(db => db.History.CountAsync(h => h.RevisionId == id && h.Action == ReviewAction.Submit, Cancelled));
}
