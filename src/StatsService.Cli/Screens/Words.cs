using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Screens;

/// <summary>The words of the API for people: 中文 and the English term.</summary>
internal static class Words
{
    public static string Of(Wire.Scope scope) => scope switch
    {
        Wire.Scope.Organ => "本机关 organ",
        Wire.Scope.Level => "本级 level",
        Wire.Scope.Region => "本行政区域 region",
        Wire.Scope.Unknown => "口径不明 unknown",
        _ => "",
    };

    public static string Of(Wire.ReportState state) => state switch
    {
        Wire.ReportState.Filed => "在案 filed",
        Wire.ReportState.Returned => "已退回 returned",
        Wire.ReportState.Accepted => "已接受 accepted",
        Wire.ReportState.Withdrawn => "已撤回 withdrawn",
        _ => "",
    };

    public static string Of(Wire.ChangeKind kind) => kind switch
    {
        Wire.ChangeKind.Filed => "报送 filed",
        Wire.ChangeKind.Corrected => "更正 corrected",
        Wire.ChangeKind.Returned => "退回 returned",
        Wire.ChangeKind.Accepted => "接受 accepted",
        Wire.ChangeKind.FindingConfirmed => "确认 confirmed",
        Wire.ChangeKind.Withdrawn => "撤回 withdrawn",
        Wire.ChangeKind.MarkedCopy => "标记为副本 marked_copy",
        Wire.ChangeKind.UnmarkedCopy => "取消副本标记 unmarked_copy",
        Wire.ChangeKind.DivisionRecorded => "登记区划 division_recorded",
        Wire.ChangeKind.DivisionsChanged => "区划变更 divisions_changed",
        Wire.ChangeKind.OrganRecorded => "登记机关 organ_recorded",
        Wire.ChangeKind.OrgansSucceeded => "机关合并或拆分 organs_succeeded",
        Wire.ChangeKind.OrganExempted => "免报 organ_exempted",
        Wire.ChangeKind.RulesChanged => "格式与规则更新 rules_changed",
        Wire.ChangeKind.Entered => "进入范围 entered",
        Wire.ChangeKind.Left => "离开范围 left",
        _ => "",
    };

    public static string Of(Wire.Origin origin) => origin switch
    {
        Wire.Origin.Table => "表 table",
        Wire.Origin.Text => "正文 text",
        Wire.Origin.Mixed => "表和正文 mixed",
        _ => "",
    };

    public static string Of(Wire.ContinuityOutcome outcome) => outcome switch
    {
        Wire.ContinuityOutcome.Holds => "一致 holds",
        Wire.ContinuityOutcome.Broken => "不一致 broken",
        Wire.ContinuityOutcome.NotAssessable => "无法判断 not assessable",
        _ => "",
    };

    /// <summary>Why two years are not compared; empty where they are.</summary>
    public static string Of(Wire.ContinuityGap gap) => gap switch
    {
        Wire.ContinuityGap.NotReported => "该年度没有报告 no report of this year",
        Wire.ContinuityGap.PreviousNotReported => "上一年度没有报告 no report of the year before",
        Wire.ContinuityGap.NothingComparable => "没有可比的项目 nothing comparable",
        _ => "",
    };

    public static string Of(Wire.FindingStrength strength) => strength.ToString().ToUpperInvariant();

    public static string Of(Wire.ApplicantKind kind) => kind switch
    {
        Wire.ApplicantKind.NaturalPerson => "自然人",
        Wire.ApplicantKind.BusinessEnterprise => "商业企业",
        Wire.ApplicantKind.ResearchInstitution => "科研机构",
        Wire.ApplicantKind.SocialWelfareOrganization => "社会公益组织",
        Wire.ApplicantKind.LegalServiceOrganization => "法律服务机构",
        Wire.ApplicantKind.OtherOrganization => "其他",
        _ => "总计",
    };

    public static string Of(Wire.OrganKind kind) => kind switch
    {
        Wire.OrganKind.Government => "人民政府 government",
        Wire.OrganKind.GeneralOffice => "办公厅（室） general_office",
        Wire.OrganKind.Department => "部门 department",
        Wire.OrganKind.Township => "乡镇街道 township",
        Wire.OrganKind.VerticalSystem => "垂直管理 vertical_system",
        Wire.OrganKind.Zone => "开发区 zone",
        Wire.OrganKind.PublicInstitution => "公共企事业单位 public_institution",
        _ => "",
    };

    public static string Of(Wire.DivisionLevel level) => level switch
    {
        Wire.DivisionLevel.Nation => "全国 nation",
        Wire.DivisionLevel.Province => "省级 province",
        Wire.DivisionLevel.Prefecture => "地级 prefecture",
        Wire.DivisionLevel.County => "县级 county",
        Wire.DivisionLevel.Township => "乡级 township",
        _ => "",
    };

    public static string Of(Wire.DivisionChangeKind kind) => kind switch
    {
        Wire.DivisionChangeKind.Merged => "合并 merged",
        Wire.DivisionChangeKind.Split => "拆分 split",
        Wire.DivisionChangeKind.Renamed => "更名 renamed",
        Wire.DivisionChangeKind.Recoded => "代码变更 recoded",
        Wire.DivisionChangeKind.Transferred => "划转 transferred",
        _ => "",
    };

    /// <summary>From the first year on, up to the last, or between both; empty where neither is known.</summary>
    public static string Of(Wire.YearRange? years) => (years?.HasFirstYear, years?.HasLastYear) switch
    {
        (true, true) when years.FirstYear == years.LastYear => $"{years.FirstYear}",
        (true, true) => $"{years.FirstYear}–{years.LastYear}",
        (true, _) => $"{years!.FirstYear}–",
        (_, true) => $"–{years!.LastYear}",
        _ => "",
    };
}
