using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Primitives;
using PracticeBase.Infrastructure;
using PracticeBase.Infrastructure.PageCache;
using Xunit;

namespace PracticeBase.Tests.Infrastructure.PageCache;

/// <summary>The list of kept pages finds what a dictionary would, in far less memory.</summary>
public sealed class PageTableTests
{
    private const int Keys = 40;

    private static readonly PageHeaders Headers = new([], []);

    [Fact]
    public void WhateverIsDone_FindsWhatDictionariesFind()
    {
        var steps = Gen.Choose(0, 19).SelectMany(_ => Gen.Choose(0, Keys - 1), (what, key) => (What: what, Key: key)).SelectMany(_ => Gen.Choose(0, Keys - 1), (s, other) => (s.What, s.Key, Other: other));
        // Some chunks come and go meanwhile.
        Prop.ForAll(steps.ArrayOf(8 * PageChunk.Size).ToArbitrary(), IsLikeDictionaries).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public void ManyPages_AreAllFound_UntilTheyAreOverwritten()
    {
        var table = new PageTable();
        const int count = 5000;
        for (var i = 0; i < count; i++)
        {
            Show(table, i, tag: i);
        }

        Assert.Equal(count, table.Count);
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(i, table.Find(KeyOf(i))!.Value.Offset));
        for (var i = 0; i < count / 2; i++)
        {
            table.RemoveOldest();
        }

        // Their places are taken again.
        for (var i = count; i < count * 3 / 2; i++)
        {
            Show(table, i, tag: i);
        }

        Assert.Equal(count, table.Count);
        Assert.All(Enumerable.Range(0, count / 2), i => Assert.Null(table.Find(KeyOf(i))));
        Assert.All(Enumerable.Range(count / 2, count), i => Assert.Equal([new PageTag(PageTagKind.Practice, i)], table.Find(KeyOf(i))!.Value.Tags.ToArray()));
    }

    [Fact]
    public void APage_TakesAtMost160Bytes()
    {
        const int tags = 12;
        Assert.InRange(Unsafe.SizeOf<PageEntry>() + (tags * Unsafe.SizeOf<PageTag>()) + (2 * 2 * sizeof(int)), 0, 160);
    }

    [Fact]
    public void AnAnswer_ComesBackAsItWasGiven()
    {
        var table = new PageTable();
        PageAnswer[] answers =
        [
            new(KeyOf(10), Headers, new PageETag(0x0123456789abcdef, 0x01234567), 1_800_000_000, default),
            new(KeyOf(11), new PageHeaders([KeyValuePair.Create<string, StringValues>("Vary", "Cookie")], []), new PageETag(ulong.MaxValue, uint.MaxValue), uint.MaxValue, new Visit(true, null)),
            new(KeyOf(12), Headers, default, 0, new Visit(true, 100_000)),
        ];
        for (var i = 0; i < answers.Length; i++)
        {
            table.SetAnswer(Show(table, i, tag: i), answers[i]);
        }

        Assert.All(answers, answer => Assert.Equal(answer, table.AnswerOf(table.FindByAddress(answer.Key)!.Value)));
    }

    [Fact]
    public void WhoeverHasAPageAtHand_IsToldThatItIsGone()
    {
        var table = new PageTable();
        var page = Show(table, 1, tag: 7);
        Assert.False(page.IsGone);
        var newer = Show(table, 1, tag: 7);
        Assert.Equal((true, false), (page.IsGone, newer.IsGone));
        table.RemoveOldest();
        Assert.Equal(newer, table.Find(KeyOf(1)));
        table.RemoveOldest();
        Assert.True(newer.IsGone);
        Assert.Null(table.Oldest());
    }

    private static bool IsLikeDictionaries((int What, int Key, int Other)[] steps)
    {
        var table = new PageTable();
        var (byKey, byAddress, inOrder) = (new Dictionary<int, long>(), new Dictionary<int, long>(), new Queue<(int Key, long Offset)>());
        for (var i = 0; i < steps.Length; i++)
        {
            var (what, key, other) = steps[i];
            if (what < 9)
            {
                Forget(key);
                Show(table, key, tag: key, offset: i);
                byKey[key] = i;
                inOrder.Enqueue((key, i));
            }
            else if (what < 12 && table.Find(KeyOf(key)) is { } page)
            {
                Unaddress(page.Offset);
                table.SetAnswer(page, new PageAnswer(KeyOf(other), Headers, default, 0, default));
                byAddress[other] = page.Offset;
            }
            else if (what is >= 12 and < 19 && inOrder.TryDequeue(out var oldest))
            {
                table.RemoveOldest();
                if (byKey.GetValueOrDefault(oldest.Key, -1) == oldest.Offset)
                {
                    Forget(oldest.Key);
                }
            }
            else if (what == 19)
            {
                foreach (var chunk in table.Chunks.ToList())
                {
                    table.RemoveFrom(chunk, p => p.Tags.Contains(new PageTag(PageTagKind.Practice, key)));
                }

                Forget(key);
            }

            if (i % 16 == 0 && !IsAlike())
            {
                return false;
            }
        }

        return IsAlike();

        bool IsAlike() => table.Count == byKey.Count
            && Enumerable.Range(0, Keys).All(k => table.Find(KeyOf(k))?.Offset == Offset(byKey, k) && table.FindByAddress(KeyOf(k))?.Offset == Offset(byAddress, k));

        void Forget(int key)
        {
            if (byKey.Remove(key, out var offset))
            {
                Unaddress(offset);
            }
        }

        void Unaddress(long offset)
        {
            foreach (var (address, _) in byAddress.Where(a => a.Value == offset).ToList())
            {
                byAddress.Remove(address);
            }
        }
    }

    private static long? Offset(Dictionary<int, long> offsets, int key) => offsets.TryGetValue(key, out var offset) ? offset : null;

    private static CachedPage Show(PageTable table, int key, int tag, long? offset = null)
    {
        var page = table.Append(new PageEntry { Key = KeyOf(key), Offset = offset ?? key }, [new PageTag(PageTagKind.Practice, tag)]);
        table.Show(page);
        return page;
    }

    /// <summary>Some of them in one chain.</summary>
    private static PageKey KeyOf(int number) => new((ulong)number, (ulong)number % 16 == 0 ? 16 : (ulong)number);
}
