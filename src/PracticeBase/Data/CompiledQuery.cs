using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PracticeBase.Data;

/// <summary>
/// A query that is put together once, not each time it is asked: worth it for what every page asks. A compiled query belongs to one model, and a
/// process may hold several.
/// </summary>
/// <param name="compile">One of the forms of <see cref="EF"/>.CompileAsyncQuery.</param>
internal sealed class CompiledQuery<TQuery>(Func<TQuery> compile)
    where TQuery : Delegate
{
    private readonly ConditionalWeakTable<IModel, TQuery> byModel = [];

    public TQuery For(DbContext db) => byModel.GetValue(db.Model, _ => compile());
}
