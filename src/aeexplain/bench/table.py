"""The figures of docs/pages/performance.md, as Markdown."""

import statistics
from collections.abc import Sequence

from aeexplain.bench.edits import EditCost
from aeexplain.bench.first_move import FirstCost
from aeexplain.bench.frames import FrameCost
from aeexplain.bench.moves import MoveCost
from aeexplain.bench.page import PageCost
from aeexplain.bench.shrinking import StepWorth
from aeexplain.bench.startup import StartupCost
from aeexplain.errors import ExplainError


def startup_table(costs: Sequence[StartupCost], machine: str, versions: str) -> str:
    """Return what the starts cost: times at each pace from a host with brotli, then bytes from every host, and memory."""
    paced = [cost for cost in costs if cost.host == "br"]
    hosts = list(dict.fromkeys(cost.host for cost in costs))
    kinds = dict.fromkeys(cost.kind for cost in costs)
    memory = {cost.kind: cost.memory for cost in reversed(paced)}
    sent = {(cost.kind, cost.host): cost.sent for cost in costs}
    lines = [
        f"Measured on: {machine}; {versions}.",
        "",
        times_table(paced),
        "| start | "
        + " | ".join(f"MB from a host with {_host(host)}" for host in hosts)
        + " | page's memory, MB |",
        "|---" * (len(hosts) + 2) + "|",
    ]
    for kind in kinds:
        cells = [f"{sent[kind, host] / 1e6:.2f}" for host in hosts]
        size = memory.get(kind)
        lines.append(f"| {kind} | {' | '.join(cells)} | {f'{size / 1e6:.0f}' if size else 'unknown'} |")
    return "\n".join(lines) + "\n"


def times_table(costs: Sequence[StartupCost]) -> str:
    """Return what the starts cost in time."""
    lines = [
        "| start, pace | first live frame | times sooner than stock | floors | repeated visit |",
        "|---|---|---|---|---|",
        *map(_timed, costs),
    ]
    return "\n".join(lines) + "\n"


def first_table(costs: Sequence[FirstCost]) -> str:
    """Return what first moves cost."""
    lines = [
        "| reader with a | figure | first move painted | since the figure was there "
        "| moves answered before the engine came | live |",
        "|---|---|---|---|---|---|",
    ]
    for cost in costs:
        first = f"{cost.first:.0f} ms ({cost.low:.0f} to {cost.high:.0f})"
        answered = f"{cost.answered:.0f} of {cost.moves:.0f}"
        cells = [cost.device, cost.demo, first, f"{cost.seen:.0f} ms", answered, f"{cost.live / 1000:.1f} s"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def page_table(costs: Sequence[PageCost]) -> str:
    """Return what pages cost who only looks at them."""
    lines = [
        "| article | Lighthouse, performance | first paint | largest paint | blocked | shift "
        "| elements | requests | kB, gzipped |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for cost in costs:
        times = [f"{time:.0f} ms" for time in (cost.first, cost.largest, cost.blocking)]
        counts = [f"{cost.elements:,}", str(cost.requests), f"{cost.kilobytes:.0f} ({cost.kinds})"]
        cells = [cost.article, f"{cost.score:.2f}", *times, f"{cost.shift:.3f}", *counts]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def moves_table(moves: Sequence[MoveCost], frames: Sequence[FrameCost]) -> str:
    """Return what every figure's moves cost, beside its frames and its network's forward pass."""
    framed = {cost.demo: cost for cost in frames}
    lines = [
        "| figure | move painted, median | 95 % | longest task | frame in Python "
        "| forward pass, NumPy | forward pass, JavaScript |",
        "|---|---|---|---|---|---|---|",
    ]
    for cost in moves:
        frame = framed[cost.demo]
        longest = f"{max(cost.long_tasks):.0f} ms" if cost.long_tasks else "under 50 ms"
        times = [f"{time:.0f} ms" for time in (cost.median, cost.p95)]
        passes = [_small(time) for time in (frame.median, frame.forward, frame.script)]
        lines.append(f"| {' | '.join([cost.figure or cost.demo, *times, longest, *passes])} |")
    return "\n".join(lines) + "\n"


def edits_table(costs: Sequence[EditCost]) -> str:
    """Return what edits cost, and the medians over all figures."""
    lines = [
        "| figure | editor there | edit to its picture | a frame | the picture beside the frame |",
        "|---|---|---|---|---|",
    ]
    rows = [(cost.figure, cost.opened, cost.picture, cost.frame, cost.beside) for cost in costs]
    medians = [statistics.median(column) for column in zip(*(times for _, *times in rows), strict=True)]
    for name, *times in [*rows, ("median", *medians)]:
        lines.append(f"| {name} | {' | '.join(f'{time:.0f} ms' for time in times)} |")
    return "\n".join(lines) + "\n"


def engine_table(worths: Sequence[StepWorth]) -> str:
    """Return what each step is worth that makes the engine smaller or quicker, beside both starts with all of them."""
    starts = list(dict.fromkeys(worth.start for worth in worths))
    found = {(worth.step, worth.start): worth for worth in worths}
    lines = [
        "| without | " + " | ".join(f"{start}: bytes | {start}: time" for start in starts) + " |",
        "|---" * (1 + 2 * len(starts)) + "|",
    ]
    for step in dict.fromkeys(worth.step for worth in worths):
        both = [found[step, start] for start in starts]
        shares = [f"{each.more_bytes:+.1%} | {each.more_time:+.1%}" for each in both]
        lines.append(f"| {step} | {' | '.join(shares)} |")
    whole = [found[worths[0].step, start] for start in starts]
    sizes = [f"{each.kilobytes:,.0f} kB | {each.milliseconds:.0f} ms" for each in whole]
    return "\n".join([*lines, f"| nothing | {' | '.join(sizes)} |"]) + "\n"


def with_region(text: str, name: str, content: str, where: str) -> str:
    """Return a document with the region between `<!-- bench: name -->` and `<!-- /bench -->` replaced; none: ExplainError."""
    before, _, after = _parts(text, name, where)
    return before + content + after


def region(text: str, name: str, where: str) -> str:
    """Return what stands in such a region; none: ExplainError."""
    return _parts(text, name, where)[1]


def _parts(text: str, name: str, where: str) -> tuple[str, str, str]:
    """Return a document until a region's mark, that with it; the region; and the rest."""
    begin, end = f"<!-- bench: {name} -->\n", "<!-- /bench -->"
    before, found, rest = text.partition(begin)
    content, closed, after = rest.partition(end)
    if not found or not closed:
        raise ExplainError(
            where, f"has no region {begin.strip()} … {end}", "put both marks where the table is to stand"
        )
    return before + begin, content, end + after


def _timed(cost: StartupCost) -> str:
    pace = f"{cost.megabits:g} Mbit/s" if cost.megabits else "no limit"
    times = f"{cost.median:.0f} ms ({cost.low:.0f} to {cost.high:.0f})"
    return f"| {cost.kind}, {pace} | {times} | {cost.sooner:.1f} | {cost.floors:.1f} | {cost.repeat:.0f} ms |"


def _small(milliseconds: float | None) -> str:
    return "" if milliseconds is None else f"{milliseconds:.2g} ms"


def _host(encoding: str) -> str:
    return {"br": "brotli", "gzip": "gzip"}.get(encoding, "no compression")
