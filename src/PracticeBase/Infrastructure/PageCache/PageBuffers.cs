using Microsoft.Extensions.ObjectPool;

namespace PracticeBase.Infrastructure.PageCache;

/// <summary>Memory for pages on their way. A page is larger than what the collector takes back at once, so it is used again.</summary>
public static class PageBuffers
{
    /// <summary>A larger one is not kept: bytes.</summary>
    private const int MaxKept = 1_000_000;

    private static readonly ObjectPool<MemoryStream> Pool = new DefaultObjectPool<MemoryStream>(new Policy(), Environment.ProcessorCount * 4);

    /// <summary>An empty one.</summary>
    public static MemoryStream Rent() => Pool.Get();

    /// <summary>Nobody may use it, or what was in it, any more.</summary>
    public static void Return(MemoryStream buffer) => Pool.Return(buffer);

    /// <summary>What was written.</summary>
    public static Memory<byte> Written(this MemoryStream buffer) => buffer.GetBuffer().AsMemory(0, (int)buffer.Length);

    private sealed class Policy : PooledObjectPolicy<MemoryStream>
    {
        public override MemoryStream Create() => new();

        public override bool Return(MemoryStream obj)
        {
            if (obj.Capacity > MaxKept)
            {
                return false;
            }

            obj.SetLength(0);
            return true;
        }
    }
}
