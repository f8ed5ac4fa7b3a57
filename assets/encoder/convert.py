#!/usr/bin/env python3
"""Makes weights.bin and vocabulary.txt from the files of the package; needs numpy. See README.md.

    python convert.py FOLDER-OF-THE-MODEL .
"""

import json
import struct
import sys
from pathlib import Path

import numpy as np

LAYERS = 6
MAGIC = b"STANCEQ8"


def tensors(path):
    """The tensors of a safetensors file by name."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    entries = json.loads(data[8 : 8 + length])
    kinds = {"F32": "<f4", "I64": "<i8"}
    return {
        name: np.frombuffer(data[8 + length :][slice(*entry["data_offsets"])], kinds[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in entries.items()
        if name != "__metadata__"
    }


def scales_and_rows(matrix):
    """A matrix as one scale per row and whole numbers from -127 to 127; their product is nearly the matrix."""
    scales = np.abs(matrix).max(axis=1, keepdims=True) / np.float32(127)
    scales[scales == 0] = 1
    rows = np.clip(np.rint(matrix / scales), -127, 127).astype(np.int8)
    return scales.astype("<f4"), rows


def quantised(matrix):
    scales, rows = scales_and_rows(matrix)
    return scales.tobytes() + rows.tobytes()


def exact(vector):
    return vector.astype("<f4").tobytes()


def parts(model):
    """Everything in weights.bin in its order. What is not used is left out: the pooler, the second kind of token."""
    yield MAGIC
    yield quantised(model["embeddings.word_embeddings.weight"])
    yield quantised(model["embeddings.position_embeddings.weight"])
    yield exact(model["embeddings.token_type_embeddings.weight"][0])
    yield exact(model["embeddings.LayerNorm.weight"])
    yield exact(model["embeddings.LayerNorm.bias"])
    for layer in range(LAYERS):
        for name in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            yield from dense(model, layer, name)
        yield from norm(model, layer, "attention.output.LayerNorm")
        yield from dense(model, layer, "intermediate.dense")
        yield from dense(model, layer, "output.dense")
        yield from norm(model, layer, "output.LayerNorm")


def dense(model, layer, name):
    yield quantised(model[f"encoder.layer.{layer}.{name}.weight"])
    yield exact(model[f"encoder.layer.{layer}.{name}.bias"])


def norm(model, layer, name):
    yield exact(model[f"encoder.layer.{layer}.{name}.weight"])
    yield exact(model[f"encoder.layer.{layer}.{name}.bias"])


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    (target / "weights.bin").write_bytes(b"".join(parts(tensors(source / "model.safetensors"))))
    (target / "vocabulary.txt").write_bytes((source / "vocab.txt").read_bytes())
