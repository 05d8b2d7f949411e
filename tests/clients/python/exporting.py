"""Gets an export as a stream with Python's grpcio, holds it against its trailer, reads it with the csv module; prints JSON.

Usage: exporting.py HOST:PORT ORGAN    (the modules that protoc made are looked for in PYTHONPATH)
"""

import csv
import hashlib
import io
import json
import sys

import grpc
from ogi.stats.v1 import export_service_pb2_grpc, exports_pb2


def main(address, organ):
    stub = export_service_pb2_grpc.ExportServiceStub(grpc.insecure_channel(address))
    request = exports_pb2.ExportReportsRequest(parent=organ, format=exports_pb2.EXPORT_FORMAT_CSV)
    manifest = trailer = None
    data = bytearray()
    for response in stub.ExportReports(request):
        part = response.part
        kind = part.WhichOneof("part")
        if kind == "manifest":
            manifest = part.manifest
        elif kind == "data":
            data += part.data
        elif kind == "trailer":
            trailer = part.trailer
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    print(json.dumps({
        "whole": hashlib.sha256(data).hexdigest() == trailer.sha256 and len(data) == trailer.byte_count,
        "columns": [column.name for column in manifest.columns] == list(rows[0]),
        "rows": len(rows),
        "expected": trailer.row_count,
        "values": {row["cell"]: row["value"] for row in rows if row["state"] in ("VALUE", "ZERO")},
        "states": sorted({row["state"] for row in rows}),
        "sentence": rows[-2]["sentence"],
    }))


main(*sys.argv[1:])
