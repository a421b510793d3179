"""What an author writes within a paragraph beyond Markdown: by the character with which it begins, the pattern of each kind."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, groupby

KEY = r"[A-Za-z]\w*(?:[:.+/-]\w+)*"
CITE_KEY = rf"(?:{KEY}|\{{[^{{}}\s]+\}})"  # between braces Pandoc takes any
# Behind a key, as in `@key [p. 3; @other]`.
LOCATOR = (
    r"(?P<locator>[ \t]*\n?[ \t]*\[(?!\^)(?P<at>(?:\\.|[^\[\]\\@;])+(?:;(?:\\.|[^\[\]\\])*)?)\](?![\[(:{]))?"
)
PUNCTUATION = r"[!-/:-@\[-`{-~]"
# Theorems and their kin, with what the labels of each begin with, as in Quarto; proofs have none, and no number.
STATEMENTS = {
    "theorem": "thm",
    "lemma": "lem",
    "corollary": "cor",
    "proposition": "prp",
    "conjecture": "cnj",
    "definition": "def",
    "example": "exm",
    "exercise": "exr",
    "remark": "rem",
    "proof": "",
}
LABELLED = "|".join(("fig", "tab", "eq", "sec", *filter(None, STATEMENTS.values())))
# Where marks stand in Unicode: before, between and behind the thousands of characters of Chinese and Korean.
SCRIPTS = (range(0x300, 0x3400), range(0xA000, 0xAC00), range(0xFB00, 0x12000), range(0x16000, 0x1F000))


def _marks() -> str:
    """Return a character class of what words of many scripts hold beside letters: vowels' signs, accents, and joiners.

    Python's own class of a word's characters stops at them.
    """
    codes = (code for code in chain(*SCRIPTS) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
    runs = groupby(enumerate(codes), lambda pair: pair[1] - pair[0])
    ends = ([code for _, code in run] for _, run in runs)
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in ends) + "\u200c\u200d"


OF_WORD = rf"[\w{_marks()}]"
NUMBERED = r"(?:[ \t]*\{\#(?P<numbered>[^}\s]*)\})?"  # the label behind a display
WORDS_IN_TEX = r"\\(?:text[a-z]*|mbox)\{[^{}]*\}"  # which may hold formulas of their own between dollar signs
STANDING = (
    "equation|align|alignat|flalign|gather|multline|eqnarray|displaymath"  # environments that are displays
)


def _compiled(**patterns: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.DOTALL)) for kind, pattern in patterns.items())


TOKENS: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    "$": _compiled(
        display=rf"\$\$(?P<shown>(?:\\.|[^\\])+?)\$\${NUMBERED}",
        inline=rf"\$(?P<tex>(?![\s$])(?:{WORDS_IN_TEX}|\\.|[^$\\])+?(?<!\s))\$(?!\d)",
        money=r"\$(?=[.,]?\d[\d.,]*(?:[kKMBT]|bn|m|%)?(?![\w\\^_$]))|(?<=\d)\$(?!\w)|(?<=\d[ \u00a0])\$(?=[\s.,;:!?)]|\Z)",
        dollar=r"\$\$?",
    ),
    "\\": _compiled(
        display=rf"\\\\\[(?P<shown>(?:(?!\\\\\]).)+)\\\\\]{NUMBERED}",
        inline=r"\\\\\((?P<tex>(?:(?!\\\\\)).)+)\\\\\)",
        bracketed=rf"\\\[(?P<shown>(?:\\(?!\]).|[^\\])+)\\\](?![(\[:]){NUMBERED}",
        parenthesised=r"\\\((?P<tex>(?:\\(?!\)).|[^\\])+)\\\)",
        environment=rf"(?P<shown>\\begin\{{(?P<env>(?:{STANDING})\*?)\}}.*?\\end\{{(?P=env)\}}){NUMBERED}",
        texref=r"\\(?P<command>eqref|ref|autoref|[cC]ref)\{(?P<label>[^{}\n]*)\}",
        latex=r"\\(?P<command>[A-Za-z]+)\*?\{",
    ),
    "[": _compiled(
        notecall=r"\[\^(?P<called>[^\]\s]+)\]",
        citation=rf"\[(?P<cited>(?:\\.|[^\[\]@\\])*(?<![\w.\\])@(?!(?:{LABELLED}):){CITE_KEY}[^\[\]]*)\](?![\[(])",
    ),
    "{": _compiled(
        shortcode=r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}",
        metric=r"\{\{(?P<call>[^{}\n]*)\}\}",
        brace=r"\{\{",
    ),
    "@": _compiled(
        reference=rf"(?<![\w@./])@(?P<label>(?:{LABELLED}):(?:[.-]*{OF_WORD})+)",
        narrative=rf"(?<![\w@./])@(?P<key>{CITE_KEY}){LOCATOR}",
    ),
    "-": _compiled(nameless=rf"(?<![\w@./-])-@(?P<key>{CITE_KEY}){LOCATOR}"),
}
# Between backslashed brackets or parentheses stands a formula where it looks like one: else they are escaped.
LIKE_A_DISPLAY = re.compile(r"\\[A-Za-z]|[\^_=]")
LIKE_A_FORMULA = re.compile(
    r"""\\[A-Za-z{}|,;!]|[\^_=<>]|\A\s*[A-Za-z]'*(?:\([^()]*\))?\s*\Z|\A\s*-?\w+(?:\s*[-+*/,|]\s*\w+)+\s*\Z"""
)
LIKE_MONEY = re.compile(r"\d[\d.,]*(?:\s*(?:[kKMBT]|bn)\b|[,;]?\s+[A-Za-z]{2,}\b(?!\())")
CITED = re.compile(
    rf"(?P<before>(?:\\.|[^@\\])*?)(?P<dash>(?<!\S)-)?@(?P<key>{CITE_KEY})(?P<after>.*)", re.DOTALL
)
BRACED_LOCATOR = re.compile(r"(?P<before>[ \t]*,?[ \t]*)\{(?P<inside>[^{}]*)\}")  # `[@key, {pp. iv, vi}]`
LABEL_AT_END = re.compile(r"\{[^{}\n]*?#(?P<label>[^}\s]*)[^{}\n]*\}\s*\Z")


@dataclass(frozen=True)
class Token:
    """A token where it stands: `at` gives the place of an index, `scan` the HTML of a part that begins at an index.

    starts: the columns, from 1, in which the lines of a part begin. escapes: where in a part the article has a backslash more.
    """

    match: re.Match[str]
    at: Callable[[int], str]
    scan: Callable[[str, int, str], str]
    starts: Callable[[int, str], tuple[int, ...]]
    escapes: Callable[[int, str], list[tuple[int, int]]]

    def __getitem__(self, group: str) -> str:
        return self.match[group] or ""

    @property
    def where(self) -> str:
        """The place of the token's first character."""
        return self.place(0)

    def place(self, group: str | int) -> str:
        """Return the place of a group's first character."""
        return self.at(self.match.start(group))

    def scanned(self, group: str, inside: str, text: str | None = None, start: int = 0) -> str:
        """Return the HTML of a group, or of `text` that begins `start` characters into it, with what it holds set aside."""
        whole = self[group] if text is None else text
        return self.scan(whole, self.match.start(group) + start, inside)
