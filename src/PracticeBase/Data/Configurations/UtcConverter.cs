using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PracticeBase.Data.Configurations;

/// <summary>SQLite has no type with an offset that sorts; both providers store UTC.</summary>
internal sealed class UtcConverter() : ValueConverter<DateTimeOffset, DateTime>(
    v => v.UtcDateTime,
    v => new DateTimeOffset(DateTime.SpecifyKind(v, DateTimeKind.Utc)));
