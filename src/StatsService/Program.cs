using StatsService.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddStatsService();

var app = builder.Build();
app.MapStatsService();
await app.Services.PrepareStore(app.Lifetime.ApplicationStopping);
await app.RunAsync();
