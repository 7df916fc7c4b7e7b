"""Writes safetensors files (https://github.com/huggingface/safetensors#format) with numpy alone."""

import json
import struct

DTYPES = {"float32": "F32", "float64": "F64", "int64": "I64", "bool": "BOOL"}


def save(path, tensors, metadata):
    """Name → array, and name → string, to one file; same input, same bytes."""
    header, data = {"__metadata__": metadata}, b""
    # Widest items first, so that every array starts at a multiple of its item size.
    for name, array in sorted(tensors.items(), key=lambda item: (-item[1].itemsize, item[0])):
        raw = array.tobytes()
        header[name] = {
            "dtype": DTYPES[str(array.dtype)],
            "shape": list(array.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
