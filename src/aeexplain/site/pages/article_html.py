"""Setting an article: from its manuscript to everything that its page says, whatever the page around it is."""

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from aeexplain.digests import digest
from aeexplain.errors import did_you_mean
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content import cross_references
from aeexplain.site.content.articles import Article, Manuscript, read_article
from aeexplain.site.content.links import OutgoingLink
from aeexplain.site.content.resolve import resolve_article
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.figures.figure import Figure, Refused, parts_of
from aeexplain.site.math import formulas
from aeexplain.site.pages.compose import REFERENCES, Composer

type Figures = Mapping[str, Figure | Refused]


@dataclass(frozen=True)
class Head:
    """What other pages tell of an article: title and summary as plain text and as HTML, the title as its author wrote it."""

    slug: str
    title: str
    title_html: str
    title_source: str
    summary: str
    summary_html: str
    authors: tuple[str, ...]
    date: datetime.date

    def told(self) -> dict[str, Any]:
        """Return the head as lists and texts."""
        return asdict(self) | {"date": self.date.isoformat()}

    @staticmethod
    def of(told: Mapping[str, Any]) -> "Head":
        """Return the head that `told` told."""
        date = datetime.date.fromisoformat(told["date"])
        return Head(**{**told, "authors": tuple(told["authors"]), "date": date})


@dataclass(frozen=True)
class Setting:
    """An article, set.

    body: its HTML. contents: see `Composer`. minutes: how long it takes to read. fonts: those that its formulas need at
    once. figures: the demos that it calls. ids, ways, files: see `ResolvedArticle`.
    """

    head: Head
    body: str
    contents: list[dict[str, Any]]
    minutes: int
    fonts: tuple[str, ...]
    figures: tuple[str, ...]
    ids: tuple[str, ...]
    outgoing_links: tuple[OutgoingLink, ...]
    files: Mapping[str, str]

    def told(self) -> dict[str, Any]:
        """Return the setting as lists, dicts and texts, without its body."""
        return asdict(replace(self, body="")) | {"head": self.head.told()}

    @staticmethod
    def of(told: Mapping[str, Any], body: str) -> "Setting":
        """Return the setting that `told` told."""
        outgoing_links = tuple(OutgoingLink(**outgoing_link) for outgoing_link in told["ways"])
        tuples = {name: tuple(told[name]) for name in ("fonts", "figures", "ids")}
        return Setting(
            **{**told, **tuples, "body": body, "head": Head.of(told["head"]), "ways": outgoing_links}
        )


def setting_key(manuscript: Manuscript, figures: Figures, context: BuildContext) -> str:
    """Return what an article's setting is kept under: a digest of all that it follows from."""
    called = [_key_of(name, figures) for name in sorted(manuscript.may_call)]
    numbers = [context.weights.digest] if manuscript.may_tell_metrics else []
    parts = (context.sources.site, context.templates.digest(REFERENCES), manuscript.digest)
    return digest(*parts, *called, *numbers)


def set_article(
    manuscript: Manuscript, figures: Figures, context: BuildContext, errors: ErrorList
) -> Setting | None:
    """Return an article, set; all that is wrong with it goes to `errors`, and then there is none."""
    key = setting_key(manuscript, figures, context)
    if kept := context.cache.read_long("settings", key):
        return Setting.of(kept[0], *kept[1])
    before = len(errors)
    article = read_article(manuscript, errors)
    if article is None:
        return None
    drawn = _called(article, figures, context, errors)
    resolved = resolve_article(article, manuscript, context, errors)
    typeset = [*article.body.formulas]
    for words in article.words.values():
        with errors.noted():
            typeset += words.formulas()
    rendered = context.typesetter.render(typeset, errors, f"{context.root}:{article.where}")
    if len(errors) > before:
        return None
    parts = {name: parts_of(figure, context.cache) for name, figure in drawn.items()}
    composer = Composer(resolved, parts, rendered, context.templates)
    body = composer.body()
    cross_references.check_shared(article.body, resolved.text, body, errors)
    if len(errors) > before:
        return None
    head = _head(article, rendered)
    setting = Setting(
        head=head,
        body=body,
        contents=composer.contents(),
        minutes=resolved.minutes,
        fonts=tuple(formulas.fonts_of(head.title_html + head.summary_html + body)),
        figures=tuple(call.name for call in article.body.figures),
        ids=resolved.ids,
        outgoing_links=resolved.outgoing_links,
        files=resolved.files,
    )
    context.cache.write_long("settings", key, setting.told(), [body])
    return setting


def _head(article: Article, rendered: formulas.Rendered) -> Head:
    title, summary = article.words["title"], article.words["summary"]
    return Head(
        slug=article.slug,
        title=title.text(rendered),
        title_html=title.html(rendered),
        title_source=title.source,
        summary=summary.text(rendered),
        summary_html=summary.html(rendered),
        authors=article.authors,
        date=article.date,
    )


def _called(
    article: Article, figures: Figures, context: BuildContext, errors: ErrorList
) -> dict[str, Figure]:
    """Return the figures that an article calls, by name."""
    drawn: dict[str, Figure] = {}
    seen: set[str] = set()
    for call in article.body.figures:
        if call.name in seen:
            what = f"the demo {call.name!r} stands twice in this article"
            errors.add(call.where, what, "one figure, one id")
        seen.add(call.name)
        match figures.get(call.name):
            case Figure() as figure:
                drawn[call.name] = figure
            case Refused() as refused:
                errors.take(refused.errors)
            case None:
                known = context.sources.demos
                errors.add(call.where, f"no demo named {call.name!r}", did_you_mean(call.name, known))
    return drawn


def _key_of(name: str, figures: Figures) -> str:
    found = figures.get(name)
    return f"{name} {found.key}" if isinstance(found, Figure) else f"{name} none"
