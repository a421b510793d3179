"""What an author writes beyond Markdown, as one pattern: the name of the last group that closed is the token's kind."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, groupby

KEY = r"[A-Za-z]\w*(?:[:.+/-]\w+)*"
PARAGRAPH = r"[^\n]*(?:\n(?![ \t]*$|\[\^|\||:::)[^\n]+)*"
NO_GAP = r"(?:(?!\n[ \t]*\n).)"  # any character but one that ends the paragraph
IN_PARENTHESES = r"\((?:\\.|\([^()\n]*\)|[^()\n\\])*\)"
TITLE = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
ADDRESS = (
    rf"""[ \t]*(?:<(?P<{{0}}_angle>[^>\n]*)>|(?P<{{0}}>(?:\\.|{IN_PARENTHESES}|[^()\n"\\])*?))"""
    rf"""(?:\s+{TITLE})?[ \t]*"""
)
ATTRIBUTE = r"""\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"(?:(?!\n[ \t]*\n)[^"])*"|'(?:(?!\n[ \t]*\n)[^'])*'|[^\s"'<>=`]+))?"""
AUTOLINK = r"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|<[\w.!\#$%&'*+/=?^`{|}~-]+@[\w.-]+>"
ALT = r"(?:\\.|\[[^\[\]\n]*\]|[^\[\]\\])*"
PUNCTUATION = r"[!-/:-@\[-`{-~]"
LABELLED = "fig|tab|eq|sec"
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


TOKEN = re.compile(
    rf"""
    (?= [`~<\\$:T\[\#=\-!\]{{@])  # with one of these every token begins: most places are passed at once
    (?:
      (?P<comment><!--.*?-->)
    | (?P<autolink>{AUTOLINK})
    | (?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:{ATTRIBUTE})*\s*/?>)
    | (?P<code>(?<!`)(?P<ticks>`+)(?!`){NO_GAP}+?(?<!`)(?P=ticks)(?!`))
    | (?P<backticks>`+)
    | (?P<escape>\\{PUNCTUATION})
    | (?P<break>\\\n(?=[ \t]*\S))
    | (?P<display>\$\$(?P<shown>(?:\\.|[^\\])+?)\$\$(?:[ \t]*\{{\#(?P<numbered>[^}}\s]*)\}})?)
    | (?P<inline>\$(?P<tex>(?![\s$])(?:\\.|(?!\n[ \t]*\n)[^$\\])+?(?<!\s))\$)
    | (?P<dollar>\$\$?)
    | (?P<fold>^:::[^\n]*)
    | (?P<foldamid>(?:(?<=^[ \t>])|(?<=^[ \t>]{{2}})|(?<=^[ \t>]{{3}})|(?<=^[ \t>]{{4}})|(?<=^[-*+][ ])):::(?!:)[^\n]*)
    | (?P<figure>^::(?P<directed>\S*)[ \t]*(?P<rest>[^\n]*(?:\n(?![ \t]*$|:::)[^\n]+)*))
    | (?P<table>^Table:[ \t]*(?P<title>{PARAGRAPH}))
    | (?P<note>^\[\^(?P<note_name>[^\]\s]+)\]:[ \t]*(?P<note_text>{PARAGRAPH})(?P<more>\n[ \t]*\n(?=[ ]{{4}}|\t))?)
    | (?P<notecall>\[\^(?P<called>[^\]\s]+)\])
    | (?P<heading>^(?P<level>\#{{1,6}})[ \t]+(?P<heads>[^\n]*))
    | (?P<underline>(?<=[^\n]\n)^(?:={{2,}}|-{{2,}})[ \t]*$)
    | (?P<image>!\[(?P<alt>{ALT})\]\({ADDRESS.format("source")}\))
    | (?P<link>\]\({ADDRESS.format("target")}\)|^[ ]{{0,3}}\[[^\]\n]+\]:[ \t]*<?(?P<defined>[^\s>]+)>?)
    | (?P<citation>\[(?P<cited>(?:\\.|[^\[\]@\\])*(?<![\w.\\])@(?!(?:{LABELLED}):){KEY}[^\[\]]*)\](?![\[(]))
    | (?P<metric>\{{\{{(?P<call>[^{{}}\n]*)\}}\}})
    | (?P<brace>\{{\{{)
    | (?P<reference>(?<![\w@./])@(?P<label>(?:{LABELLED}):(?:[.-]*{OF_WORD})+))
    | (?P<narrative>(?<![\w@./])@(?P<key>{KEY}))
    | (?P<open>\[)
    | (?P<close>\])
    )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

CITED = re.compile(rf"(?P<before>(?:\\.|[^@\\])*)@(?P<key>{KEY})(?P<after>.*)", re.DOTALL)
LABEL_AT_END = re.compile(r"\{[^{}\n]*?#(?P<label>[^}\s]*)[^{}\n]*\}\s*\Z")


@dataclass(frozen=True)
class Token:
    """A token where it stands: `at` gives the place of an index, `scan` what remains of a part when it is scanned too."""

    match: re.Match[str]
    offset: int
    at: Callable[[int], str]
    scan: Callable[[str, int, str], str]

    def __getitem__(self, group: str) -> str:
        return self.match[group] or ""

    @property
    def where(self) -> str:
        """The place of the token's first character."""
        return self.place(0)

    def place(self, group: str | int) -> str:
        """Return the place of a group's first character."""
        return self.at(self.offset + self.match.start(group))

    def scanned(self, group: str, inside: str, text: str | None = None, start: int = 0) -> str:
        """Return a group, or `text` that begins `start` characters into it, with what it holds set aside."""
        whole = self[group] if text is None else text
        return self.scan(whole, self.offset + self.match.start(group) + start, inside)
