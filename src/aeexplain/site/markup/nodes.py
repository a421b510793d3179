"""What a scan sets aside from an article's text; meanwhile a placeholder stands for each (see placeholders)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from aeexplain.site.markup.fences import Fence


@dataclass(frozen=True)
class Formula:
    """TeX for KaTeX; `where` is file:line:column of its first character, `label` that of a numbered display.

    columns: those, from 1, in which its lines begin as written; () where it stands in one piece. edits: where how many
    characters were taken out of what is written, as pairs of an index of `tex` and their number, fewer than 0 where some
    were put in. tag: what `\\tag` calls a display instead of a number, HTML with placeholders; bare: without parentheses.
    """

    tex: str
    display: bool
    where: str
    label: str = ""
    columns: tuple[int, ...] = ()
    edits: tuple[tuple[int, int], ...] = ()
    tag: str = ""
    bare: bool = False

    @property
    def shown_tag(self) -> str:
        """The tag as it stands in the margin: between parentheses, unless it is bare."""
        return self.tag if self.bare else f"({self.tag})"

    def place(self, position: int) -> str:
        """Return the place of an index of `tex`; where only a file or a demo is known, that."""
        path, _, place = self.where.partition(":")
        line, _, column = place.partition(":")
        if not (line.isdigit() and column.isdigit()):
            return self.where
        before = self.tex[:position]
        row, start = before.count("\n"), before.rfind("\n") + 1
        first = self.columns[min(row, len(self.columns) - 1)] if self.columns else 1 if row else int(column)
        edited = sum(gone for at, gone in self.edits if start <= at <= position)
        return f"{path}:{int(line) + row}:{max(first + len(before) - start + edited, 1)}"


@dataclass(frozen=True, order=True)
class FigureRequest:
    """What is drawn: a demo, the id of the figure that it becomes, and what an article says of it, by name and sorted.

    Two figures with one request are the same, on whichever page they stand. words: what it says in another language, by its own
    texts.
    """

    demo: str
    id: str
    options: tuple[tuple[str, str], ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    @classmethod
    def plain(cls, demo: str) -> "FigureRequest":
        """Return the request of a demo as it is declared, under its own name."""
        return cls(demo, demo)


@dataclass(frozen=True)
class FigureCall:
    """`::demo name {#id option=value} caption`: the caption is HTML with placeholders.

    places: where each option stands, and under "#" the id, as far as they are given. more: the paragraphs for the fold, as the
    caption. demo: the demo's name in the site where that is another, since the article has it for itself. words: see
    `FigureRequest`.
    """

    name: str
    caption: str
    where: str
    label: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    demo: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """The figure's id on the page: the one that it is given, or else its demo's name."""
        return self.label or self.name

    @property
    def request(self) -> FigureRequest:
        """What is drawn for it."""
        options = tuple(sorted(self.options.items()))
        return FigureRequest(self.demo or self.name, self.id, options, self.words)

    @property
    def id_where(self) -> str:
        """The place that gives it its id."""
        return self.places.get("#", self.where)


@dataclass(frozen=True)
class FoldOpening:
    """`::: deeper Title {#id}`, where a fold begins: the title is HTML with placeholders, `label` is "" without an id."""

    title: str
    label: str
    where: str


@dataclass(frozen=True)
class FoldClosing:
    """`:::`, where a fold ends."""

    where: str


@dataclass(frozen=True)
class Statement:
    """A theorem or what is written like one: its kind, its number among those (0 of a proof), its id, its title as HTML.

    label: what refers to it, as `thm:name`; label, id and title are "" where it has none.
    """

    kind: str
    number: int
    label: str
    id: str
    title: str
    where: str


@dataclass(frozen=True)
class TableCaption:
    """`Table: caption {#tab:name}` before a table: the caption is HTML with placeholders."""

    label: str
    caption: str
    where: str


@dataclass(frozen=True)
class Cited:
    """One key of a citation, with what stands before and after it (`see`, `p. 3`), HTML with placeholders.

    nameless: `-@key`, of which the year alone is shown.
    """

    key: str
    before: str
    after: str
    where: str
    nameless: bool = False


@dataclass(frozen=True)
class Citation:
    """`[@key; @other, p. 3]`, or `@key` and `@key [p. 3; @other]` in a sentence of its own (narrative)."""

    cited: tuple[Cited, ...]
    narrative: bool


@dataclass(frozen=True)
class Reference:
    r"""`@fig:name`, `@tab:name`, `@eq:name`, `@sec:name`; style: how LaTeX shows the number alone, `({})` for `\eqref`."""

    label: str
    where: str
    style: str = ""


@dataclass(frozen=True)
class Metric:
    """`{{ call }}`: a number from a weight file."""

    call: str
    where: str


@dataclass(frozen=True)
class NoteCall:
    """`[^name]`, where a note is called."""

    name: str
    where: str


@dataclass(frozen=True)
class NoteText:
    """`[^name]: text`: the text is HTML with placeholders, without its `<p>` where it is one paragraph."""

    name: str
    text: str
    where: str


@dataclass(frozen=True)
class Link:
    """The target of a link, as written."""

    target: str
    where: str


@dataclass(frozen=True)
class Image:
    """`![alt](source "title"){width=50%}`, or `<img>`: attributes are those that its author gave it beside `src` and `alt`.

    label: `fig:name` where it is a figure that is counted. caption: that of the figure that it stands alone in, HTML with
    placeholders.
    """

    source: str
    alt: str
    where: str
    attributes: tuple[tuple[str, str], ...] = ()
    label: str = ""
    caption: str | None = None


@dataclass(frozen=True)
class CodeBlock:
    """A block of code, between fences or indented, byte for byte; `info` is what stands behind the fence, `fence` as read."""

    text: str
    info: str
    fence: Fence = field(default_factory=Fence)


@dataclass(frozen=True)
class CodePart:
    """A part of a fence that runs, and the line of the file in which it begins."""

    text: str
    first_line: int


@dataclass(frozen=True)
class Exercise:
    """What an exercise has beside the code that its reader begins with; `hint` is "" where it has none."""

    hint: str
    solution: CodePart
    check: CodePart


@dataclass(frozen=True)
class LiveCode:
    """A fence `python live` or `python exercise`, whose code runs when the site is built and in the page."""

    code: CodePart
    where: str
    exercise: Exercise | None = None

    @property
    def file(self) -> str:
        """The file in which it stands: the article's, or one that the article includes."""
        return self.where.partition(":")[0]

    @property
    def text(self) -> str:
        """The code that stands in the page."""
        return self.code.text


@dataclass(frozen=True)
class Heading:
    """A heading's level as written, and the id that the author gave it, or "" (it stays in the text)."""

    level: int
    label: str
    where: str


type Node = (
    Formula
    | FigureCall
    | FoldOpening
    | FoldClosing
    | Statement
    | TableCaption
    | Citation
    | Reference
    | Metric
    | NoteCall
    | NoteText
    | Link
    | Image
    | CodeBlock
    | LiveCode
)


@dataclass(frozen=True)
class Scanned:
    """An article's body as Markdown's tokens with placeholders, and what these stand for, by number.

    refused: the kinds of tokens of which some could not be read, so that what they name is not known to be missing.
    """

    tokens: tuple[Token, ...]
    nodes: tuple[Node, ...]
    headings: tuple[Heading, ...] = ()
    refused: frozenset[str] = frozenset()

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The formulas, in the order of the text."""
        return self.of(Formula)

    @property
    def figures(self) -> tuple[FigureCall, ...]:
        """The figures, in the order of the text."""
        return self.of(FigureCall)

    def of[T](self, kind: type[T]) -> tuple[T, ...]:
        """Return the nodes of one kind, in the order of the text."""
        return tuple(node for node in self.nodes if isinstance(node, kind))
