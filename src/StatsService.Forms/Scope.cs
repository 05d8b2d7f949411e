namespace StatsService.Forms;

/// <summary>What a report, a table or an item of a table covers.</summary>
public enum Scope
{
    Unspecified = 0,

    /// <summary>本机关: one office, department or town.</summary>
    Organ = 1,

    /// <summary>本级: a government with its departments, without lower governments.</summary>
    Level = 2,

    /// <summary>本行政区域: the level and all lower governments.</summary>
    Region = 3,

    /// <summary>The source does not tell; such a section enters no roll-up.</summary>
    Unknown = 4,
}

/// <summary>The level of a division.</summary>
public enum DivisionLevel
{
    Unspecified = 0,
    Nation = 1,
    Province = 2,
    Prefecture = 3,
    County = 4,
    Township = 5,
}

/// <summary>The kind of an organ.</summary>
public enum OrganKind
{
    Unspecified = 0,
    Government = 1,
    GeneralOffice = 2,
    Department = 3,
    Township = 4,
    VerticalSystem = 5,
    Zone = 6,
    PublicInstitution = 7,
}
