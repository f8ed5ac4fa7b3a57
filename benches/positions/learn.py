#!/usr/bin/env python3
"""Learn the weights of the signals, cross-validated over pairs of transcripts.

usage: stance-cli evaluate LABELS FILE… --signals signals.csv && learn.py signals.csv

Needs numpy and scikit-learn. Prints, for pairs with vectors and for words alone: average precision on the pairs of
transcripts left out, with all signals and with each left out in turn; then the weights learned from all of them. Arguable
pairs (grade 1) teach nothing. The weights in src/engine/signals.rs are these, rounded, with what its head says.
"""
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def fit(x, y):
    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)).fit(x, y)


def held_out(x, y, groups):
    """Average precision where each pair of transcripts is scored by the others."""
    scores = np.zeros(len(y))
    for group in np.unique(groups):
        test = groups == group
        scores[test] = fit(x[~test], y[~test]).decision_function(x[test])
    return average_precision_score(y, scores)


def main(path):
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
        rows = np.loadtxt(file, delimiter=",")
    rows = rows[rows[:, -1] != 1]
    groups, y = rows[:, 0] * 1000 + rows[:, 1], (rows[:, -1] >= 2).astype(int)
    signals = names[2:-1]
    for title, used in (
        ("words and meaning", signals),
        ("words alone", [name for name in signals if "meaning" not in name]),
    ):
        x = rows[:, [names.index(name) for name in used]]
        print(f"{title}: average precision {held_out(x, y, groups):.3f}")
        for i, name in enumerate(used):
            print(f"  without {name:20} {held_out(np.delete(x, i, 1), y, groups):.3f}")
        scaler, model = fit(x, y).steps[0][1], fit(x, y).steps[1][1]
        weights = model.coef_[0] / scaler.scale_
        bias = model.intercept_[0] - (weights * scaler.mean_).sum()
        print("  learned  " + "  ".join(f"{name} {weight:.2f}" for name, weight in zip(used, weights)) + f"  bias {bias:.2f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
