"""How far a judge agrees with the labels that people made."""

from collections.abc import Hashable, Sequence


def cohen_kappa(a: Sequence[Hashable], b: Sequence[Hashable]) -> float | None:
    """Agreement of two raters beyond chance: 1 full, 0 as by chance, below 0 worse (Cohen 1960).

    κ = (p_o - p_e) / (1 - p_e), where p_o is the share of items they agree on and p_e = Σ_k p_ak ·
    p_bk the share they would agree on with their habits alone. None where there are no items, or
    where both say one and the same throughout: p_e is 1 then and κ undefined.
    """
    pairs = list(zip(a, b, strict=True))
    if not pairs:
        return None
    total = len(pairs)
    agreed = sum(x == y for x, y in pairs)
    # Counts rather than shares: p_e = 1 is then exact.
    by_chance = sum(list(a).count(label) * list(b).count(label) for label in set(a))
    if by_chance == total * total:
        return None
    return (agreed * total - by_chance) / (total * total - by_chance)
