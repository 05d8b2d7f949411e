using System.Collections.Immutable;
using Google.Rpc;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Forms.Understanding;
using StatsService.Registry;

namespace StatsService.Catalog;

/// <summary>Forms that requests name.</summary>
internal static class FormNames
{
    /// <summary>The form that a request refers to.</summary>
    public static Form Referred(this FormCatalog catalog, string name, string field)
    {
        var id = ResourceIds.Parse("forms", name, field);
        if (catalog.Form(id) is { } form)
        {
            return form;
        }

        var (text, metadata) = Unknown(catalog, id);
        throw new Refusal(Code.InvalidArgument, "UNKNOWN_FORM", text)
        {
            Violations = [new(field, "UNKNOWN_FORM", text)],
            Metadata = metadata,
        };
    }

    /// <summary>The form that a request is about.</summary>
    public static Form Requested(this FormCatalog catalog, string name, string field)
    {
        var id = ResourceIds.Parse("forms", name, field);
        if (catalog.Form(id) is { } form)
        {
            return form;
        }

        var (text, metadata) = Unknown(catalog, id);
        throw new Refusal(Code.NotFound, "RESOURCE_NOT_FOUND", text) { Metadata = metadata };
    }

    private static (LocalizedText Text, IReadOnlyDictionary<string, string> Metadata) Unknown(
        FormCatalog catalog, string id)
    {
        var none = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
        var nearest = NearestName.Of(id, catalog.Forms.Keys);
        return (
            new(
                $"没有格式“forms/{id}”{(nearest is null ? "" : $"，是否应为“{nearest}”")}；"
                + $"现有：{string.Join('、', catalog.Forms.Keys)}。",
                $"There is no form 'forms/{id}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")} "
                + $"There are: {string.Join(", ", catalog.Forms.Keys)}."),
            nearest is null ? none : none.Add("nearest", nearest));
    }
}
