using System.Buffers;
using System.Globalization;

namespace StatsService.Forms.Checking;

/// <summary>Reads the language of the rules; <c>docs/rules.md</c> has its grammar.</summary>
internal sealed class ExpressionParser
{
    private static readonly Dictionary<string, Relation> Relations = new(StringComparer.Ordinal)
    {
        ["="] = Relation.Equal,
        ["<="] = Relation.AtMost,
        [">="] = Relation.AtLeast,
        ["<"] = Relation.Below,
        [">"] = Relation.Above,
    };

    private static readonly SearchValues<char> Word = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_.@*");

    private readonly string _text;
    private readonly List<string> _tokens;
    private int _next;

    private ExpressionParser(string text)
    {
        _text = text;
        _tokens = [.. Tokens(text)];
    }

    public static Comparison<Term> ParseRule(string text)
    {
        var parser = new ExpressionParser(text);
        var comparison = parser.Comparison();
        return parser.AtEnd(comparison);
    }

    public static Condition<Term> ParseCondition(string text)
    {
        var parser = new ExpressionParser(text);
        var condition = new Condition<Term>(parser.Separated("or", () => parser.Separated("and", parser.Comparison)));
        return parser.AtEnd(condition);
    }

    private Comparison<Term> Comparison()
    {
        var left = Sum();
        if (!Relations.TryGetValue(Peek, out var relation))
        {
            return new(left, Relation.Holds, []);
        }

        _next++;
        return new(left, relation, Sum());
    }

    private List<Term> Sum()
    {
        var terms = new List<Term> { Signed(1) };
        while (Peek is "+" or "-")
        {
            terms.Add(Signed(_tokens[_next++] is "+" ? 1 : -1));
        }

        return terms;
    }

    private Term Signed(decimal sign)
    {
        var factor = sign;
        if (decimal.TryParse(Peek, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            _next++;
            factor *= number;
            if (!Taken("×"))
            {
                return new(factor, null, null);
            }
        }

        var name = Name();
        if (!Taken("("))
        {
            return new(factor, null, name);
        }

        var term = new Term(factor, name, Name());
        return Taken(")") ? term : throw Unexpected();
    }

    private string Name() => IsName(Peek) ? _tokens[_next++] : throw Unexpected();

    private List<T> Separated<T>(string separator, Func<T> part)
    {
        var parts = new List<T> { part() };
        while (Taken(separator))
        {
            parts.Add(part());
        }

        return parts;
    }

    private string Peek => _next < _tokens.Count ? _tokens[_next] : "";

    private bool Taken(string token)
    {
        var taken = Peek == token;
        _next += taken ? 1 : 0;
        return taken;
    }

    private T AtEnd<T>(T parsed) => _next == _tokens.Count ? parsed : throw Unexpected();

    private FormatException Unexpected() => new($"'{Peek}' is not expected at token {_next + 1} of '{_text}'.");

    private static bool IsName(string token) =>
        token.Length > 0 && (char.IsAsciiLetter(token[0]) || token[0] == '*') && token is not ("and" or "or");

    private static int WordLength(ReadOnlySpan<char> text) =>
        text.IndexOfAnyExcept(Word) is var end and >= 0 ? end : text.Length;

    private static IEnumerable<string> Tokens(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = text[i] switch
            {
                ' ' => 0,
                '<' or '>' when i + 1 < text.Length && text[i + 1] == '=' => 2,
                var c when Word.Contains(c) => WordLength(text.AsSpan(i)),
                _ => 1,
            };
            if (length > 0)
            {
                yield return text.Substring(i, length);
            }

            i += Math.Max(1, length);
        }
    }

}
