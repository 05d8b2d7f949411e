"""Keeps a copy of what is on file under a division in SQLite, with grpcio. Kill it whenever you like.

Usage: follow.py HOST:PORT DIVISION COPY.db    (how to make the modules of the protos: examples/README.md)

The rule that makes a copy miss nothing: what changed is stored in one transaction with the position that it reaches to.
"""

import json
import random
import sqlite3
import sys
import time

import grpc
from google.protobuf import duration_pb2, json_format
from google.rpc import error_details_pb2, status_pb2
from ogi.stats.v1 import change_service_pb2_grpc, changes_pb2

HEARTBEAT = 15  # seconds: the longest silence of a connection that works
LONGEST_PAUSE = 30


def open_copy(file):
    copy = sqlite3.connect(file, isolation_level="IMMEDIATE")
    copy.execute("CREATE TABLE IF NOT EXISTS resource (name TEXT PRIMARY KEY, json TEXT NOT NULL)")
    copy.execute("CREATE TABLE IF NOT EXISTS place (only INTEGER PRIMARY KEY CHECK (only = 1), position TEXT NOT NULL)")
    return copy


def put(copy, resource):
    text = json.dumps(json_format.MessageToDict(resource), ensure_ascii=False)
    copy.execute("INSERT OR REPLACE INTO resource VALUES (?, ?)", (resource.name, text))


def store_position(copy, position):
    copy.execute("INSERT OR REPLACE INTO place VALUES (1, ?)", (position,))


def take_snapshot(changes, chosen, copy):
    """Replaces the copy by everything as it stands now. Until it is complete, readers see the copy as it was."""
    with copy:  # one transaction; an error undoes it
        copy.execute("DELETE FROM resource")
        request = changes_pb2.GetSnapshotRequest(filter=chosen, view=changes_pb2.CHANGE_VIEW_FULL)
        for part in changes.GetSnapshot(request):
            for resource in [*part.divisions, *part.organs, *part.reports]:
                put(copy, resource)
        store_position(copy, part.position)
        if not part.HasField("total_count"):
            raise ConnectionError("the snapshot ended before it was complete")


def apply(copy, part):
    """What a change leaves takes the place of what was there; what left the division or was withdrawn goes."""
    with copy:
        for change in part.changes:
            after = change.WhichOneof("after")
            if after:
                put(copy, getattr(change, after))
            elif change.WhichOneof("resource") != "catalog_version":
                copy.execute("DELETE FROM resource WHERE name = ?", (getattr(change, change.WhichOneof("resource")),))
        store_position(copy, part.position)


def reason(error):
    status = status_pb2.Status.FromString(dict(error.trailing_metadata() or ()).get("grpc-status-details-bin", b""))
    info = error_details_pb2.ErrorInfo()
    return next((info.reason for detail in status.details if detail.Unpack(info)), "")


def main(address, division, file):
    copy, chosen, pause = open_copy(file), changes_pb2.ChangeFilter(divisions=[division]), 0.2
    # Pings notice a line that is dead though nobody closed it.
    options = [("grpc.keepalive_time_ms", 2 * HEARTBEAT * 1000), ("grpc.max_receive_message_length", 8 << 20)]
    with grpc.insecure_channel(address, options) as channel:
        changes = change_service_pb2_grpc.ChangeServiceStub(channel)
        while True:
            try:
                stored = copy.execute("SELECT position FROM place").fetchone()
                if not stored:
                    take_snapshot(changes, chosen, copy)
                    continue
                for part in changes.WatchChanges(changes_pb2.WatchChangesRequest(
                        after_position=stored[0], filter=chosen, view=changes_pb2.CHANGE_VIEW_FULL,
                        heartbeat=duration_pb2.Duration(seconds=HEARTBEAT))):
                    apply(copy, part)
                    pause = 0.2
            except (grpc.RpcError, ConnectionError) as error:
                code = error.code() if isinstance(error, grpc.RpcError) else grpc.StatusCode.UNAVAILABLE
                if code == grpc.StatusCode.FAILED_PRECONDITION and reason(error) in ("HISTORY_CHANGED", "FEED_CHANGED"):
                    # The service's database was restored, or the division is another one: begin with a new snapshot.
                    with copy:
                        copy.execute("DELETE FROM place")
                elif code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED):  # or too many followers
                    time.sleep(pause * random.uniform(0.5, 1))  # not all clients at the same moment
                    pause = min(2 * pause, LONGEST_PAUSE)
                else:
                    raise


main(*sys.argv[1:])
