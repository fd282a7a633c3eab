"""The geometry of the plots; `plots.jinja` draws them as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.compare import LOWER_IS_BETTER
from evals.report_page.words import Words, is_number, spaced
from evals.types import Estimate, Run

# In units of the view box, which is about as wide as a phone: letters keep their size on it.
CURVE_WIDTH, CURVE_HEIGHT = 400, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 392, 12, 206
ROWS_WIDTH, ROW_HEIGHT, _ROWS_TOP = 320, 24, 4
_ROWS_LEFT, _ROWS_RIGHT = 64, 268
_AXIS_HEIGHT = 20
# More points than this can't be told apart on the screen.
_MOST_POINTS = 240
_SCALES = (0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line over the unit interval, `area` is what lies below it."""

    line: str
    area: str
    end: tuple[float, float]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    description: str
    left: float = _LEFT
    right: float = _RIGHT
    top: float = _TOP
    bottom: float = _BOTTOM
    width: float = CURVE_WIDTH
    height: float = CURVE_HEIGHT


@dataclass(frozen=True, slots=True)
class Bar:
    """A mean with its interval, in one row."""

    label: str
    y: float
    low: float
    high: float
    mean: float
    value: str
    description: str


@dataclass(frozen=True, slots=True)
class BarPlot:
    """A metric by direction; `overall` is where the mean over all cases stands."""

    name: str
    label: str
    why: str | None
    lower_is_better: bool
    bars: tuple[Bar, ...]
    overall: float | None
    ticks: tuple[Tick, ...]
    height: float
    left: float = _ROWS_LEFT
    right: float = _ROWS_RIGHT
    width: float = ROWS_WIDTH


def risk_coverage(points: Sequence[tuple[float, float]], words: Words) -> Curve | None:
    """Lay out the risk–coverage curve; None without a point."""
    known = sorted(point for point in points if all(map(is_number, point)))
    if not known:
        return None
    highest = _scale(max(risk for _, risk in known))
    places = [
        (_between(_LEFT, _RIGHT, coverage), _between(_BOTTOM, _TOP, risk / highest))
        for coverage, risk in _thin(known)
    ]
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    area = f"{line}L{places[-1][0]:.1f} {_BOTTOM}L{places[0][0]:.1f} {_BOTTOM}Z"
    steps = [highest * part / 5 for part in range(6)]
    digits = 1 if highest > 0.2 else 2
    return Curve(
        line,
        area,
        places[-1],
        tuple(
            Tick(_between(_LEFT, _RIGHT, part / 4), words.figure(part / 4, 2)) for part in range(5)
        ),
        tuple(Tick(_between(_BOTTOM, _TOP, s / highest), words.figure(s, digits)) for s in steps),
        words.say("risk_coverage_points", points=_read_aloud(known, words)),
    )


def by_direction(run: Run, words: Words) -> tuple[BarPlot, ...]:
    """Lay out every metric that some direction has a mean of."""
    overall = next((s.metrics for s in run.summaries if s.kind == "all"), {})
    cuts = [(s.cut, s.metrics) for s in run.summaries if s.kind == "direction"]
    names = dict.fromkeys(name for _, metrics in cuts for name in metrics)
    plots = []
    for name in names:
        rows = [(c, m[name]) for c, m in cuts if name in m and is_number(m[name].mean)]
        if rows:
            plots.append(_bars(name, rows, overall.get(name), words))
    return tuple(plots)


def _bars(
    name: str, rows: Sequence[tuple[str, Estimate]], overall: Estimate | None, words: Words
) -> BarPlot:
    ends = [n for _, e in rows for n in (e.mean, e.high) if is_number(n)]
    highest = max(1.0, *ends)

    def place(value: float | None, otherwise: float) -> float:
        known = value if is_number(value) else otherwise
        return _between(_ROWS_LEFT, _ROWS_RIGHT, known / highest)

    bars = []
    for number, (cut, estimate) in enumerate(rows):
        mean = estimate.mean if is_number(estimate.mean) else 0.0
        bars.append(
            Bar(
                spaced(cut),
                _ROWS_TOP + ROW_HEIGHT * (number + 0.5),
                place(estimate.low, mean),
                place(estimate.high, mean),
                place(mean, mean),
                words.figure(mean),
                words.say(
                    "interval_of",
                    cut=spaced(cut),
                    mean=words.figure(mean),
                    low=words.figure(estimate.low),
                    high=words.figure(estimate.high),
                    n=words.count(estimate.n),
                ),
            )
        )
    among_all = overall.mean if overall else None
    return BarPlot(
        name,
        words.metric_label(name),
        words.metric_explanation(name),
        name in LOWER_IS_BETTER,
        tuple(bars),
        place(among_all, 0.0) if is_number(among_all) else None,
        tuple(Tick(place(highest * p, 0.0), words.figure(highest * p, 1)) for p in (0, 0.5, 1)),
        _ROWS_TOP + ROW_HEIGHT * len(bars) + _AXIS_HEIGHT,
    )


def _thin(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points that can't be told apart, but never the first or the last."""
    step = max(1, -(-len(points) // _MOST_POINTS))
    thinned = list(points[::step])
    return thinned if thinned[-1] == points[-1] else [*thinned, points[-1]]


def _read_aloud(points: Sequence[tuple[float, float]], words: Words) -> str:
    """The risk at four coverages, for those who can't see the line."""
    nearest = (min(points, key=lambda p: abs(p[0] - part / 4)) for part in range(1, 5))
    return "; ".join(
        words.say("risk_at", coverage=words.figure(coverage, 2), risk=words.figure(risk))
        for coverage, risk in dict.fromkeys(nearest)
    )


def _scale(highest: float) -> float:
    return next((scale for scale in _SCALES if highest <= scale), highest)


def _between(start: float, end: float, share: float) -> float:
    return round(start + (end - start) * share, 2)
