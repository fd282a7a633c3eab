"""What each feature of the confidence and each signal of the ranking is worth.

    python -m benchmarks.ablation FOLDER/asked-dev-….jsonl

Over what `training.calibrate` asked: everything is fitted anew without the feature or signal, and
measured on questions that weren't fitted on.
"""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from evals.calibrating.fitting import figures, fit, weights_of
from qa.reader.calibration import Calibration, shipped_calibrations
from qa.reader.trained import FEATURES, SIGNALS
from training.calibrate import bests, fit_ranking, source_of
from training.calibrating.asking import Asked, read

# What belongs together is left out together.
GROUPS = {
    "nothing": (),
    "similarity": ("sentence", "foreign", "similarity"),
    "names and numbers": ("missing_numbers", "missing_names"),
    "premises": ("other_year", "other_country", "other_kind"),
    "all of the rules": (
        *("missing_numbers", "missing_names"),
        *("other_year", "other_country", "other_kind"),
    ),
}


def confidence(asked: Sequence[Asked], base: Calibration) -> None:
    print(f"{'without':26}{'AUROC':>9}{'sure':>9}{'wrong':>9}{'not sure':>9}{'refused':>9}")
    judged = bests(asked, base)
    for label, left_out in {**GROUPS, **{name: (name,) for name in FEATURES}}.items():
        names = [name for name in FEATURES if name not in left_out]
        weights = weights_of(judged, source_of)
        found = fit(judged, base, names, weights)
        ours = found.calibration
        told = figures(
            judged, found.confidences, ours.answer_threshold, ours.sure_threshold, weights
        )
        cells = (told.auroc, told.sure, told.sure_wrong, told.not_sure, told.falsely_refused)
        print(f"{label:26}" + "".join(f"{cell or 0:9.3f}" for cell in cells))


def ranking(asked: Sequence[Asked]) -> None:
    kinds = sorted({item.kind for item in asked if item.answerable})
    print(f"{'without':26}" + "".join(f"{kind:>14}" for kind in kinds))
    halves = [
        [item for at, item in enumerate(asked) if at // 20 % 2 == number] for number in (0, 1)
    ]
    for label in ("nothing", *SIGNALS):
        fixed = {} if label == "nothing" else {label: 0.0}
        right: dict[str, list[bool]] = {kind: [] for kind in kinds}
        for ours, others in (halves, halves[::-1]):
            weights = fit_ranking(ours, fixed)
            row = np.array([weights[name] for name in SIGNALS])
            for item in others:
                if item.answerable:
                    right[item.kind].append(bool(item.right[np.argmax(item.signals @ row)]))
        print(f"{label:26}" + "".join(f"{np.mean(right[kind]):14.3f}" for kind in kinds))


def main() -> None:
    asked = read(Path(sys.argv[1]))
    fitted = next(c for c in shipped_calibrations() if c.reader == "trained")
    base = replace(fitted, intercept=0.0, coefficients={})
    ranking(asked)
    confidence(asked, base)


if __name__ == "__main__":
    main()
