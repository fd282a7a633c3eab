"""The risk–coverage curve as a picture."""

import numpy as np

from evals.metrics.abstention import risk_coverage


def draw(right: np.ndarray, sure: np.ndarray, threshold: float) -> str:
    """The risk–coverage curve as SVG, with the point of the threshold that is set."""
    points = risk_coverage(right.tolist(), sure.tolist())
    width, height, left, bottom = 560, 320, 50, 280
    highest = 0.1 * np.ceil(10 * max(risk for _, risk in points))

    def place(coverage: float, risk: float) -> tuple[float, float]:
        return left + coverage * (width - left - 20), bottom - risk / highest * (bottom - 20)

    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
    answered = sure >= threshold
    at = (float(answered.mean()), float((~right[answered]).mean()))
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#c01c28"/>'
        for x, y in (place(*at), (left + 190, bottom - 20))
    )
    marks = []
    for part in range(6):
        across, up = place(part / 5, 0), place(0, highest * part / 5)
        marks.append(
            f'<text x="{across[0]:.0f}" y="298" text-anchor="middle">{part / 5:.1f}</text>'
        )
        marks.append(
            f'<text x="44" y="{up[1] + 4:.0f}" text-anchor="end">{highest * part / 5:.2f}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f'<path d="M{left} 20V{bottom}H{width - 20}" fill="none" stroke="#888"/>'
        f'<polyline points="{line}" fill="none" stroke="#1a5fb4" stroke-width="2"/>'
        f'{dots}<text x="{left + 202}" y="{bottom - 16}">threshold {threshold}: '
        f"coverage {at[0]:.2f}, risk {at[1]:.2f}</text>"
        f'{"".join(marks)}<text x="{width - 20}" y="316" text-anchor="end">coverage</text>'
        '<text x="10" y="14">risk</text></svg>\n'
    )
