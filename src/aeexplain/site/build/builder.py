"""One build: read what there is, make what its inputs changed, write."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from aeexplain.cache import Cache, LostError, user_cache
from aeexplain.errors import ExplainError
from aeexplain.files.digests import digest
from aeexplain.languages.tables import check_folder
from aeexplain.project import Project
from aeexplain.site.build.search import put_search
from aeexplain.site.build.site_writer import Entry, SiteWriter
from aeexplain.site.build.unpublished_files import check_strays, strays
from aeexplain.site.build.workers import Pool
from aeexplain.site.build_context import BuildContext
from aeexplain.site.content.articles import (
    ArticleSource,
    called_figures,
    read_article_sources,
    read_page_sources,
)
from aeexplain.site.content.links import check_outgoing_link
from aeexplain.site.core import arithmetic
from aeexplain.site.core.config import Config, read_config, wanted_packages
from aeexplain.site.core.error_list import ErrorList
from aeexplain.site.figures.figure import FailedFigure, Figure, cached_figure, read_atlas
from aeexplain.site.figures.live_engine import LiveEngine, live_engine
from aeexplain.site.live_code.result import CodeResult, may_run
from aeexplain.site.markup.nodes import FigureRequest
from aeexplain.site.math.typesetter import Typesetter
from aeexplain.site.pages import site_pages
from aeexplain.site.pages.article_html import Figures
from aeexplain.site.pages.article_page import (
    Edition,
    PageJob,
    PageRecord,
    SiteContext,
    is_set,
    make_page,
    weight_file_entry,
)
from aeexplain.site.pages.editions import editions_of, untold_languages
from aeexplain.site.pages.tags_and_moves import check_moves
from aeexplain.tracebacks import relative_to

ATTEMPTS = 3  # where what was kept is damaged while a build relies on it
MOVES = re.compile(rb"\bcontrols\s*=")  # in the source of a demo that most likely moves
FEW = 6  # articles that are not worth the start of other processes

Say = Callable[[str], None]


def print_nothing(_: str) -> None:
    """Take a message and leave it at that."""


def build(
    root: Path,
    out: Path,
    say: Say = print_nothing,
    base_url: str | None = None,
    cache: Cache | None = None,
    typesetter: Typesetter | None = None,
    draft: bool = False,
) -> dict[str, int]:
    """Build the site of `root` into `out`; return the size of each file of it, by its path.

    `base_url` is where the site will stand, if not where site.toml says. `cache` is the user's, if no other is
    given; whatever it holds, the site comes out the same. A draft is for its author's eyes: what takes long to make is left out
    of figures that have changed.

    Anything wrong: ExplainError with all that is wrong, and `out` as it was.
    """
    cache = user_cache() if cache is None else cache
    for left in reversed(range(ATTEMPTS)):
        try:
            return _built(root, out, say, base_url, cache, typesetter, draft)
        except LostError:
            if not left:
                raise
        except ExplainError as error:
            raise relative_to(root, error) from error
    raise AssertionError("the last attempt returns or raises")


def _built(
    root: Path,
    out: Path,
    say: Say,
    base_url: str | None,
    cache: Cache,
    typesetter: Typesetter | None,
    draft: bool,
) -> dict[str, int]:
    _ensure_packages(Project(root), say)
    with BuildContext(root, cache, typesetter) as context, Pool(context) as pool:
        place = digest(context.sources.site, str(out.resolve()))
        with SiteWriter(out, cache.read("ledgers", place, dict[str, Entry]) or {}) as writer:
            _Build(context, pool, writer, say, draft).run(base_url)
            say("Writing")
            cache.write("ledgers", place, writer.publish())
        cache.tidy()
        return writer.sizes


def _ensure_packages(project: Project, say: Say) -> None:
    """Have the packages at hand that the site's figures import; where site.toml asks for none nothing is done."""
    wanted, where = wanted_packages(project)
    if wanted or project.package_lock.exists():
        # Only here, since it comes with what fetches.
        from aeexplain.setup.packages import ensure_packages

        ensure_packages(wanted, project.package_lock, where, lambda: project.packages, say)


class _Build:
    def __init__(self, context: BuildContext, pool: Pool, writer: SiteWriter, say: Say, draft: bool) -> None:
        self.context, self.pool, self.writer, self.say, self.draft = context, pool, writer, say, draft
        self.errors = ErrorList()

    def run(self, base_url: str | None) -> None:
        """Hand the whole site to the writer; all errors are raised together."""
        self.say("Reading")
        config = self._config(base_url)
        article_sources, drafts, beside = self._sources()
        self.say("Drawing figures")
        figures, engine = self._figures(article_sources)
        site_context = self._put_shared(config, article_sources) if config else None
        self.say("Setting articles")
        editions = editions_of(article_sources, self.context)
        jobs = [_job(each, figures, engine, site_context, editions, self.context) for each in article_sources]
        records = self._records(jobs)
        self._check(records, article_sources, drafts)
        self.errors.raise_if_any()
        for note in self._notes(article_sources, drafts, beside):
            self.say(f"note: {note}")
        if site_context:
            self._put_live(records, figures, engine)
            self._put_pages(site_context, records, editions)

    def _config(self, base_url: str | None) -> Config | None:
        """Return what site.toml says, or None where it is faulty; names of folders and tables of words are checked beside."""
        config = read_config(self.context.root, self.errors, base_url)
        with self.errors.collecting():
            self.context.project.check_names()
        with self.errors.collecting():
            check_folder(self.context.project.languages)
        return config

    def _sources(self) -> tuple[list[ArticleSource], list[ArticleSource], list[str]]:
        """Return the articles and pages to be published, the drafts, and the names of all files that stand in their folder.

        Where drafts are shown, they are published.
        """
        before = len(self.errors)
        beside = check_strays(self.context.root, self.errors)
        found = read_article_sources(self.context.root, self.errors, mistaken=len(self.errors) > before)
        found += read_page_sources(self.context.root, {each.slug for each in found}, self.errors)
        drafts = [] if self.draft else [each for each in found if each.is_draft]
        return [each for each in found if each not in drafts], drafts, beside

    def _put_shared(self, config: Config, article_sources: list[ArticleSource]) -> SiteContext | None:
        """Put into the site what all its pages share, and return what they are told of it; None where that is faulty."""
        with self.errors.collecting():
            site_context, shared = site_pages.shared_files(config, self.context, article_sources, self.draft)
            for name, content in shared.items():
                self.writer.put(name, content)
            return site_context
        return None

    def _check(
        self, records: list[PageRecord], article_sources: list[ArticleSource], drafts: list[ArticleSource]
    ) -> None:
        """Note what is wrong between articles: links, addresses from before, a site of drafts alone."""
        self._check_outgoing_links(
            records, {each.slug for each in article_sources}, {each.slug for each in drafts}
        )
        with self.errors.collecting():
            check_moves(records, {each.slug: each.where for each in article_sources})
        drafted = any(not each.is_page for each in drafts) or not article_sources
        if drafts and drafted and all(each.is_page for each in article_sources):
            what = "every article is a draft, so there is nothing to build"
            self.errors.add(drafts[0].where, what, "remove 'draft' from one; serve shows drafts")

    def _notes(
        self, article_sources: list[ArticleSource], drafts: list[ArticleSource], beside: list[str]
    ) -> Iterator[object]:
        """Yield what an author might not expect, though nothing is wrong with it."""
        for each in drafts:
            yield f"{each.where}: is a draft, so it is not published"
        yield from untold_languages(article_sources, self.context)
        yield from strays(self.context.root, beside, [*article_sources, *drafts], self.context.sources)

    def _put_pages(
        self,
        site_context: SiteContext,
        records: list[PageRecord],
        editions: Mapping[str, tuple[Edition, ...]],
    ) -> None:
        """Put into the site the pages that are no article, its search, and the files of static/."""
        search = put_search(records, self.context, self.writer) if site_context.config.search else None
        for name, content in site_pages.render_site_pages(
            site_context, records, editions, self.context, self.writer.keep, search
        ):
            self.writer.put(name, content)
        self._put_static()
        where = self.context.project.config.relative_to(self.context.root).as_posix()
        site_pages.check_navigation(site_context.config, self.writer.sizes, where)

    def _put_static(self) -> None:
        """Put the files of static/ into the site; one that has the place of another is an error."""
        for name, content in site_pages.static_files(self.context.project):
            try:
                self.writer.put(name, content)
            except ExplainError as error:
                what = "would stand where the site has a file of its own"
                raise ExplainError(f"static/{name}", what, "rename it, or remove it") from error

    def _figures(self, article_sources: list[ArticleSource]) -> tuple[Figures, LiveEngine | None]:
        """Return every figure that an article may call and that there is, and the engine if one moves."""
        called = set[FigureRequest]().union(*(each.may_call for each in article_sources))
        figures: dict[FigureRequest, Figure | FailedFigure] = {}
        missing = []
        for request in sorted(each for each in called if each.demo in self.context.sources.demos):
            kept = cached_figure(request, self.context) or (
                self.draft and cached_figure(request, self.context, draft=True)
            )
            if kept:
                figures[request] = kept
            else:
                missing.append((request, self.draft))
        # A draft's one figure is drawn here, if here numbers come out as they are published: this process ends when code
        # changes, and another would take longer to begin.
        drawn = self.pool.map(_draw, missing, few=1 if self.draft and arithmetic.is_portable() else 0)
        runs = any(map(may_run, article_sources))
        wanted = (
            runs
            or _any_moves(figures)
            or any(MOVES.search(self.context.sources.demos[request.demo]) for request, _ in missing)
        )
        # Many are drawn by other processes meanwhile. Of a few their author hears first what is wrong, before an engine is made
        # that would be of no use.
        engine = self._engine() if wanted and len(missing) > FEW else None
        figures |= {figure.request: figure for figure in drawn}
        failed = {each for each, figure in figures.items() if isinstance(figure, FailedFigure)}
        if failed and failed & called_figures(article_sources):  # and not only talked about
            return figures, engine
        return figures, (engine or self._engine()) if runs or _any_moves(figures) else None

    def _engine(self) -> LiveEngine | None:
        with self.errors.collecting():
            return live_engine(self.context, self.say, self.writer.published if self.draft else None)
        return None

    def _records(self, jobs: list[PageJob]) -> list[PageRecord]:
        """Return the record of each article, newest first, its files in the site; what is wrong goes to the errors."""
        records, new = [], []
        for job in jobs:
            if known := self._known(job):
                records.append(known)
            else:
                new.append(job)
        for made in self.pool.map(make_page, self._run(new), FEW):
            self.errors.extend(made.errors)
            if made.record:
                records.append(made.record)
            for name, content in made.contents.items():
                self.writer.put(name, content)
        return sorted(records, key=_newest_first)

    def _run(self, jobs: list[PageJob]) -> list[PageJob]:
        """Return jobs with what came of their articles' code, which runs where numbers come out as they are published."""
        running = [job for job in jobs if may_run(job.article_source) and not is_set(job, self.context)]
        here = len(running) if self.draft and arithmetic.is_portable() else 0
        results = self.pool.map(_run_code, [job.article_source for job in running], few=here)
        ran = {job.article_source.where: result for job, result in zip(running, results, strict=True)}
        return [replace(job, ran=ran.get(job.article_source.where)) for job in jobs] if ran else jobs

    def _known(self, job: PageJob) -> PageRecord | None:
        """Return the record of a page that is published as it would come out again."""
        record = self.context.cache.read("pages", job.key(self.context), PageRecord)
        if record and all(self.writer.keep(name, file_digest) for name, file_digest in record.files.items()):
            return record
        return None

    def _check_outgoing_links(self, records: list[PageRecord], slugs: set[str], drafts: set[str]) -> None:
        """Note every link that leads nowhere, other than to an article in which something else is wrong."""
        pages = {record.metadata.slug: record.ids for record in records}
        for outgoing_link in (outgoing_link for record in records for outgoing_link in record.outgoing_links):
            if outgoing_link.slug in drafts:
                what = f"the article {outgoing_link.slug!r} is a draft, so it is not published"
                self.errors.add(outgoing_link.where, what, "remove 'draft' from it, or the link")
            elif outgoing_link.slug in pages or outgoing_link.slug not in slugs:
                with self.errors.collecting():
                    check_outgoing_link(outgoing_link, pages)

    def _put_live(self, records: list[PageRecord], figures: Figures, engine: LiveEngine | None) -> None:
        """Put into the site what pages fetch for their figures: the engine, weight files, atlases."""
        moving = [figures[each] for each in sorted({each for record in records for each in record.moving})]
        weights = self.context.weights
        for figure in (each for each in moving if isinstance(each, Figure)):
            for file in figure.weights:
                self._keep_or_put(
                    weights.place(file), weights.file_digest(file), partial(weights.content, file)
                )
            if figure.atlas:
                self._keep_or_put(figure.atlas.place, figure.atlas.digest, partial(self._atlas, figure))
        if engine and (moving or any(record.runs for record in records)):
            for name, file_digest in engine.digests.items():
                self._keep_or_put(f"{engine.folder}/{name}", file_digest, partial(engine.file, name))

    def _keep_or_put(self, place: str, file_digest: str, content: Callable[[], bytes]) -> None:
        if not self.writer.keep(place, file_digest):
            self.writer.put(place, content())

    def _atlas(self, figure: Figure) -> bytes:
        return read_atlas(figure, self.context.cache)


def _newest_first(record: PageRecord) -> tuple[int, str]:
    """Return what articles are sorted by; pages without a date come last."""
    date = record.metadata.date
    return -date.toordinal() if date else 1, record.metadata.slug


def _any_moves(figures: Figures) -> bool:
    return any(isinstance(each, Figure) and each.live for each in figures.values())


def _job(
    article_source: ArticleSource,
    figures: Figures,
    engine: LiveEngine | None,
    site_context: SiteContext | None,
    editions: Mapping[str, tuple[Edition, ...]],
    context: BuildContext,
) -> PageJob:
    """Return the job of an article's page, with what it needs and no more."""
    own = {each: figures[each] for each in sorted(article_source.may_call) if each in figures}
    files = sorted({file for each in own.values() if isinstance(each, Figure) for file in each.weights})
    weights = {file: weight_file_entry(file, context) for file in files}
    live = engine and (_any_moves(own) or may_run(article_source))
    payload = engine.payload if engine and live else None
    return PageJob(article_source, own, payload, weights, site_context, editions.get(article_source.slug, ()))


def _draw(job: tuple[FigureRequest, bool], context: BuildContext) -> Figure | FailedFigure:
    # Only here, since it comes with NumPy and more, which figures that are kept do not need.
    from aeexplain.site.figures.render import draw

    request, draft = job
    return draw(request, context, draft)


def _run_code(article_source: ArticleSource, context: BuildContext) -> CodeResult:
    # Only here, as what draws figures.
    from aeexplain.site.live_code.run import run_code

    return run_code(article_source, context)
