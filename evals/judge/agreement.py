"""How far a judge agrees with the labels that people made."""

from collections.abc import Sequence


def cohen_kappa(a: Sequence[bool], b: Sequence[bool]) -> float | None:
    """Agreement of two raters beyond chance: 1 full, 0 as by chance, below 0 worse (Cohen 1960).

    None where there are no items, or where both say one and the same throughout: κ is undefined.
    """
    if len({*a, *b}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(a, b))
