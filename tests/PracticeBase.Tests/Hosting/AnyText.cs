using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace PracticeBase.Tests.Hosting;

/// <summary>Text as it may come: Polish, other scripts, signs outside the basic plane, control characters, markup.</summary>
public static class AnyText
{
    private static readonly string[] Pieces =
    [
        "Żółć", "Łódź", "gęślą jaźń", "w domu", "i", "z 12 500 zł", "przedsiębiorczość", "najnieprawdopodobniejszemu", "ﬀ", "ß", "İ", "Å", "e\u0301", "日本", "😀", "ق",
        "\u0000", "\u001f", "\u202e", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "![o](data:text/html,x)", "<a onclick='x'>",
        "](", "# ", "- ", "> ", "| a | b |\n|---|---|\n", "```", "`", "**", "&#60;script&#62;", "&lt;", "javascript:alert(1)", "<javascript:alert(1)>", "https://example.org/?a=b&onload=1",
        "[r]\n\n[r]: javascript:alert(1)", "[r]: vbscript:x 'onx=y'\n", "\\", "\"onmouseover=\"x", "\r\n\r\n", "\t",
    ];

    private static readonly Gen<string> Rune =
        Gen.Choose(0, 0x10FFFF).Where(c => c is < 0xD800 or > 0xDFFF).Select(c => new Rune(c).ToString());

    private static readonly Gen<string> Ascii = Gen.Choose(32, 126).Select(c => ((char)c).ToString());

    private static readonly Gen<string> Piece = Gen.OneOf(Gen.Elements(Pieces), Rune, Ascii, Ascii, Gen.Constant(" "));

    public static Arbitrary<string> Arbitrary { get; } = Piece.ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();

    public static void Holds(Func<string, bool> property, int times = 500) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(times), Prop.ForAll(Arbitrary, property));
}
