using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using StatsService.Forms;

namespace StatsService.Canonical;

/// <summary>
/// Compares JSON with the message that it should be, and names every field that does not fit by its path: the parser of
/// the protobuf library stops at the first and does not say where it stands.
/// </summary>
internal sealed class JsonShape(ICollection<ContentProblem> problems)
{
    public void CheckMessage(JsonElement json, MessageDescriptor type, string path)
    {
        if (type.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal))
        {
            CheckWellKnown(json, type, path);
            return;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            Wrong(path, "应为对象{…}", "needs an object {…}", json);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (Find(type, property.Name) is not { } field)
            {
                Unknown(Join(path, property.Name), property.Name, type);
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                NotTwice(field, seen, path);
                CheckField(property.Value, field, Join(path, field.Name));
            }
        }
    }

    private static FieldDescriptor? Find(MessageDescriptor type, string name) =>
        type.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == name || field.Name == name);

    /// <summary>Times, field masks and the like are written in a way of their own, which the parser knows.</summary>
    private void CheckWellKnown(JsonElement json, MessageDescriptor type, string path)
    {
        try
        {
            JsonParser.Default.Parse(json.GetRawText(), type);
        }
        catch (IOException) // the parser's own exceptions: nothing is read from anywhere
        {
            var example = type == Timestamp.Descriptor ? "\"2026-03-02T01:12:09Z\"" : "\"state,lastEvent\"";
            Wrong(path, $"应为{type.Name}，例如{example}", $"needs a {type.Name} such as {example}", json);
        }
    }

    private void CheckField(JsonElement json, FieldDescriptor field, string path)
    {
        if (field.IsMap)
        {
            CheckMap(json, field.MessageType.FindFieldByName("value"), path);
        }
        else if (field.IsRepeated)
        {
            CheckList(json, field, path);
        }
        else
        {
            CheckValue(json, field, path);
        }
    }

    private void CheckMap(JsonElement json, FieldDescriptor value, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Wrong(path, "应为对象{…}", "needs an object {…}", json);
            return;
        }

        foreach (var entry in json.EnumerateObject())
        {
            CheckValue(entry.Value, value, $"{path}[\"{entry.Name}\"]");
        }
    }

    private void CheckList(JsonElement json, FieldDescriptor field, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            Wrong(path, "应为列表[…]", "needs a list […]", json);
            return;
        }

        foreach (var (item, i) in json.EnumerateArray().Select((item, i) => (item, i)))
        {
            CheckValue(item, field, $"{path}[{i}]");
        }
    }

    private void CheckValue(JsonElement json, FieldDescriptor field, string path)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                CheckMessage(json, field.MessageType, path);
                break;
            case FieldType.String when json.ValueKind != JsonValueKind.String:
                Wrong(path, "应为文字，写在引号内", "needs a text, in quotes", json);
                break;
            case FieldType.Bool when json.ValueKind is not (JsonValueKind.True or JsonValueKind.False):
                Wrong(path, "应为true或false", "needs true or false", json);
                break;
            case FieldType.Enum when !IsNameOf(json, field.EnumType):
                var names = string.Join(", ", field.EnumType.Values.Select(value => value.Name));
                Wrong(path, $"应为以下之一：{names}", $"needs one of {names}", json);
                break;
            case FieldType.Int32 when !IsWhole(json, int.MinValue, int.MaxValue):
            case FieldType.Int64 when !IsWhole(json, long.MinValue, long.MaxValue):
                Wrong(path, "应为整数；没有数字的单元格请填gap", "needs a whole number; a cell without one takes a gap", json);
                break;
        }
    }

    private static bool IsNameOf(JsonElement json, EnumDescriptor type) =>
        json.ValueKind == JsonValueKind.String
            ? type.FindValueByName(json.GetString()!) is not null
            : IsWhole(json, int.MinValue, int.MaxValue);

    /// <summary>As the JSON mapping of protobuf has it: a number, or a number in quotes.</summary>
    private static bool IsWhole(JsonElement json, long min, long max)
    {
        var text = json.ValueKind switch
        {
            JsonValueKind.Number => json.GetRawText(),
            JsonValueKind.String => json.GetString()!,
            _ => "",
        };
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max;
    }

    /// <summary>One field may be written by either of its names; of a choice, only one may be there.</summary>
    private void NotTwice(FieldDescriptor field, HashSet<string> seen, string path)
    {
        var choice = field.RealContainingOneof?.Name ?? field.Name;
        if (!seen.Add(choice))
        {
            problems.Add(new("INVALID_VALUE", Join(path, field.Name), new(
                $"{choice}给出不止一次，请只保留一个。", $"There is more than one {choice}; keep one.")));
        }
    }

    private void Unknown(string path, string name, MessageDescriptor type)
    {
        var known = string.Join(", ", type.Fields.InDeclarationOrder().Select(field => field.JsonName));
        problems.Add(new("UNKNOWN_FIELD", path, new(
            $"{type.Name}没有“{name}”这个字段；可用的有：{known}。",
            $"{type.Name} has no field '{name}'; there are {known}.")));
    }

    private void Wrong(string path, string zh, string en, JsonElement json)
    {
        const int Shown = 40;
        var text = json.GetRawText();
        var found = text.Length > Shown ? text[..Shown] + "…" : text;
        problems.Add(new("INVALID_VALUE", path, new($"{zh}，现为{found}。", $"It {en}, but is {found}.")));
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
