using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace PracticeBase.Benchmarks.Load;

/// <summary>What to compare with: Kestrel with nothing on it but a dictionary of captured answers. Started by the benchmark in a process of its own.</summary>
internal static class BareServer
{
    public const string Verb = "bare";

    /// <summary>As the portal sets it.</summary>
    private const int MaxRequestLine = 128 * 1024;


    public static Command Create()
    {
        var file = new Argument<string>("file");
        var port = new Argument<int>("port");
        var command = new Command(Verb, "Answers captured bytes.") { file, port };
        command.Hidden = true;
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(file), result.GetRequiredValue(port), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string file, int port, CancellationToken cancellationToken)
    {
        var answers = (await Captured.ReadAsync(file, cancellationToken)).ToDictionary(c => RequestKey.Of(c.Request));
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestLineSize = MaxRequestLine;
            o.Limits.MaxRequestBufferSize = Math.Max(o.Limits.MaxRequestBufferSize ?? 0, MaxRequestLine * 2);
        });
        await using var app = builder.Build();
        app.Run(context => AnswerAsync(context, answers));
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static async Task AnswerAsync(HttpContext context, Dictionary<RequestKey, Captured> answers)
    {
        var (request, response) = (context.Request, context.Response);
        var headers = request.Headers;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!answers.TryGetValue(new RequestKey($"{request.Method} {target}", headers.AcceptEncoding.ToString(), headers.Cookie.ToString(), headers.IfNoneMatch.ToString()), out var answer))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.ContentLength = 0;
            return;
        }

        while (request.ContentLength > 0 && await request.BodyReader.ReadAsync(context.RequestAborted) is var read)
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers.Append(name, value);
        }

        if (answer.Status != StatusCodes.Status304NotModified)
        {
            response.ContentLength = answer.Body.Length;
            await response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
        }
    }
}
