using System.Numerics;

namespace StatsService.Forms.Measuring;

/// <summary>
/// Counters of each topic: parts that cover it in a table, by form; parts that cover it in sentences; and each
/// <see cref="TopicCount"/>. All topics of one kind of counter stand together, for there they are often the same.
/// </summary>
internal sealed class TopicCounters(int topics, int forms)
{
    private static readonly int Kinds = Enum.GetValues<TopicCount>().Length;

    public int[] All { get; } = new int[(forms + 1 + Kinds) * topics];

    public ulong Covered
    {
        get
        {
            var covered = 0UL;
            for (var topic = 0; topic < topics; topic++)
            {
                covered |= Parts(topic) > 0 ? 1UL << topic : 0;
            }

            return covered;
        }
    }

    public ref int Form(int form, int topic) => ref All[(form * topics) + topic];

    public ref int Sentences(int topic) => ref Form(forms, topic);

    public ref int Of(TopicCount what, int topic) => ref Form(forms + 1 + (int)what, topic);

    public int Parts(int topic)
    {
        var parts = 0;
        for (var kind = 0; kind <= forms; kind++)
        {
            parts += Form(kind, topic);
        }

        return parts;
    }

    public void AddToAll(TopicCount what, int by)
    {
        for (var topic = 0; topic < topics; topic++)
        {
            Of(what, topic) += by;
        }
    }

    public void Apply(TopicCounters other, ulong some, int sign)
    {
        if (some == ulong.MaxValue)
        {
            Addition.Add(All, other.All, sign);
            return;
        }

        for (var left = some; left != 0 && BitOperations.TrailingZeroCount(left) < topics; left &= left - 1)
        {
            for (var i = BitOperations.TrailingZeroCount(left); i < All.Length; i += topics)
            {
                All[i] += sign * other.All[i];
            }
        }
    }
}
