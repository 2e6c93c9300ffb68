using System.Text.RegularExpressions;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer.Import;

/// <summary>Entries of the controlled list that a description of the target group names.</summary>
internal static class TargetGroups
{
    private static readonly (string Slug, Regex Pattern)[] Patterns =
    [
        .. new (string Slug, string Pattern)[]
        {
            ("mieszkancy", @"\bmieszkan(ca|cow|cy|com|cami)\b"),
            ("seniorzy", @"\bsenior|\bosob\w* starsz|\bemeryt"),
            ("rodziny-z-dziecmi", @"\brodzin\w* z (malymi )?dziecmi|\brodzin\w* wielodzietn"),
            ("dzieci", @"\bdzieci\b(?<!z dzieci)|\bdzieciom\b|\bprzedszkolak"),
            ("mlodziez", @"\bmlodziez|\bmlod(ych|zi) (ludzi|ludzie|osob)"),
            ("osoby-bezrobotne", @"\bbezrobotn|\bzagrozon\w* bezrobociem|\bposzukujac\w* pracy"),
            ("osoby-z-niepelnosprawnosciami", @"\bniepelnosprawn"),
            ("opiekunowie-rodzinni", @"\bopiekun\w* (rodzinn|faktyczn|osob)"),
            ("klienci-pomocy-spolecznej", @"\bklien(t|c)\w* (miejskiego |gminnego )?(osrodka|pomocy|mops|gops|ops)|\b(korzystaj|pomoc|swiadcze)\w*[^.]{0,40}pomocy spolecznej|\bpodopieczn\w* osrodka"),
            ("osoby-zagrozone-wykluczeniem", @"\bwykluczeni|\bzmarginalizowan|\bmarginalizacj"),
            ("osoby-w-kryzysie-bezdomnosci", @"\bbezdomn"),
            ("cudzoziemcy", @"\bcudzoziem|\buchodzc|\bimigran|\bmigran|\brepatriant"),
            ("organizacje-pozarzadowe", @"\borganizacj\w* pozarzadow|\bngo\b|\bstowarzysze"),
            ("przedsiebiorcy", @"\bprzedsiebiorc|\bpracodawc"),
            ("pracownicy-urzedu", @"\bpracowni\w* (urzed|samorzad)|\burzednik|\burzednic"),
            ("szkoly-i-nauczyciele", @"\bszkol(a|y|om|ach)?\b|\bnauczyciel"),
            ("rolnicy", @"\brolni(k|cy|czk|kow|kom)"),
            ("turysci", @"\bturyst(a|y|om|ow|ami|ki|ek)\b|\bturysci\b"),
        }.Select(p => (p.Slug, new Regex(p.Pattern, RegexOptions.CultureInvariant))),
    ];

    public static IReadOnlyList<string> Find(string? text)
    {
        var folded = Text.Fold(text ?? "");
        return [.. Patterns.Where(p => p.Pattern.IsMatch(folded)).Select(p => p.Slug)];
    }
}
