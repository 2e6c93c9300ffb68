using System.Globalization;
using System.Text;
using System.Xml;

namespace PracticeBase.Features.Alerts;

/// <param name="Term">The category's path: «uslugi-spoleczne/kultura».</param>
/// <param name="Label">Its name.</param>
public sealed record AtomCategory(string Term, string Label);

/// <param name="Id">Absolute; never changes and is never given away.</param>
/// <param name="Link">The page; absolute.</param>
/// <param name="Author">A unit, never a person; null when the feed's own author has to do.</param>
/// <param name="Updated">When what is public now was published.</param>
/// <param name="Published">When it was published for the first time.</param>
public sealed record AtomEntry(
    string Id, string Link, string Title, string Summary, string? Author, DateTimeOffset Updated, DateTimeOffset Published, IReadOnlyList<AtomCategory> Categories);

/// <summary>A feed as RFC 4287 wants it.</summary>
/// <param name="Language">Of the feed's own words; entries are Polish.</param>
/// <param name="Self">The feed's address, also its id; absolute.</param>
/// <param name="Link">The listing it follows; absolute.</param>
/// <param name="CategoryScheme">What the terms of categories are below; absolute.</param>
public sealed record AtomFeed(
    string Language, string Self, string Link, string Title, string Subtitle, string Author, string CategoryScheme, DateTimeOffset Updated, IReadOnlyList<AtomEntry> Entries)
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    private const string Namespace = "http://www.w3.org/2005/Atom";
    private const string EntryLanguage = "pl";

    public byte[] ToXml()
    {
        using var result = new MemoryStream();
        using (var xml = XmlWriter.Create(result, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true }))
        {
            xml.WriteStartElement("feed", Namespace);
            xml.WriteAttributeString("xml", "lang", null, Language);
            Write(xml, "id", Self);
            Write(xml, "title", Title);
            Write(xml, "subtitle", Subtitle);
            Write(xml, "updated", Moment(Updated));
            WriteLink(xml, "self", ContentType.Split(';')[0], Self);
            WriteLink(xml, "alternate", "text/html", Link);
            WriteAuthor(xml, Author);
            foreach (var entry in Entries)
            {
                Write(xml, entry);
            }

            xml.WriteEndElement();
        }

        return result.ToArray();
    }

    private void Write(XmlWriter xml, AtomEntry entry)
    {
        xml.WriteStartElement("entry", Namespace);
        if (Language != EntryLanguage)
        {
            xml.WriteAttributeString("xml", "lang", null, EntryLanguage);
        }

        Write(xml, "id", entry.Id);
        Write(xml, "title", entry.Title);
        Write(xml, "updated", Moment(entry.Updated));
        Write(xml, "published", Moment(entry.Published));
        WriteLink(xml, "alternate", "text/html", entry.Link);
        if (entry.Author is not null)
        {
            WriteAuthor(xml, entry.Author);
        }

        foreach (var category in entry.Categories)
        {
            xml.WriteStartElement("category", Namespace);
            xml.WriteAttributeString("term", Legal(category.Term));
            xml.WriteAttributeString("scheme", Legal(CategoryScheme));
            xml.WriteAttributeString("label", Legal(category.Label));
            xml.WriteEndElement();
        }

        Write(xml, "summary", entry.Summary);
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Namespace, Legal(text));

    private static void WriteAuthor(XmlWriter xml, string name)
    {
        xml.WriteStartElement("author", Namespace);
        Write(xml, "name", name);
        xml.WriteEndElement();
    }

    private static void WriteLink(XmlWriter xml, string relation, string type, string address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", Legal(address));
        xml.WriteEndElement();
    }

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Old documents hold characters that XML cannot.</summary>
    private static string Legal(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))
            {
                result.Append(rune.ToString());
            }
        }

        return result.ToString();
    }
}
