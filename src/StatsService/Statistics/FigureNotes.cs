using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>What is particular about the figures of a message: gathered by field, told by condition.</summary>
internal sealed class FigureNotes
{
    private readonly SortedDictionary<FigureCondition, List<string>> _fields = [];
    private int _count;

    public void Add(string path, IReadOnlyList<FigureCondition> conditions)
    {
        _count++;
        foreach (var condition in conditions)
        {
            if (!_fields.TryGetValue(condition, out var paths))
            {
                _fields[condition] = paths = [];
            }

            paths.Add(path);
        }
    }

    public void WriteTo(IMessage message, FieldDescriptor field)
    {
        var notes = (RepeatedField<Wire.FigureNote>)field.Accessor.GetValue(message);
        foreach (var (condition, paths) in _fields)
        {
            var note = new Wire.FigureNote { Condition = (Wire.FigureCondition)condition };
            if (paths.Count < _count)
            {
                note.Fields = new FieldMask { Paths = { paths } };
            }

            notes.Add(note);
        }
    }
}
