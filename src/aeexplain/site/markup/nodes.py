"""What a scan sets aside from an article's text; meanwhile a placeholder stands for each (see placeholders)."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Formula:
    """TeX as written; `where` is file:line:column of its first character, `label` that of a numbered display."""

    tex: str
    display: bool
    where: str
    label: str = ""


@dataclass(frozen=True, order=True)
class FigureRequest:
    """What is drawn: a demo, the id of the figure that it becomes, and what an article says of it, by name and sorted.

    Two figures with one request are the same, on whichever page they stand.
    """

    demo: str
    id: str
    options: tuple[tuple[str, str], ...] = ()

    @classmethod
    def plain(cls, demo: str) -> "FigureRequest":
        """Return the request of a demo as it is declared, under its own name."""
        return cls(demo, demo)


@dataclass(frozen=True)
class FigureCall:
    """`::demo name {#id option=value} caption`: the caption is markdown with placeholders.

    places: where each option stands, and under "#" the id, as far as they are given. more: the paragraphs for the fold, as the
    caption. demo: the demo's name in the site where that is another, since the article has it for itself.
    """

    name: str
    caption: str
    where: str
    label: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    more: tuple[str, ...] = ()
    demo: str = ""

    @property
    def id(self) -> str:
        """The figure's id on the page: the one that it is given, or else its demo's name."""
        return self.label or self.name

    @property
    def request(self) -> FigureRequest:
        """What is drawn for it."""
        return FigureRequest(self.demo or self.name, self.id, tuple(sorted(self.options.items())))

    @property
    def id_where(self) -> str:
        """The place that gives it its id."""
        return self.places.get("#", self.where)


@dataclass(frozen=True)
class FoldOpening:
    """`::: deeper Title {#id}`, where a fold begins: the title is markdown with placeholders, `label` is "" without an id."""

    title: str
    label: str
    where: str


@dataclass(frozen=True)
class FoldClosing:
    """`:::`, where a fold ends."""

    where: str


@dataclass(frozen=True)
class TableCaption:
    """`Table: caption {#tab:name}` before a table: the caption is markdown with placeholders."""

    label: str
    caption: str
    where: str


@dataclass(frozen=True)
class Cited:
    """One key of a citation, with what stands before and after it (`see`, `p. 3`), markdown with placeholders."""

    key: str
    before: str
    after: str
    where: str


@dataclass(frozen=True)
class Citation:
    """`[@key; @other, p. 3]`, or `@key` in a sentence of its own (narrative)."""

    cited: tuple[Cited, ...]
    narrative: bool


@dataclass(frozen=True)
class Reference:
    """`@fig:name`, `@tab:name`, `@eq:name`, `@sec:name`."""

    label: str
    where: str


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
    """`[^name]: text`: the text is markdown with placeholders."""

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
    """`![alt](source)`."""

    source: str
    alt: str
    where: str


@dataclass(frozen=True)
class CodeBlock:
    """A block of code, between fences or indented, byte for byte; `language` is what stands behind the fence."""

    text: str
    language: str


@dataclass(frozen=True)
class Heading:
    """A heading's level and the id that the author gave it, or "" (it stays in the text)."""

    level: int
    label: str
    where: str


type Node = (
    Formula
    | FigureCall
    | FoldOpening
    | FoldClosing
    | TableCaption
    | Citation
    | Reference
    | Metric
    | NoteCall
    | NoteText
    | Link
    | Image
    | CodeBlock
)


@dataclass(frozen=True)
class Scanned:
    """Markdown with placeholders, and what they stand for, by number; `source` is the text as written.

    refused: the kinds of tokens of which some could not be read, so that what they name is not known to be missing.
    """

    markdown: str
    nodes: tuple[Node, ...]
    headings: tuple[Heading, ...] = ()
    source: str = ""
    first_line: int = 1
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
