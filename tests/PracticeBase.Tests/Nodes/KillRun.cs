using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using PracticeBase.Domain;

namespace PracticeBase.Tests.Nodes;

/// <param name="Seed">Repeats the choice of nodes and moments.</param>
/// <param name="Saves">Acknowledged.</param>
/// <param name="Submissions">Acknowledged.</param>
/// <param name="Publications">Made by the job.</param>
/// <param name="Letters">Written to the folder.</param>
/// <param name="Unknown">Requests that ended without an answer.</param>
/// <param name="Going">From each kill until the other node acknowledged something.</param>
/// <param name="Back">From each new start until the node was ready.</param>
/// <param name="Wrong">What must not be, in words; empty when all is well.</param>
public sealed record KillReport(
    int Seed, int Saves, int Submissions, int Publications, int Letters, int Unknown, IReadOnlyList<TimeSpan> Going, IReadOnlyList<TimeSpan> Back, IReadOnlyList<string> Wrong);

/// <summary>Nodes are killed at random while officers write, jobs publish and letters go out; afterwards everything that was acknowledged is looked for.</summary>
public sealed class KillRun(NodePair pair, int kills, int seed)
{
    private const int Writers = 2;
    private const string Box = "Problem";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PublicationEvery = TimeSpan.FromMilliseconds(400);

    private readonly Random random = new(seed);
    private readonly List<string> wrong = [];
    private readonly Lock gate = new();
    private readonly int[] acknowledgedBy = new int[pair.Nodes.Count];
    private readonly Dictionary<int, HashSet<string>> texts = [];
    private readonly List<int> submitted = [];
    private int saves;
    private int unknown;

    public async Task<KillReport> RunAsync(CancellationToken cancellationToken)
    {
        await pair.StartAsync(cancellationToken);
        var start = TimeProvider.System.GetUtcNow();
        var drafts = await pair.AddAsync(Writers, "Szkic", RevisionStatus.Draft);
        var complete = await pair.AddAsync(kills * 6, "Zgłoszenie", RevisionStatus.Draft);
        var scheduled = await pair.AddAsync(kills * 8, "Zaplanowana", RevisionStatus.Scheduled, i => start + (PublicationEvery * i));
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = drafts.Select((d, i) => WriteAsync(d, new Random(seed + i + 1), over.Token)).Append(SubmitAsync(complete, over.Token)).ToList();
        var (going, back) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Next(200, 1200), cancellationToken);
            await KillAsync(random.Next(pair.Nodes.Count), going, back, cancellationToken);
        }

        await over.CancelAsync();
        await Task.WhenAll(work);
        var letters = await SettleAsync(scheduled, cancellationToken);
        await CheckAsync(complete, scheduled, cancellationToken);
        return new KillReport(seed, saves, submitted.Count, scheduled.Count, letters, unknown, going, back, wrong);
    }

    private async Task KillAsync(int victim, List<TimeSpan> going, List<TimeSpan> back, CancellationToken cancellationToken)
    {
        var (node, other) = (pair.Nodes[victim], pair.Nodes.Count - 1 - victim);
        node.Kill();
        var since = Stopwatch.StartNew();
        var before = Volatile.Read(ref acknowledgedBy[other]);
        while (Volatile.Read(ref acknowledgedBy[other]) == before && since.Elapsed < Patience)
        {
            await Task.Delay(5, cancellationToken);
        }

        going.Add(since.Elapsed);
        if (since.Elapsed >= Patience)
        {
            Note($"node {other} took nothing for {Patience.TotalSeconds} s after the other was killed:\n{pair.Nodes[other].Output}");
        }

        since.Restart();
        using var client = new HttpClient();
        node.Start();
        await node.UntilReadyAsync(client, cancellationToken);
        back.Add(since.Elapsed);
    }

    /// <summary>One officer in one draft: what was acknowledged last, or what was sent after it, is what stands there.</summary>
    private async Task WriteAsync(int draft, Random choice, CancellationToken cancellationToken)
    {
        using var officer = await pair.SignInAsync(pair.Officer);
        var path = $"/panel/praktyka/{draft}/prezentacja";
        var number = 0;
        lock (gate)
        {
            texts[draft] = ["Mało miejsc."];
        }

        while (!cancellationToken.IsCancellationRequested)
        {
            var index = choice.Next(pair.Nodes.Count);
            await TryAsync(async () =>
            {
                var node = pair.Nodes[index];
                var form = await officer.OpenAsync(node, path, Box, cancellationToken);
                CheckText(draft, form.Text);
                var stamp = form.Stamp;
                for (var i = 0; i < 4; i++)
                {
                    var text = $"Zdanie numer {++number}.";
                    lock (gate)
                    {
                        texts[draft].Add(text);
                    }

                    stamp = await officer.SaveAsync(node, path, form, stamp, Box, text, cancellationToken);
                    if (stamp is null)
                    {
                        Note($"draft {draft}: «{text}» was refused");
                        return;
                    }

                    lock (gate)
                    {
                        texts[draft] = [text];
                        saves++;
                    }

                    Interlocked.Increment(ref acknowledgedBy[index]);
                }
            });
        }
    }

    private async Task SubmitAsync(List<int> drafts, CancellationToken cancellationToken)
    {
        using var officer = await pair.SignInAsync(pair.Officer);
        var choice = new Random(seed);
        for (var i = 0; i < drafts.Count && !cancellationToken.IsCancellationRequested;)
        {
            var index = choice.Next(pair.Nodes.Count);
            await TryAsync(async () =>
            {
                var (node, id) = (pair.Nodes[index], drafts[i]);
                OpenForm form;
                try
                {
                    form = await officer.OpenAsync(node, $"/panel/praktyka/{id}/wyslanie", null, cancellationToken);
                }
                catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.SeeOther || e.StatusCode == HttpStatusCode.Found)
                {
                    // Done before, though the answer did not come.
                    i++;
                    return;
                }

                var status = await officer.PostAsync(node, $"/panel/praktyka/{id}/zglos", form, cancellationToken, ("version", form.Hidden["version"]));
                if (status == HttpStatusCode.SeeOther)
                {
                    lock (gate)
                    {
                        submitted.Add(id);
                    }

                    Interlocked.Increment(ref acknowledgedBy[index]);
                }
                else
                {
                    Note($"submission {id} was answered with {(int)status}");
                }

                i++;
            });
        }
    }

    /// <summary>A killed node answers nobody: what it was asked may be done or not.</summary>
    private async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception e) when (e is HttpRequestException { StatusCode: null } or OperationCanceledException or IOException)
        {
            Interlocked.Increment(ref unknown);
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private void CheckText(int draft, string text)
    {
        lock (gate)
        {
            if (!texts[draft].Contains(text))
            {
                wrong.Add($"draft {draft} says «{text}», and not any of: {string.Join(", ", texts[draft])}");
            }
        }
    }

    /// <summary>Everything that is due has happened. A letter whose node died waits for its lease, which is made to pass here.</summary>
    private async Task<int> SettleAsync(List<int> scheduled, CancellationToken cancellationToken)
    {
        var waiting = 0;
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(100, cancellationToken))
        {
            waiting = await pair.UseDatabaseAsync(db => db.Revisions.CountAsync(r => scheduled.Contains(r.Id) && r.Status != RevisionStatus.Published, cancellationToken));
            if (waiting > 0)
            {
                continue;
            }

            await Task.Delay(500, cancellationToken);
            await pair.UseDatabaseAsync(db => db.Messages.Where(m => m.SentAt == null).ExecuteUpdateAsync(s => s.SetProperty(m => m.NextAttemptAt, DateTimeOffset.UnixEpoch), cancellationToken));
            if (!await pair.UseDatabaseAsync(db => db.Messages.AnyAsync(m => m.SentAt == null, cancellationToken)))
            {
                return Directory.GetFiles(pair.MailFolder, "*.eml").Length;
            }
        }

        Note(waiting > 0 ? $"{waiting} revisions were not published" : "letters were not sent");
        return 0;
    }

    private async Task CheckAsync(List<int> complete, List<int> scheduled, CancellationToken cancellationToken)
    {
        var revisions = await pair.UseDatabaseAsync(db => db.Revisions.AsNoTracking().Include(r => r.History).ToDictionaryAsync(r => r.Id, cancellationToken));
        var letters = await pair.UseDatabaseAsync(db => db.Messages.AsNoTracking().ToListAsync(cancellationToken));
        foreach (var draft in texts.Keys)
        {
            CheckText(draft, revisions[draft].Problem ?? "");
        }

        foreach (var id in complete)
        {
            var times = revisions[id].History.Count(h => h.Action == ReviewAction.Submit);
            Expect(times == (revisions[id].Status == RevisionStatus.Submitted ? 1 : 0) && (times == 1 || !submitted.Contains(id)), $"revision {id} is {revisions[id].Status} and was submitted {times} times");
            ExpectLetters(id, MessageKind.Submitted, times);
        }

        foreach (var id in scheduled)
        {
            var times = revisions[id].History.Count(h => h.Action == ReviewAction.PublishScheduled);
            Expect(times == 1, $"revision {id} was published {times} times");
            ExpectLetters(id, MessageKind.Published, 1);
        }

        var files = Directory.GetFiles(pair.MailFolder, "*.eml");
        Expect(files.Select(Path.GetFileNameWithoutExtension).Order().SequenceEqual(letters.Where(m => m.SentAt is not null).Select(m => m.Uid.ToString()).Order()), "the folder has other letters than the database says were sent");

        void ExpectLetters(int id, MessageKind kind, int count)
        {
            var found = letters.Count(m => m.RevisionId == id && m.Kind == kind);
            Expect(found == count, $"revision {id} has {found} letters «{kind}», not {count}");
        }

        void Expect(bool isSo, string otherwise)
        {
            if (!isSo)
            {
                Note(otherwise);
            }
        }
    }

    private void Note(string what)
    {
        lock (gate)
        {
            wrong.Add(what);
        }
    }
}
