using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PracticeBase.Domain;
using PracticeBase.Features.Transfer.Import;
using Xunit;

namespace PracticeBase.Tests.Transfer.Import;

public sealed class ImportPropertyTests
{
    private static readonly DocumentReader Reader = new();

    [Fact]
    public void Reader_ArbitraryBytes_ThrowsNothingButImportException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => IsReadOrRefused(bytes, "x.txt") && IsReadOrRefused(bytes, "x.json")).QuickCheckThrowOnFailure();

    [Fact]
    public void Reader_DamagedSamples_ThrowsNothingButImportException()
    {
        string[] names = ["portal-page.txt", "portal-page.html", "result-record.txt", "deck.txt", "project-page.txt"];
        var samples = names.Select(ImportSamples.Bytes).ToArray();
        var damage = from sample in Gen.Elements(samples)
                     from start in Gen.Choose(0, sample.Length - 1)
                     from length in Gen.Choose(0, sample.Length - start)
                     from noise in Gen.Choose(0, 255).ArrayOf(5)
                     select (byte[])[.. sample[..start], .. noise.Select(n => (byte)n), .. sample[(start + length)..]];
        Prop.ForAll(damage.ToArbitrary(), bytes => IsReadOrRefused(bytes, "x.txt")).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Reader_LinesInAnyOrder_ThrowsNothingButImportException()
    {
        string[] names = ["portal-page.txt", "portal-page-misspelt.txt", "result-record.txt", "deck.txt", "project-page.txt"];
        var lines = names.SelectMany(n => Encoding.UTF8.GetString(ImportSamples.Bytes(n)).Split('\n')).ToArray();
        Prop.ForAll(Gen.Elements(lines).ArrayOf(40).ToArbitrary(), some => IsReadOrRefused(Encoding.UTF8.GetBytes(string.Join('\n', some)), "x.txt")).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void UnknownLayout_ArbitraryText_LosesNoWord() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), text =>
        {
            // HTML is another form with its own rules; here a text is a text.
            var written = text.Get.Replace("\0", "").Replace('<', ' ').Replace('{', ' ').Replace('%', ' ');
            var clean = new string([.. written.Where(c => !char.IsSurrogate(c) && c != '\uFFFD' && (c >= ' ' || c is '\n' or '\t'))]);
            if (!clean.Any(char.IsLetterOrDigit))
            {
                return true;
            }

            var read = ImportSamples.ReadText(clean);
            return read.IsKnownLayout || ImportSamples.Missing(Invisible(clean), read.Document).Count == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void PartialDate_WrittenAndRead_IsTheSame()
    {
        var dates = from year in Gen.Choose(1, 9999)
                    from month in Gen.Choose(0, 12)
                    from day in Gen.Choose(0, 28)
                    select new PartialDate(year, month == 0 ? null : month, month == 0 || day == 0 ? null : day);
        Prop.ForAll(dates.ToArbitrary(), date => PartialDate.TryParse(date.ToString(), out var read) && read == date).QuickCheckThrowOnFailure();
    }

    private static string Invisible(string text) => string.Concat(text.Where(c => c is not ('\u00AD' or (>= '\u200B' and <= '\u200F') or '\u2060' or '\uFEFF')));

    private static bool IsReadOrRefused(byte[] bytes, string name)
    {
        try
        {
            return Reader.Read(bytes, name).All(r => r.Document.Title.Length > 0);
        }
        catch (ImportException e)
        {
            return e.Message.EndsWith('.');
        }
    }
}
