"""Texts that change little from one to the next, told by what changes."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, groupby

# Numbers; elements and strokes of a path up to their first number; what stands between. The page splits texts the same way.
TOKEN = re.compile(r"[0-9.]+|[<M][^0-9.<M]*|[^0-9.<M]+")
NEXT = 4  # characters between two changes that are cheaper told again than skipped

Op = int | str | list[str]
Patch = list[Op]
Tokens = list[str]
Piece = tuple[str, ...]


def patch(old: str, new: str) -> Patch:
    """Return how `new` comes from `old`, both taken as tokens.

    A number keeps that many tokens, a negative one drops them; a text stands in the place of as many tokens as it has
    itself, a text in a list is put between. What follows the last of them is kept.
    """
    pairs = [(TOKEN.findall(old), TOKEN.findall(new))]
    for starts in ("<", "<M"):  # by elements, then by the strokes of those that differ
        pairs = [part for pair in pairs for part in _parts(*pair, starts)]
    changes = [each for pair in pairs for each in _trimmed(*pair)]
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


def _parts(old: Tokens, new: Tokens, starts: str) -> Iterator[tuple[Tokens, Tokens]]:
    """Yield the stretches of two texts that belong together, equal or not; pieces begin with one of the letters `starts`."""
    if old == new:
        yield old, new
        return
    before, after = _pieces(old, starts), _pieces(new, starts)
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for a, b, c, d in (places for each in opcodes for places in _split(*each[1:])):
        yield [*chain(*before[a:b])], [*chain(*after[c:d])]


def _pieces(tokens: Tokens, starts: str) -> list[Piece]:
    pieces: list[Tokens] = [[]]
    for token in tokens:
        if token[0] in starts:
            pieces.append([])
        pieces[-1].append(token)
    return [tuple(piece) for piece in pieces]


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
        return
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    end = next((i for i in range(shorter - start) if before[~i] != after[~i]), shorter - start)
    yield before[:start], after[:start]
    yield before[start : len(before) - end], after[start : len(after) - end]
    yield before[len(before) - end :], after[len(after) - end :]


def _merged(changes: Sequence[tuple[Tokens, Tokens]]) -> list[tuple[Tokens, Tokens]]:
    """Return the changes with neighbours of one kind together, and with what is hardly worth skipping told again."""
    merged: list[tuple[Tokens, Tokens]] = []
    for before, after in changes:
        if not before and not after:
            continue
        if merged and _kind(*merged[-1]) == _kind(before, after) != "other":
            merged[-1] = (merged[-1][0] + before, merged[-1][1] + after)
        elif (
            len(merged) > 1
            and _kind(before, after) == _kind(*merged[-2]) == "swap"
            and _kind(*merged[-1]) == "same"
            and len("".join(merged[-1][1])) <= NEXT
        ):
            same = merged.pop()
            merged[-1] = (merged[-1][0] + same[0] + before, merged[-1][1] + same[1] + after)
        else:
            merged.append((before, after))
    return merged


def _kind(before: Tokens, after: Tokens) -> str:
    if before == after:
        return "same"
    return "swap" if len(before) == len(after) else "other"
