"""Prints, for each frame of the DICOM files under a folder, geometry and a digest of its pixels, as JSON.

Usage: describe-with-pydicom.py FOLDER
"""

import hashlib
import json
import pathlib
import sys

import pydicom


def frames(dataset):
    """The frames of a classic or an enhanced object, as (position, orientation, spacing, pixels)."""
    pixels = dataset.pixel_array
    if "PerFrameFunctionalGroupsSequence" not in dataset:
        yield dataset.ImagePositionPatient, dataset.ImageOrientationPatient, dataset.PixelSpacing, pixels
        return
    shared = dataset.SharedFunctionalGroupsSequence[0]
    if pixels.ndim == 2:
        pixels = pixels[None]
    for group, frame in zip(dataset.PerFrameFunctionalGroupsSequence, pixels, strict=True):
        yield (
            group.PlanePositionSequence[0].ImagePositionPatient,
            group.PlaneOrientationSequence[0].ImageOrientationPatient,
            shared.PixelMeasuresSequence[0].PixelSpacing,
            frame,
        )


described = []
for path in pathlib.Path(sys.argv[1]).rglob("*.dcm"):
    dataset = pydicom.dcmread(path)
    for position, orientation, spacing, pixels in frames(dataset):
        described.append(
            {
                "series": dataset.SeriesDescription,
                "rows": int(dataset.Rows),
                "columns": int(dataset.Columns),
                "position": [float(value) for value in position],
                "orientation": [float(value) for value in orientation],
                "spacing": [float(value) for value in spacing],
                "pixels": hashlib.sha256(pixels.tobytes()).hexdigest(),
            }
        )
described.sort(key=lambda frame: (frame["series"], frame["position"], frame["orientation"]))
json.dump(described, sys.stdout)
