using System.CommandLine;
using PracticeBase.Benchmarks;

var practices = new Option<int>("--practices") { DefaultValueFactory = _ => 10_000, Description = "How many generated practices the portal holds." };
var requests = new Option<int>("--requests") { DefaultValueFactory = _ => 300, Description = "Measured requests a page, after the warm-up." };
var pages = new Command("pages", "Fills a temporary portal and measures its pages; prints docs/performance.md's tables.") { practices, requests };
pages.SetAction((result, cancellationToken) => PagesBenchmark.RunAsync(result.GetValue(practices), result.GetValue(requests), cancellationToken));
return await new RootCommand("Measures PracticeBase; build it with -c Release.") { pages }.Parse(args).InvokeAsync();
