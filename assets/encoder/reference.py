#!/usr/bin/env python3
"""Writes tests/fixtures/encoder.json: word pieces, vectors and cosines that the program has to agree with.

    pip install numpy tokenizers
    python reference.py FOLDER-OF-THE-MODEL ../../tests/fixtures/encoder.json

Word pieces are those of the library `tokenizers`; the network is written out here in numpy, in 64 bits, once with the
model's own weights and once with the weights as convert.py rounds them.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

import convert

HEADS = 12

# Text, and how often it stands there one after the other.
ODD = [
    ("", 1),
    (" \t\r\n", 1),
    ("Hello, world!", 1),
    ("UNAFFABLE naïveté café Ångström", 1),
    ("cafe\u0301 A\u030angstro\u0308m İstanbul ß ﬁnally", 1),
    ("我们反对北约东扩。", 1),
    ("東京で話しました、한국어도", 1),
    ("Совместное заявление министров", 1),
    ("بيان مشترك هندी ไทย", 1),
    ("👍🏽 family 👨‍👩‍👧 flag 🇫🇷 😀", 1),
    ("soft\u00adhyphen zero\u200bwidth no\u00a0break \u2028line \ufeffmark \u0000nul \ufffd lost \ue000 private", 1),
    ("“quotes” ‘single’ — dash – … «guillemets» §5 €100 $20 #tag @name a_b C++ ¿qué? №7 ©", 1),
    ("don't U.S.-led mid-2024 3.14 1,000 50% e-mail@example.org http://example.org/a?b=c", 1),
    ("antidisestablishmentarianism internationalisation deescalation", 1),
    ("x" * 100, 1),
    ("x" * 101, 1),
    ("ﷺ ① ² ½ Ⅷ ｆｕｌｌ", 1),
    ("word ", 10_000),
    ("z", 50_000),
    ("a.b,", 12_500),
    ("\u0301\u0302 alone", 1),
    ("Ǆ ǅ ŉ ΐ Ὀδυσσεύς ΣΊΣΥΦΟΣ", 1),
    ("\U00020000\U0002b820\U0002b920 rare", 1),
]

SENTENCES = [
    "NATO must stop its expansion to the east.",
    "The enlargement of the Alliance towards our borders has to end.",
    "We are ready to resume talks without preconditions.",
    "Our side has never refused to negotiate.",
    "The ministers thanked the hosts for their hospitality.",
    "Grain exports rose by twelve percent last year.",
    "Thank you.",
    "As I have said many times, including in this very hall, we see no alternative to a system of equal and indivisible "
    "security across the whole continent, one in which no country strengthens its own security at the expense of others, "
    "and we put our proposals on the table in writing in December, only to be told that they were not worth discussing.",
]


def linear(model, name, rows):
    return rows @ model[name + ".weight"].T + model[name + ".bias"]


def norm(model, name, rows):
    mean = rows.mean(-1, keepdims=True)
    spread = np.sqrt(((rows - mean) ** 2).mean(-1, keepdims=True) + 1e-12)
    return (rows - mean) / spread * model[name + ".weight"] + model[name + ".bias"]


def gelu(rows):
    return rows * 0.5 * (1 + np.vectorize(math.erf)(rows / math.sqrt(2)))


def softmax(rows):
    powers = np.exp(rows - rows.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def attention(model, name, rows):
    count, width = rows.shape
    heads = lambda part: linear(model, f"{name}.self.{part}", rows).reshape(count, HEADS, -1).transpose(1, 0, 2)
    query, key, value = heads("query"), heads("key"), heads("value")
    weights = softmax(query @ key.transpose(0, 2, 1) / math.sqrt(width // HEADS))
    return linear(model, name + ".output.dense", (weights @ value).transpose(1, 0, 2).reshape(count, width))


def encode(model, pieces):
    rows = model["embeddings.word_embeddings.weight"][pieces]
    rows = rows + model["embeddings.position_embeddings.weight"][: len(pieces)]
    rows = norm(model, "embeddings.LayerNorm", rows + model["embeddings.token_type_embeddings.weight"][0])
    for layer in range(convert.LAYERS):
        name = f"encoder.layer.{layer}"
        rows = norm(model, name + ".attention.output.LayerNorm", rows + attention(model, name + ".attention", rows))
        inner = gelu(linear(model, name + ".intermediate.dense", rows))
        rows = norm(model, name + ".output.LayerNorm", rows + linear(model, name + ".output.dense", inner))
    mean = rows.mean(0)
    return mean / np.linalg.norm(mean)


def rounded(name, tensor):
    """A tensor as the program has it."""
    if tensor.ndim != 2 or name.startswith("embeddings.token_type"):
        return tensor
    scales, rows = convert.scales_and_rows(tensor)
    return scales * rows.astype(np.float32)


def in_full(tensors):
    return {name: tensor.astype(np.float64) for name, tensor in tensors.items()}


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()
    pieces_of = lambda text: tokenizer.encode(text).ids
    tensors = convert.tensors(source / "model.safetensors")
    model = in_full(tensors)
    as_shipped = in_full({name: rounded(name, tensor) for name, tensor in tensors.items()})
    pieces = [pieces_of(sentence) for sentence in SENTENCES]
    original = np.array([encode(model, each) for each in pieces])
    shipped = np.array([encode(as_shipped, each) for each in pieces])
    fixture = {
        "pieces": [{"text": text, "times": times, "pieces": pieces_of(text * times)} for text, times in ODD],
        "sentences": [
            {"text": text, "pieces": each, "vector": [round(value, 6) for value in vector]}
            for text, each, vector in zip(SENTENCES, pieces, shipped.tolist())
        ],
        "cosines": [[round(value, 6) for value in row] for row in (original @ original.T).tolist()],
    }
    text = json.dumps(fixture, ensure_ascii=True, separators=(",", ":")).replace("{", "\n{")
    target.write_text(text.strip() + "\n")
