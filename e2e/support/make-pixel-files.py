"""Writes DICOM images of every kind of stored value in every transfer syntax, and what a decoder must find in them.

Usage: make-pixel-files.py FOLDER

Prints one line of JSON a frame: { "path", "frame", "sha256", "min", "max", "tolerance" }. The hash is of the stored values:
of what was written where the syntax is lossless, of what pydicom with GDCM or dcmdjpeg decodes where it is not. A lossy
frame that neither decodes has the hash null, and a tolerance its extremes must keep to what was written.
Needs python3-pydicom, python3-gdcm, python3-numpy, dcmtk, gdcmconv and node.
"""

import hashlib
import json
import pathlib
import subprocess
import sys

import numpy as np
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.uid import generate_uid

ROOT = "1.2.840.10008.1.2"
HERE = pathlib.Path(__file__).parent
TYPES = {(8, 0): "<u1", (8, 1): "<i1", (16, 0): "<u2", (16, 1): "<i2", (32, 0): "<u4", (32, 1): "<i4"}


def phantom(rows, columns, low, high, channel):
    """A smooth picture with edges and noise that reaches both ends of its range."""
    y, x = np.mgrid[0:rows, 0:columns] / max(rows, columns)
    picture = 0.5 + 0.35 * np.sin(5 * x + 2 * channel) * np.cos(4 * y) + 0.1 * (np.hypot(x - 0.5, y - 0.4) < 0.25)
    picture = picture + np.random.default_rng(channel).normal(0, 0.01, picture.shape)
    picture = np.clip((picture - picture.min()) / np.ptp(picture), 0, 1)
    return np.rint(low + picture * (high - low))


class Kind:
    def __init__(self, name, allocated, stored, signed=0, samples=1, photometric="MONOCHROME2", rows=48, columns=56, frames=1):
        self.name, self.allocated, self.stored, self.signed = name, allocated, stored, signed
        self.samples, self.photometric, self.rows, self.columns, self.frames = samples, photometric, rows, columns, frames

    def values(self):
        low, high = (-(2 ** (self.stored - 1)), 2 ** (self.stored - 1) - 1) if self.signed else (0, 2**self.stored - 1)
        frames = [
            np.stack([phantom(self.rows, self.columns, low, high, 7 * f + s) for s in range(self.samples)], axis=-1)
            for f in range(self.frames)
        ]
        return np.stack(frames).astype(TYPES[self.allocated, self.signed])


# Syntaxes younger than the pydicom of some systems.
for suffix in ["4.201", "4.202", "4.203", "4.110", "4.111", "4.112"]:
    pydicom.uid.UID_dictionary.setdefault(f"{ROOT}.{suffix}", (suffix, "Transfer Syntax", "", "", ""))

KINDS = {
    kind.name: kind
    for kind in [
        Kind("u8", 8, 8),
        Kind("s8", 8, 8, 1),
        Kind("u8-odd", 8, 8, rows=37, columns=53),
        Kind("u12", 16, 12),
        Kind("s12", 16, 12, 1),
        Kind("u16", 16, 16),
        Kind("s16", 16, 16, 1, rows=41, columns=59),
        Kind("s16-frames", 16, 16, 1, frames=3),
        Kind("u12-odd", 16, 12, rows=33, columns=35),
        Kind("u32", 32, 32),
        Kind("s32", 32, 32, 1),
        Kind("rgb8", 8, 8, samples=3, photometric="RGB"),
        Kind("rgb8-odd", 8, 8, samples=3, photometric="RGB", rows=21, columns=23),
        Kind("rgb16", 16, 16, samples=3, photometric="RGB"),
        Kind("ybr8", 8, 8, samples=3, photometric="YBR_FULL"),
        Kind("mono1", 16, 12, photometric="MONOCHROME1"),
    ]
}


def dataset(kind, syntax):
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = syntax
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7" if kind.samples == 3 else "1.2.840.10008.5.1.4.1.1.4"
    meta.MediaStorageSOPInstanceUID = generate_uid()
    ds = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    ds.SOPClassUID, ds.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    ds.StudyInstanceUID, ds.SeriesInstanceUID = "1.2.3", generate_uid()
    ds.Modality, ds.PatientID, ds.SeriesDescription = "MR", "pixels", kind.name
    ds.InstanceNumber, ds.Rows, ds.Columns = 1, kind.rows, kind.columns
    ds.SamplesPerPixel, ds.PhotometricInterpretation = kind.samples, kind.photometric
    ds.BitsAllocated, ds.BitsStored, ds.HighBit = kind.allocated, kind.stored, kind.stored - 1
    ds.PixelRepresentation = kind.signed
    if kind.samples == 3:
        ds.PlanarConfiguration = 0
    if kind.frames > 1:
        ds.NumberOfFrames = kind.frames
    ds.is_little_endian, ds.is_implicit_VR = True, syntax == ROOT
    return ds


def padded(data):
    return data + b"\0" * (len(data) % 2)


def write_native(path, kind, values, syntax=ROOT + ".1", planar=False):
    ds = dataset(kind, syntax)
    if planar:
        ds.PlanarConfiguration = 1
        values = np.moveaxis(values, -1, 1)
    if syntax == ROOT + ".2":
        ds.is_little_endian = False
        values = values.astype(values.dtype.newbyteorder(">"))
    ds.PixelData = padded(np.ascontiguousarray(values).tobytes())
    ds["PixelData"].VR = "OW" if kind.allocated > 8 else "OB"
    ds.save_as(path, write_like_original=False)


def write_encoded(path, kind, values, syntax, codec, lossless):
    frames = []
    for frame in values:
        parts = [kind.columns, kind.rows, kind.stored, kind.samples, kind.signed, int(lossless)]
        command = ["node", str(HERE / "encode-frame.mjs"), codec, *map(str, parts)]
        frames.append(subprocess.run(command, input=frame.tobytes(), capture_output=True, check=True).stdout)
    ds = dataset(kind, syntax)
    if kind.samples == 3 and codec == "htj2k":
        ds.PhotometricInterpretation = "YBR_RCT" if lossless else "YBR_ICT"
    ds.PixelData = encapsulate([padded(frame) for frame in frames])
    ds["PixelData"].is_undefined_length = True
    ds["PixelData"].VR = "OB"
    ds.save_as(path, write_like_original=False)


def decoded(path, kind):
    """What another reader decodes: dcmdjpeg where the syntax is a JPEG of its own, else pydicom; None for neither."""
    syntax = str(pydicom.dcmread(path, stop_before_pixels=True).file_meta.TransferSyntaxUID)
    if syntax in (ROOT + ".4.53", ROOT + ".4.55", ROOT + ".4.51"):
        plain = path.with_suffix(".plain")
        subprocess.run(["dcmdjpeg", "+cn", str(path), str(plain)], check=True, capture_output=True)
        path = plain
    try:
        ds = pydicom.dcmread(path)
        if syntax == ROOT + ".4.51" or path.suffix == ".plain":
            array = ds.pixel_array
            path.unlink()
        else:
            array = ds.pixel_array
    except Exception:
        return None
    return np.ascontiguousarray(array).reshape(kind.frames, -1)


def tell(folder, path, kind, values, lossy=False, tolerance=0):
    written = np.ascontiguousarray(values).reshape(kind.frames, -1)
    arrays = decoded(path, kind) if lossy else written
    for frame in range(kind.frames):
        array = written[frame] if arrays is None else arrays[frame]
        data = array.astype(array.dtype.newbyteorder("<")).tobytes()
        print(
            json.dumps(
                {
                    "path": str(path.relative_to(folder)),
                    "frame": frame + 1,
                    "sha256": None if arrays is None else hashlib.sha256(data).hexdigest(),
                    "min": int(array.min()),
                    "max": int(array.max()),
                    "tolerance": tolerance,
                }
            )
        )


def main():
    folder = pathlib.Path(sys.argv[1])
    natives = folder / "native"
    natives.mkdir(parents=True)
    values = {name: kind.values() for name, kind in KINDS.items()}

    def native(name, label, syntax=ROOT + ".1", **options):
        path = natives / f"{name}-{label}.dcm"
        write_native(path, KINDS[name], values[name], syntax, **options)
        tell(folder, path, KINDS[name], values[name])
        return path

    plain = {name: native(name, "explicit") for name in KINDS}
    for name in ["u8", "s12", "u16", "s32", "rgb8"]:
        native(name, "implicit", ROOT)
        native(name, "deflated", ROOT + ".1.99")
    for name in ["u12", "s16", "u32"]:
        native(name, "big-endian", ROOT + ".2")
    native("rgb8", "planar", planar=True)
    native("rgb16", "planar", planar=True)

    def convert(name, label, *command, lossy=False):
        path = folder / label / f"{name}.dcm"
        path.parent.mkdir(exist_ok=True)
        result = subprocess.run([*command, str(plain[name]), str(path)], capture_output=True, text=True)
        if result.returncode != 0 or not path.exists():
            sys.exit(f"{' '.join(command)} {name}: {result.stderr}")
        tell(folder, path, KINDS[name], values[name], lossy=lossy)

    grey = ["u8", "u8-odd", "u12", "u12-odd", "u16", "mono1"]
    signed = ["s8", "s12", "s16", "s16-frames"]
    for name in [*grey, *signed, "u32", "s32", "rgb8", "rgb8-odd", "rgb16"]:
        convert(name, "rle", "dcmcrle")
    for name in ["u8", "u8-odd"]:
        convert(name, "jpeg-baseline", "dcmcjpeg", "+eb", lossy=True)
        convert(name, "jpeg-extended-8", "dcmcjpeg", "+ee", "+be", lossy=True)
    for label, option in [("ybr-422", "+s2"), ("ybr-444", "+s4"), ("ybr-411", "+np"), ("rgb", "+cr")]:
        for name in ["rgb8", "rgb8-odd"]:
            convert(name, f"jpeg-baseline-{label}", "dcmcjpeg", "+eb", option, lossy=True)
    for name in ["u12", "u12-odd", "mono1"]:
        convert(name, "jpeg-extended-12", "dcmcjpeg", "+ee", "+bt", lossy=True)
        convert(name, "jpeg-spectral-12", "dcmcjpeg", "+es", "+bt", lossy=True)
        convert(name, "jpeg-progressive-12", "dcmcjpeg", "+ep", "+bt", lossy=True)
    for name in [*grey, *signed, "rgb8", "rgb8-odd"]:
        convert(name, "jpeg-lossless-70", "dcmcjpeg", "+e1")
    for value in range(1, 8):
        for name in ["u12", "s16", "rgb8"]:
            convert(name, f"jpeg-lossless-57-{value}", "dcmcjpeg", "+el", "+sv", str(value))
    for name in [*grey, *signed, "rgb8", "rgb8-odd"]:
        convert(name, "jpeg-ls", "dcmcjpls", "+el")
    for name in ["u8", "u12", "u16", "rgb8"]:
        convert(name, "jpeg-ls-near", "dcmcjpls", "+en", lossy=True)
    for name in [*grey, *signed, "rgb8", "rgb8-odd"]:
        convert(name, "jpeg-2000", "gdcmconv", "--j2k")
    for name in ["u8", "u12", "u16", "s16", "rgb8"]:
        convert(name, "jpeg-2000-lossy", "gdcmconv", "--j2k", "--lossy", "-r", "5", lossy=True)

    def encode(name, label, syntax, codec, lossless=True, tolerance=0):
        path = folder / label / f"{name}.dcm"
        path.parent.mkdir(exist_ok=True)
        write_encoded(path, KINDS[name], values[name], syntax, codec, lossless)
        tell(folder, path, KINDS[name], values[name], lossy=not lossless, tolerance=tolerance)

    for name in [*grey, *signed, "rgb8"]:
        encode(name, "htj2k-201", ROOT + ".4.201", "htj2k")
    encode("u12", "htj2k-202", ROOT + ".4.202", "htj2k")
    for name in ["u8", "u12", "s16"]:
        encode(name, "htj2k-203", ROOT + ".4.203", "htj2k", lossless=False, tolerance=0.03)
    for name in [*grey, "rgb8", "rgb8-odd"]:
        encode(name, "jpeg-xl-110", ROOT + ".4.110", "jxl")
    for name in ["u8", "u12"]:
        encode(name, "jpeg-xl-112", ROOT + ".4.112", "jxl", lossless=False, tolerance=0.05)


main()
