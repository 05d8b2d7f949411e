"""Asks for figures, files a report, and reads what was just written, with grpcio.

Usage: outcomes.py HOST:PORT REPORT.json      (how to make the modules of the protos: examples/README.md)
"""

import sys
import time
import uuid

import grpc
from google.protobuf import json_format
from google.rpc import error_details_pb2, status_pb2
from ogi.stats.v1 import read_point_pb2, report_changes_pb2, report_pb2, report_service_pb2_grpc
from ogi.stats.v1 import statistics_service_pb2, statistics_service_pb2_grpc

PAUSES = [0.2, 1, 5, 15]  # seconds between tries


def call(rpc, request):
    """Calls, and again where it was UNAVAILABLE. With a request_id that is safe for writes too: they are done once."""
    for pause in [*PAUSES, None]:
        try:
            return rpc(request, timeout=30)
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.UNAVAILABLE or pause is None:
                raise
            time.sleep(pause)


def refusal(error):
    """The reason, for programs, and the sentence in Chinese: they travel beside the status."""
    status = status_pb2.Status.FromString(dict(error.trailing_metadata()).get("grpc-status-details-bin", b""))
    info, text, sentence = error_details_pb2.ErrorInfo(), error_details_pb2.LocalizedMessage(), error.details()
    for detail in status.details:
        if not detail.Unpack(info) and detail.Unpack(text) and text.locale == "zh-CN":
            sentence = text.message
    return info.reason, sentence


def file_report(reports, report):
    """Files it. What is on file under its name with other contents is not overwritten: that takes CorrectReport."""
    # Of the contents, so that running this again, after a crash too, is the same request: it gets the first answer.
    request_id = str(uuid.uuid5(uuid.NAMESPACE_URL, json_format.MessageToJson(report, sort_keys=True)))
    request = report_changes_pb2.FileReportRequest(report=report, request_id=request_id)
    return call(reports.FileReport, request).report


def print_outcomes(statistics, report, position):
    """The outcomes of applications, of a state of the log that has what was filed (min_position)."""
    selection = statistics_service_pb2.Selection(organs=[report.organ], first_year=report.year)
    request = statistics_service_pb2.QueryApplicationOutcomesRequest(
        selection=selection, read=read_point_pb2.ReadPoint(min_position=position))
    for row in call(statistics.QueryApplicationOutcomes, request).rows:
        total = row.total
        for field in ["received_count", "carried_in_count", "granted_count", "total_count", "carried_out_count"]:
            # A figure that is not there is unknown, never 0. `total.notes` says why.
            print(row.header.year, field, getattr(total, field) if total.HasField(field) else "absent")


def main(address, file):
    with grpc.insecure_channel(address) as channel, open(file, encoding="utf-8") as source:
        # Of a service that wants tokens: grpc.secure_channel, with grpc.access_token_call_credentials(token).
        report = json_format.Parse(source.read(), report_pb2.Report())
        try:
            filed = file_report(report_service_pb2_grpc.ReportServiceStub(channel), report)
            # Broken sums refuse no report: what does not add up comes back as findings.
            print(filed.name, "revision", filed.revision, "findings", len(filed.findings))
            print_outcomes(statistics_service_pb2_grpc.StatisticsServiceStub(channel), filed, filed.last_event.position)
        except grpc.RpcError as error:
            sys.exit(" ".join([error.code().name, *refusal(error)]))


main(*sys.argv[1:])
