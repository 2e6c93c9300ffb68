using System.CommandLine;
using PracticeBase.Benchmarks;
using PracticeBase.Benchmarks.Load;

var practices = new Option<int>("--practices") { DefaultValueFactory = _ => 10_000, Description = "How many generated practices the portal holds." };
var requests = new Option<int>("--requests") { DefaultValueFactory = _ => 300, Description = "Measured requests a page, after the warm-up." };
var workspace = new Option<string?>("--workspace") { Description = "A folder to keep the portal in, for the next time; without it, a temporary one." };
var pages = new Command("pages", "Fills a temporary portal and measures its pages; prints docs/performance.md's tables.") { practices, requests };
pages.SetAction((result, cancellationToken) => PagesBenchmark.RunAsync(result.GetValue(practices), result.GetValue(requests), cancellationToken));
var search = new Command("search", "Fills a portal and measures how well and how fast one finds something there; prints docs/performance.md's tables.") { practices, requests, workspace };
search.SetAction((result, cancellationToken) => SearchBenchmark.RunAsync(result.GetValue(practices), result.GetValue(requests), result.GetValue(workspace), cancellationToken));
var kills = new Option<int>("--kills") { DefaultValueFactory = _ => 30, Description = "How often one of the two nodes is killed." };
var seed = new Option<int?>("--seed") { Description = "Repeats the choice of nodes and moments." };
var nodes = new Command("nodes", "Runs two nodes over one SQLite file, measures how soon one shows what the other published, and kills them under writes; prints a table.") { kills, seed };
nodes.SetAction((result, cancellationToken) => NodesBenchmark.RunAsync(result.GetValue(kills), result.GetValue(seed), cancellationToken));
return await new RootCommand("Measures PracticeBase; build it with -c Release.") { pages, search, nodes, LoadCommand.Create(), BareServer.Create() }.Parse(args).InvokeAsync();
