using StatsService.Forms;

namespace StatsService.Canonical;

/// <summary>What can be wrong with any field.</summary>
public static class CommonProblems
{
    public static ContentProblem Required(string path) => new("REQUIRED_FIELD", path, new(
        "缺少必填字段。", "The field is required."));

    public static ContentProblem TooLong(string path, int length, int max) => new("TOO_LONG", path, new(
        $"长度{length}超过上限{max}个字符。", $"{length} characters; at most {max} are allowed."));

    public static ContentProblem TooMany(string path, int count, int max) => new("TOO_MANY", path, new(
        $"共{count}项，超过上限{max}项。", $"{count} items; at most {max} are allowed."));

    /// <summary>A number that is no value of an enum.</summary>
    public static ContentProblem Undefined<T>(string path, T value)
        where T : struct, Enum => new("INVALID_VALUE", path, new(
            $"{typeof(T).Name}没有值{value:D}。", $"{typeof(T).Name} has no value {value:D}."));

    public static ContentProblem ControlCharacters(string path) => new("INVALID_VALUE", path, new(
        "含有控制字符；请删去。", "holds control characters; take them out."));
}
