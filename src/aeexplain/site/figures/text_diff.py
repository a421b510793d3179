"""Texts that change little from one to the next, written as what changes."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby

# Numbers; elements and strokes of a path up to their first number; what stands between. The page splits texts the same way.
TOKEN = re.compile(r"[0-9.]+|[<M][^0-9.<M]*|[^0-9.<M]+")
# Texts are split where elements begin, then where strokes begin within those that differ.
STARTS = tuple(map(re.compile, ("(?=<)", "(?=[<M])")))
NEXT = 4  # characters between two changes that are cheaper written again than skipped

Op = int | str | list[str]
Patch = list[Op]
Tokens = list[str]


def patch(old: str, new: str) -> Patch:
    """Return how `new` comes from `old`, both taken as tokens.

    A number keeps that many tokens, a negative one drops them; a text stands in the place of as many tokens as it has
    itself, a text in a list is put between. What follows the last of them is kept.
    """
    pairs = [(old, new)]
    for starts in STARTS:
        pairs = [part for pair in pairs for part in _parts(*pair, starts)]
    changes: list[tuple[Tokens, Tokens]] = []
    for same, stretches in groupby(pairs, lambda pair: pair[0] == pair[1]):
        if same:
            tokens = TOKEN.findall("".join(text for text, _ in stretches))
            changes.append((tokens, tokens))
        else:
            changes += (each for pair in stretches for each in _trimmed(*map(TOKEN.findall, pair)))
    ops: Patch = []
    for before, after in _merged(changes):
        if before == after:
            ops.append(len(before))
        elif len(before) == len(after):
            ops.append("".join(after))
        else:
            ops.extend([-len(before)] if before else [])
            ops.extend([["".join(after)]] if after else [])
    return ops[:-1] if ops and isinstance(ops[-1], int) and ops[-1] >= 0 else ops


def _parts(old: str, new: str, starts: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Yield the stretches of two texts that belong together, equal or not; pieces begin where `starts` matches."""
    if old == new:
        yield old, new
        return
    before, after = starts.split(old), starts.split(new)
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for a, b, c, d in (places for each in opcodes for places in _split(*each[1:])):
        yield "".join(before[a:b]), "".join(after[c:d])


def _split(a: int, b: int, c: int, d: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of as many pieces on both sides piece by piece."""
    if b - a == d - c:
        yield from ((a + i, a + i + 1, c + i, c + i + 1) for i in range(b - a))
    else:
        yield a, b, c, d


def _trimmed(before: Tokens, after: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """Yield what is equal and what is not: token by token where there are as many, else what differs between the ends."""
    if len(before) == len(after):
        for _, pairs in groupby(zip(before, after, strict=True), lambda pair: pair[0] == pair[1]):
            olds, news = zip(*pairs, strict=True)
            yield list(olds), list(news)
    else:
        shorter = min(len(before), len(after))
        start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
        end = next((i for i in range(shorter - start) if before[~i] != after[~i]), shorter - start)
        yield before[:start], after[:start]
        yield before[start : len(before) - end], after[start : len(after) - end]
        yield before[len(before) - end :], after[len(after) - end :]


def _merged(changes: Iterable[tuple[Tokens, Tokens]]) -> list[tuple[Tokens, Tokens]]:
    """Return the changes with neighbours of one kind together, and with what is hardly worth skipping written again."""
    merged: list[tuple[str, Tokens, Tokens]] = []
    for before, after in changes:
        if not before and not after:
            continue
        kind = "same" if before == after else "swap" if len(before) == len(after) else "other"
        if merged and merged[-1][0] == kind != "other":
            merged[-1][1].extend(before)
            merged[-1][2].extend(after)
        elif (
            len(merged) > 1
            and kind == merged[-2][0] == "swap"
            and merged[-1][0] == "same"
            and len("".join(merged[-1][2])) <= NEXT
        ):
            _, *same = merged.pop()
            merged[-1][1].extend((*same[0], *before))
            merged[-1][2].extend((*same[1], *after))
        else:
            merged.append((kind, list(before), list(after)))
    return [(before, after) for _, before, after in merged]
