using System.Globalization;
using System.Text;
using PracticeBase.Domain;

namespace PracticeBase.Features.Transfer;

/// <summary>
/// Invented practices for load tests: the same number always gives the same practice, so that measurements can be repeated.
/// </summary>
/// <param name="places">Every local government with voivodeship and county, in an order that no database changes.</param>
internal sealed class SyntheticPractices(IReadOnlyList<LocalGovernment> places)
{
    private const int Seed = 20_080_401;

    /// <summary>A prime: going round the list by it meets every place before the first one comes again.</summary>
    private const int Step = 1_597;

    private const int FirstYear = 2008;
    private const int LastYear = 2026;

    private readonly HashSet<string> keys = [];

    /// <summary>The practices 0, 1, 2 …, for as long as they are asked for.</summary>
    public IEnumerable<SyntheticPractice> All()
    {
        for (var i = 0; ; i++)
        {
            var place = places[(int)((long)i * Step % places.Count)];
            var random = new Random(unchecked(Seed + (i * 7_919)));
            var topic = SyntheticPhrases.Topics[((i * 31) + (i / places.Count)) % SyntheticPhrases.Topics.Count];
            yield return Create(random, place, topic);
        }
    }

    private SyntheticPractice Create(Random random, LocalGovernment place, SyntheticTopic topic)
    {
        var words = new Words(random, topic, PlaceName(place));
        var (unitName, locality) = Unit(place);
        var title = $"{topic.Title}: {words.Fill(Pick(random, SyntheticPhrases.TitleEndings))}";
        var key = Text.ImportKey(PracticeKind.Practice, title, unitName);
        for (var edition = 2; !keys.Add(key); edition++)
        {
            // Places share their names, and so their practices could.
            title = $"{topic.Title}: {PlaceName(place)}, edycja {edition}";
            key = Text.ImportKey(PracticeKind.Practice, title, unitName);
        }

        var introduced = new DateOnly(random.Next(FirstYear, LastYear + 1), random.Next(1, 11), random.Next(1, 29));
        var updated = random.Next(3) == 0 ? introduced : introduced.AddDays(random.Next(1, 900));
        var newest = new DateOnly(LastYear, 10, 31);
        var revision = new PracticeRevision
        {
            Number = 1,
            Status = RevisionStatus.Published,
            CreatedAt = Noon(introduced),
            ChangedAt = Noon(introduced),
            PublishedAt = Noon(introduced),
            Title = title,
            Summary = words.Paragraphs(SyntheticPhrases.Summary, random.Next(5, 9)),
            LocalGovernmentId = place.Id,
            Metryka = new Metryka
            {
                IntroducedOn = introduced,
                UpdatedOn = updated < newest ? updated : newest,
                UnitType = place.Type,
                Locality = locality,
                County = place.Type == LocalGovernmentType.County ? place.Name : place.County?.Name,
                Voivodeship = place.Type == LocalGovernmentType.Voivodeship ? place.Name : place.Voivodeship?.Name,
                PostalCode = $"{random.Next(0, 100):00}-{random.Next(0, 1000):000}",
                PostOffice = locality,
                UnitName = unitName,
                Street = $"{Pick(random, SyntheticPhrases.Streets)} {random.Next(1, 60)}",
                Website = $"https://{Text.Slug(unitName)}.example.org",
                Population = place.Population ?? random.Next(2_000, 120_000),
                PopulationYear = random.Next(introduced.Year - 1, introduced.Year + 1),
            },
            Problem = words.Paragraphs(SyntheticPhrases.Problem, random.Next(6, 9)),
            MainGoal = $"Trwałe rozwiązanie na terenie jednostki {PlaceName(place)}: {topic.Subject}.",
            SpecificGoals = [.. words.Sentences(SyntheticPhrases.Goals, random.Next(3, 6))],
            PeopleCount = words.People,
            ActivitiesText = words.Paragraphs(SyntheticPhrases.Work, random.Next(6, 10)),
            CostsText = words.Fill("Roczny koszt to {cost} zł, z czego większość stanowią wynagrodzenia; materiały i dojazdy nie przekraczają {percent}% całości."),
            Cost = words.Cost,
            CostPerParticipant = words.CostPerParticipant,
            ResultsText = words.Paragraphs(SyntheticPhrases.Results, random.Next(5, 8)),
            Difficulties = words.Paragraphs(SyntheticPhrases.Difficulties, random.Next(4, 8)),
            Sustainability = words.Paragraphs(SyntheticPhrases.Sustainability, random.Next(4, 7)),
            WorksWithoutFunding = random.Next(4) switch { 0 => null, 1 => false, _ => true },
        };
        AddParts(revision, random, introduced);
        AddPartners(revision, random);
        var practice = new Practice
        {
            Uid = new Guid(Convert.FromHexString(key[..32])),
            Kind = PracticeKind.Practice,
            Slug = Text.Slug(title),
            ImportKey = key,
            CreatedAt = revision.CreatedAt,
            Revisions = { revision },
        };
        if (random.Next(3) == 0)
        {
            practice.Opinions.Add(new ExpertOpinion
            {
                Expert = Person(random),
                ExpertTitle = "usługi publiczne",
                Text = string.Join(' ', words.Sentences(SyntheticPhrases.Opinions, 2)),
                Recommended = random.Next(5) > 0,
                WorksWithoutFunding = random.Next(2) == 0,
                Scores = [new ExpertScore { Criterion = "skuteczność", Score = random.Next(3, 6) }, new ExpertScore { Criterion = "przenoszalność", Score = random.Next(2, 6) }],
                SignedOn = introduced,
                IsPublic = true,
            });
        }

        return new SyntheticPractice(practice, revision, unitName, topic, random.Next(10) < 7 ? NewContact(random) : null);
    }

    private static void AddParts(PracticeRevision revision, Random random, DateOnly introduced)
    {
        var year = introduced.Year;
        if (random.Next(3) > 0)
        {
            revision.Activities = [.. Shuffled(random, SyntheticPhrases.Activities).Take(random.Next(2, 6)).Select(a => new Activity { Name = a, Hours = random.Next(1, 41) })];
        }

        if (random.Next(2) == 0)
        {
            revision.Indicators = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Indicator(random, i, year))];
        }

        revision.Periods = [new Period { From = new PartialDate(year - 1, random.Next(1, 13)), To = random.Next(2) == 0 ? new PartialDate(year) : null }];
        if (revision.Periods[0].To is null)
        {
            revision.Periods = [revision.Periods[0] with { Ongoing = true }];
        }

        if (random.Next(3) == 0)
        {
            revision.FundingSources = [new FundingSource { Programme = "Budżet jednostki", Amount = random.Next(5, 90) * 1_000 }];
        }
    }

    private static Indicator Indicator(Random random, int number, int year)
    {
        var baseline = random.Next(5, 60);
        return new Indicator
        {
            Name = number switch { 0 => "liczba uczestników", 1 => "czas oczekiwania", _ => "udział pozytywnych opinii" },
            Unit = number switch { 0 => "osoby", 1 => "dni", _ => "%" },
            Baseline = baseline,
            Target = baseline + 20,
            Achieved = baseline + random.Next(10, 40),
            Year = year,
            Evidence = Evidence.Monitoring,
        };
    }

    private static void AddPartners(PracticeRevision revision, Random random)
    {
        var count = random.Next(0, 4);
        revision.Partners.AddRange(Shuffled(random, SyntheticPhrases.Partners).Take(count).Select((p, i) => new Partner { Order = i, Name = p.Name, Kind = p.Kind, Role = "udział w przygotowaniu i prowadzeniu" }));
    }

    private static Contact NewContact(Random random) => new()
    {
        Name = Person(random),
        Post = Pick(random, SyntheticPhrases.Posts),
        Phone = $"00 000 {random.Next(100):00} {random.Next(100):00}",
        Email = $"kontakt{random.Next(1, 1_000)}@example.org",
    };

    private static string Person(Random random) => $"{Pick(random, SyntheticPhrases.FirstNames)} {Pick(random, SyntheticPhrases.Surnames)}";

    private static (string UnitName, string? Locality) Unit(LocalGovernment place) => place.Type switch
    {
        LocalGovernmentType.County => ($"Starostwo Powiatowe, powiat {place.Name}", null),
        LocalGovernmentType.Voivodeship => ($"Urząd Marszałkowski, województwo {place.Name}", null),
        LocalGovernmentType.CityWithCountyRights or LocalGovernmentType.UrbanCommune => ($"Urząd Miasta {place.Name}", place.Name),
        LocalGovernmentType.UrbanRuralCommune => ($"Urząd Miasta i Gminy {place.Name}", place.Name),
        _ => ($"Urząd Gminy {place.Name}", place.Name),
    };

    private static string PlaceName(LocalGovernment place) => place.Type switch
    {
        LocalGovernmentType.County => $"powiat {place.Name}",
        LocalGovernmentType.Voivodeship => $"województwo {place.Name}",
        _ => place.Name,
    };

    private static DateTimeOffset Noon(DateOnly day) => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    private static T Pick<T>(Random random, IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private static T[] Shuffled<T>(Random random, IReadOnlyList<T> items)
    {
        T[] result = [.. items];
        random.Shuffle(result);
        return result;
    }

    /// <summary>One practice's figures, put into its sentences.</summary>
    private sealed class Words(Random random, SyntheticTopic topic, string place)
    {
        public int People { get; } = random.Next(2, 120) * 10;

        public int Cost { get; } = random.Next(4, 400) * 1_000;

        public decimal CostPerParticipant => Math.Round((decimal)Cost / People, 2);

        public IEnumerable<string> Sentences(IReadOnlyList<string> phrases, int count) => Shuffled(random, phrases).Take(count).Select(Fill);

        /// <summary>The first phrase opens, as it names the matter; the others follow in any order, in two paragraphs.</summary>
        public string Paragraphs(IReadOnlyList<string> phrases, int count)
        {
            var sentences = Sentences([.. phrases.Skip(1)], count - 1).Prepend(Fill(phrases[0])).ToList();
            var half = (sentences.Count + 1) / 2;
            return $"{string.Join(' ', sentences.Take(half))}\n\n{string.Join(' ', sentences.Skip(half))}";
        }

        public string Fill(string phrase)
        {
            var result = new StringBuilder(phrase.Length + 40);
            for (var i = 0; i < phrase.Length; i++)
            {
                var end = phrase[i] == '{' ? phrase.IndexOf('}', i) : -1;
                if (end < 0)
                {
                    result.Append(phrase[i]);
                    continue;
                }

                result.Append(Value(phrase.AsSpan(i + 1, end - i - 1)));
                i = end;
            }

            return result.ToString();
        }

        private string Value(ReadOnlySpan<char> name) => name switch
        {
            "subject" => topic.Subject,
            "lack" => topic.Lack,
            "place" => place,
            "people" => Number(People),
            "cost" => Number(Cost),
            "unitcost" => Number((int)CostPerParticipant + 1),
            "percent" => Number(random.Next(8, 95)),
            "year" => Number(random.Next(2004, 2020)),
            "n" => Number(random.Next(3, 12)),
            "m" => Number(random.Next(14, 45)),
            _ => throw new ArgumentException($"No word «{name}»."),
        };

        private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>A practice with what still has to be found in the database.</summary>
internal sealed record SyntheticPractice(Practice Practice, PracticeRevision Revision, string UnitName, SyntheticTopic Topic, Contact? Contact);
