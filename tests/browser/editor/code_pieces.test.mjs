import assert from "node:assert/strict";
import { test } from "node:test";

import { piecesOf } from "../../../src/aeexplain/browser/editor/code_pieces.js";

const CODE = `"""A figure.

def not_code(): this is a text.
"""

import numpy as np
from here import (
    one,
)

# How many.
COUNT = 60

# What draws it.
def compute(ae, k):
    """Text
that begins a line."""
    return k


@cache
@other(1)
def _helper(
    a,
):
    return a
X = 1
class Part:
    pass

DEMO = Demo(
    controls={},
)
`;

const pieces = (text) => piecesOf(text.split("\n"));
const heads = (text) => pieces(text).map(({ first, head }) => text.split("\n").slice(first, first + head).join("|"));

test("each function, each class, the declaration and what stands between them is a piece", () => {
  assert.deepEqual(heads(CODE), ['"""A figure.', "# What draws it.", "@cache|@other(1)|def _helper(", "X = 1", "class Part:", "DEMO = Demo("]);
});

test("the pieces are all of the code, in its order", () => {
  const all = pieces(CODE);
  assert.equal(all[0].first, 0);
  assert.equal(all.at(-1).end, CODE.split("\n").length);
  all.slice(1).forEach(({ first }, i) => assert.equal(first, all[i].end));
});

test("one piece draws the figure", () => {
  assert.deepEqual(pieces(CODE).map(({ draws }) => draws), [false, true, false, false, false, false]);
  assert.deepEqual(pieces("def computed():\n    pass").map(({ draws }) => draws), [false]);
});

test("any text at all has pieces without gaps", () => {
  for (const text of ["", "\n\n", "    x", "# only", ")", "@x", '"""open\ndef x():', "def compute(a):\n  pass", "# a\n# b\ndef x(): pass"]) {
    const all = pieces(text);
    all.forEach(({ first, end }, i) => assert.ok(first < end && first === (all[i - 1]?.end ?? 0), text));
  }
});
