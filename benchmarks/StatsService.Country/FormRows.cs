namespace StatsService.Country;

/// <summary>The rows and columns of the forms as the data dictionary lists them, typed here a second time.</summary>
public static class FormRows
{
    public const string Out = "applications.outcome.";

    public static readonly string[] Applicants =
    [
        "natural_person", "business_enterprise", "research_institution",
        "social_welfare_organization", "legal_service_organization", "other_organization",
    ];

    public static readonly string[] Columns = [.. Applicants, "total"];

    /// <summary>The outcomes that the forms of 2019 and 2021 share: (一) to (五).</summary>
    private static readonly string[] CommonOutcomes =
    [
        "disclosed", "partially_disclosed",
        "not_disclosed.state_secret", "not_disclosed.prohibited_by_law", "not_disclosed.three_securities_one_stability",
        "not_disclosed.third_party_rights", "not_disclosed.internal_affairs", "not_disclosed.process_information",
        "not_disclosed.enforcement_case_file", "not_disclosed.administrative_query",
        "unable_to_provide.not_held", "unable_to_provide.not_existing_needs_creation",
        "unable_to_provide.still_unclear_after_correction",
        "not_processed.petition_complaint", "not_processed.repeated", "not_processed.public_publication",
        "not_processed.excessive_repetitive", "not_processed.confirm_or_reissue",
    ];

    /// <summary>The rows of (六)其他处理.</summary>
    public static string[] OtherHandling(string form) => form.StartsWith("2019", StringComparison.Ordinal)
        ? ["other_handling.total"]
        : ["other_handling.correction_overdue", "other_handling.fee_overdue", "other_handling.other"];

    public static string[] Outcomes(string form) => [.. CommonOutcomes, .. OtherHandling(form)];

    public static string[] Table3Rows(string form) =>
    [
        "applications.received_new", "applications.carried_in", .. Outcomes(form).Select(row => Out + row),
        Out + "total", "applications.carried_out",
    ];

    public static readonly string[] ReviewKinds = ["reviews", "litigation.direct", "litigation.after_review"];

    public static readonly string[] ReviewResults = ["upheld", "corrected", "other", "pending"];

    public static readonly string[] SubRows =
        ["levy", "adjudication", "confirmation", "payment", "reward", "requisition", "inspection", "other_powers"];

    public static readonly string[] ReplyKinds =
    [
        "already_disclosed", "agreed", "partially_agreed", "refused.total",
        "not_this_organ", "not_exist", "amend_supplement", "other_route",
    ];

    public static readonly string[] RefusalReasons =
    [
        "state_secret", "trade_secret", "personal_privacy", "security_stability",
        "not_government_information", "other_statutory",
    ];

    public static readonly string[] KeyAreas =
    [
        "budget_three_public", "affordable_housing", "food_safety", "environment", "bidding", "production_safety",
        "land_requisition", "prices_charges", "enterprise_credit", "audit", "public_institutions", "other_decided",
    ];

    public static readonly string[] Rows2014 =
    [
        "proactive.total", "proactive.normative_documents", "proactive.normative_documents_made_total",
        .. Prefix("proactive.channel.", "gazette", "website", "weibo", "wechat", "other"),
        .. Prefix("response.", "hot_topics_total", "press_conferences", "press_conferences_principal",
            "online_interviews"),
        .. Prefix("response.", "online_interviews_principal", "policy_interpretations", "weibo_wechat_events",
            "other_events"),
        "requests.received", .. Prefix("requests.channel.", "in_person", "fax", "network", "letter"),
        .. Prefix("requests.closed.", "total", "on_time", "extended"),
        "replies.total", .. Prefix("replies.", ReplyKinds[..4]),
        .. Prefix("replies.refused.", RefusalReasons), .. Prefix("replies.", ReplyKinds[4..]),
        .. Prefix("reviews.", "total", "upheld", "corrected", "other"),
        .. Prefix("litigation.", "total", "upheld_or_dismissed", "corrected", "other"),
        "complaints.total", "fees.request_charges",
        .. Prefix("staff.", "dedicated_organs", "reading_points", "total", "full_time", "part_time", "special_funds"),
        "meetings.work_meetings", "training.classes", "training.trainees_person_times",
    ];

    private static IEnumerable<string> Prefix(string prefix, params string[] names) =>
        names.Select(name => prefix + name);
}
