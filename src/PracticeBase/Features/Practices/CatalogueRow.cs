using System.Runtime.InteropServices;

namespace PracticeBase.Features.Practices;

/// <summary>
/// What a <see cref="CatalogueEntry"/> holds beside its texts, in 88 bytes without gaps: the same in memory and in the node's copy. A number of
/// something that is not known is 0, a population −1, a day is one of <see cref="DateOnly.DayNumber"/>, a moment UTC ticks.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal record struct CatalogueRow
{
    public ulong TargetGroups;
    public long PublishedAt;
    public long FirstPublishedAt;
    public int PracticeId;
    public int RevisionId;
    public int CategoryId;
    public int SectorId;
    public int VoivodeshipId;
    public int CountyId;
    public int LocalGovernmentId;
    public int ImplementingUnitId;
    public int Population;
    public int IntroducedOn;
    public int UpdatedOn;
    public int AttachmentCount;
    public int PartnerCount;

    /// <summary>Bytes of the title, and of a slug that is not the title's, in UTF-8.</summary>
    public ushort TitleLength;
    public ushort SlugLength;
    public sbyte Kind;

    /// <summary>−1 when not known.</summary>
    public sbyte UnitType;
    public bool Recommended;

    /// <summary>1 yes, 0 no, −1 not known.</summary>
    public sbyte WorksWithoutFunding;
    public uint TextStart;
}
