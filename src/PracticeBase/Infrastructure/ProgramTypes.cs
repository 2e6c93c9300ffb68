using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Mvc.ApplicationParts;

namespace PracticeBase.Infrastructure;

/// <summary>
/// Finds types of the program by their names. Asking an assembly for its types loads every one, and what the runtime knows of a type stays in memory for
/// good: more than half of ours are the compiler's own, and most of the others are not needed for long.
/// </summary>
public static class ProgramTypes
{
    /// <summary>Those that are not within another type and have no type parameters.</summary>
    /// <param name="match">By namespace and name.</param>
    public static IReadOnlyList<TypeInfo> Find(Func<string, string, bool> match)
    {
        var assembly = typeof(ProgramTypes).Assembly;
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = file.GetMetadataReader();
        var types = new List<TypeInfo>();
        foreach (var handle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(handle);
            if (type.IsNested || type.GetGenericParameters().Count > 0)
            {
                continue;
            }

            var (space, name) = (reader.GetString(type.Namespace), reader.GetString(type.Name));
            if (match(space, name))
            {
                types.Add(assembly.GetType($"{space}.{name}", throwOnError: true)!.GetTypeInfo());
            }
        }

        return types;
    }

    /// <summary>Controllers are looked for among what is called one, instead of among all types; views as ever.</summary>
    public static void AddProgramParts(this IMvcBuilder mvc) => mvc.ConfigureApplicationPartManager(manager =>
    {
        manager.ApplicationParts.Clear();
        manager.ApplicationParts.Add(new ControllersPart());
        manager.ApplicationParts.Add(new CompiledRazorAssemblyPart(typeof(ProgramTypes).Assembly));
    });

    private sealed class ControllersPart : ApplicationPart, IApplicationPartTypeProvider
    {
        private readonly Lazy<IReadOnlyList<TypeInfo>> types = new(() => Find((_, name) => name.EndsWith("Controller", StringComparison.Ordinal)));

        public override string Name => "Controllers";

        public IEnumerable<TypeInfo> Types => types.Value;
    }
}
