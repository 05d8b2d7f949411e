"""Files a report and asks for its figures with Python's grpcio; prints what it got as JSON.

Usage: client.py HOST:PORT REPORT.json ORGAN YEAR    (the modules that protoc made are looked for in PYTHONPATH)
"""

import json
import sys

import grpc
from google.protobuf import json_format
from google.rpc import error_details_pb2, status_pb2
from ogi.stats.v1 import figure_header_pb2, read_point_pb2, report_changes_pb2, report_pb2, report_service_pb2_grpc
from ogi.stats.v1 import roll_up_pb2, statistics_service_pb2, statistics_service_pb2_grpc


def figure(message, field):
    """A figure that is absent is unknown, never 0."""
    return getattr(message, field) if message.HasField(field) else None


def outcomes(statistics, selection):
    request = statistics_service_pb2.QueryApplicationOutcomesRequest(selection=selection)
    total = statistics.QueryApplicationOutcomes(request, compression=grpc.Compression.Gzip).rows[0].total
    return {
        "received": figure(total, "received_count"),
        "carriedIn": figure(total, "carried_in_count"),
        "granted": figure(total, "granted_count"),
        "partiallyGranted": figure(total, "partially_granted_count"),
        "refused": figure(total.refused, "total_count"),
        "unableToProvide": figure(total.unable_to_provide, "total_count"),
        "notProcessed": figure(total.not_processed, "total_count"),
        "otherwiseHandled": figure(total.otherwise_handled, "total_count"),
        "total": figure(total, "total_count"),
        "carriedOut": figure(total, "carried_out_count"),
        "blank": [
            path
            for note in total.notes
            if note.condition == figure_header_pb2.FIGURE_CONDITION_BLANK
            for path in note.fields.paths
        ],
    }


def reviews(statistics, selection):
    request = statistics_service_pb2.QueryReviewResultsRequest(selection=selection)
    row = statistics.QueryReviewResults(request).rows[0]
    columns = ["upheld_count", "corrected_count", "other_count", "pending_count", "total_count"]
    return {
        "reconsideration": [figure(row.reconsideration, column) for column in columns],
        "direct": [figure(row.litigation_direct, column) for column in columns],
        "afterReconsideration": [figure(row.litigation_after_reconsideration, column) for column in columns],
    }


def division(statistics, name, year, position):
    """A division's own figure and the sum of its reports, once the roll-up has the report that was just filed."""
    request = statistics_service_pb2.QueryApplicationOutcomesRequest(
        selection=statistics_service_pb2.Selection(divisions=[name], first_year=year),
        read=read_point_pb2.ReadPoint(min_position=position))
    row = statistics.QueryApplicationOutcomes(request, timeout=60).rows[0]
    return {
        "basis": roll_up_pb2.Basis.Name(row.header.basis),
        "received": figure(row.total, "received_count"),
        "expected": row.header.coverage.expected_count,
        "reported": row.header.coverage.reported_count,
    }


def refusal(error):
    """The details of a refusal, which travel beside its status."""
    status = status_pb2.Status.FromString(dict(error.trailing_metadata())["grpc-status-details-bin"])
    info, request, message = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest(), {}
    for detail in status.details:
        text = error_details_pb2.LocalizedMessage()
        if not detail.Unpack(info) and not detail.Unpack(request) and detail.Unpack(text):
            message[text.locale] = text.message
    return {
        "code": error.code().name,
        "reason": info.reason,
        "field": request.field_violations[0].field,
        "fields": len(request.field_violations),
        "allFields": info.metadata["violation_count"],
        "zh": message["zh-CN"],
        "en": message["en"],
    }


def main(address, file, organ, year):
    with grpc.insecure_channel(address) as channel, open(file, encoding="utf-8") as source:
        reports = report_service_pb2_grpc.ReportServiceStub(channel)
        statistics = statistics_service_pb2_grpc.StatisticsServiceStub(channel)
        report = json_format.Parse(source.read(), report_pb2.Report())
        filed = reports.FileReport(report_changes_pb2.FileReportRequest(report=report), timeout=60).report
        selection = statistics_service_pb2.Selection(organs=[organ], first_year=int(year))
        answer = {
            "filed": filed.name,
            "outcomes": outcomes(statistics, selection),
            "reviews": reviews(statistics, selection),
            "division": division(
                statistics, organ.replace("organs/", "divisions/"), int(year), filed.last_event.position),
        }
        try:
            unknown = report_pb2.Report(name="organs/999999/reports/2019-region")
            reports.FileReport(report_changes_pb2.FileReportRequest(report=unknown))
        except grpc.RpcError as error:
            answer["refusal"] = refusal(error)
        try:
            flawed = report_pb2.Report(name=f"{organ}/reports/2020-region")
            table = flawed.tables.add(table="table3", form="forms/2019")
            for cell in range(300):
                table.cells[f"applications.no_such_outcome_of_many.{cell}@total"].count = 1
            reports.FileReport(report_changes_pb2.FileReportRequest(report=flawed))
        except grpc.RpcError as error:
            answer["manyFaults"] = refusal(error)
    json.dump(answer, sys.stdout)


main(*sys.argv[1:])
