"""Prints what pydicom reads of a structured report, as JSON: header, measurements, texts.

Usage: describe-with-pydicom.py FILE
"""

import json
import sys

import pydicom


def items(dataset):
    """Every content item below a data set."""
    for item in dataset.get("ContentSequence", []):
        yield item
        yield from items(item)


report = pydicom.dcmread(sys.argv[1])
group = [
    item
    for item in items(report)
    if item.ValueType == "CONTAINER" and item.ConceptNameCodeSequence[0].CodeValue == "125007"
]
print(
    json.dumps(
        {
            "class": report.SOPClassUID.name,
            "patient": str(report.PatientName),
            "texts": [item.TextValue for item in items(report) if item.ValueType == "TEXT"],
            "measurements": [
                {
                    "concept": item.ConceptNameCodeSequence[0].CodeValue,
                    "value": float(item.MeasuredValueSequence[0].NumericValue),
                    "unit": item.MeasuredValueSequence[0].MeasurementUnitsCodeSequence[0].CodeValue,
                }
                for container in group
                for item in container.ContentSequence
                if item.ValueType == "NUM"
            ],
        }
    )
)
