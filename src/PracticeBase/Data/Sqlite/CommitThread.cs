namespace PracticeBase.Data.Sqlite;

/// <summary>
/// The thread that waits until the disk has what is committed. SQLite does not return before, and one who saves would keep the thread pool's thread,
/// on a small machine the only one, from everybody who reads. One at a time is enough, for only one can write.
/// </summary>
internal sealed class CommitThread : IDisposable
{
    private readonly Queue<(Action Commit, TaskCompletionSource Done)> waiting = new();
    private Thread? thread;
    private bool isDisposed;

    /// <summary>Ends as the commit does, and whoever waits for it goes on in the thread pool.</summary>
    public Task RunAsync(Action commit)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
        {
            if (!isDisposed)
            {
                Start();
                waiting.Enqueue((commit, done));
                Monitor.Pulse(waiting);
                return done.Task;
            }
        }

        // The portal stops; nothing that was written is lost for that.
        commit();
        return Task.CompletedTask;
    }

    /// <summary>What waits is committed still.</summary>
    public void Dispose()
    {
        lock (waiting)
        {
            isDisposed = true;
            Monitor.Pulse(waiting);
        }

        thread?.Join();
    }

    private void Start()
    {
        if (thread is null)
        {
            var started = new Thread(Run) { IsBackground = true, Name = "SQLite commits" };
            started.Start();
            thread = started;
        }
    }

    private void Run()
    {
        while (true)
        {
            (Action Commit, TaskCompletionSource Done) next;
            lock (waiting)
            {
                while (!waiting.TryDequeue(out next))
                {
                    if (isDisposed)
                    {
                        return;
                    }

                    Monitor.Wait(waiting);
                }
            }

            try
            {
                next.Commit();
                next.Done.SetResult();
            }
            catch (Exception e)
            {
                next.Done.SetException(e);
            }
        }
    }
}
