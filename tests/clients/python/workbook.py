"""Reads a workbook with openpyxl; prints its sheets as JSON: cells by address, with number formats, and merged cells.

Usage: workbook.py FILE
"""

import json
import sys

import openpyxl


def main(path):
    workbook = openpyxl.load_workbook(path)
    print(json.dumps([
        {
            "name": sheet.title,
            "cells": {
                cell.coordinate: {"value": cell.value, "type": cell.data_type, "format": cell.number_format}
                for row in sheet.iter_rows() for cell in row if cell.value is not None
            },
            "merged": sorted(str(cells) for cells in sheet.merged_cells.ranges),
        }
        for sheet in workbook.worksheets
    ]))


main(*sys.argv[1:])
