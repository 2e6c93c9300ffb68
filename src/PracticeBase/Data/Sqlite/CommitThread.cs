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

    /// <summary>Ends as the commit does.</summary>
    public Task RunAsync(Action commit)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            waiting.Enqueue((commit, done));
            if (thread is null)
            {
                thread = new Thread(Run) { IsBackground = true, Name = "SQLite commits" };
                thread.Start();
            }

            Monitor.Pulse(waiting);
        }

        return done.Task;
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
