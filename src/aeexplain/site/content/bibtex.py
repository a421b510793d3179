"""BibTeX read strictly, LaTeX in it as Unicode."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from pybtex import errors as pybtex_errors
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.textutils import abbreviate

from aeexplain.errors import ExplainError, did_you_mean
from aeexplain.site.content.bibtex_source import BrokenError, Source, blanked, lines, sources
from aeexplain.site.content.works import Work
from aeexplain.site.core.error_list import ErrorList

VENUES = ("journal", "booktitle", "publisher", "school", "institution", "howpublished")
# What other works are parts of: their names are in italics, and no title of a part is.
CONTAINERS = (
    "journal",
    "booktitle",
)
PARTS = ("article", "conference", "inbook", "incollection", "inproceedings", "inreference", "suppbook")
COMMAND = re.compile(r"\\(?:[A-Za-z]+|.?)")
DOI_BEFORE = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:)", re.IGNORECASE)
IN_DOI = "/:;()[].,-_~!*'@+=$"  # what stands in an address as it is
ADDRESSES = (
    (
        "doi",
        re.compile(rf"(?:{DOI_BEFORE.pattern})?10\.[\d.]+/\S+", re.IGNORECASE),
        "DOI",
        "write 10..../...",
    ),
    (
        "eprint",
        re.compile(r"(?:arxiv:)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z-]+)?/\d{7})(?:v\d+)?", re.IGNORECASE),
        "arXiv number",
        "write 2101.00001, or cs/9901001",
    ),
    ("url", re.compile(r"https?://[^\s<>\"{}|^`]+"), "web address", "write https://..."),
)
LOGO = re.compile(r"\\((?:La|Bib|pdf|Lua|Xe)?(?:La)?TeX)\b(?:\{\}|\\(?=\s))?")
YEAR_OF_DATE = re.compile(r"-?\d{4}")
DOLLAR = re.compile(r"(?<!\\)\$[^$]*\$?")


def read_works(text: str, where: str, errors: ErrorList) -> dict[str, Work]:
    """Return the works of BibTeX by key; what is wrong goes to `errors`.

    An entry that is refused is among the works too, without its words, so that who cites it does not hear that it is missing.
    """
    return _Reader(text, where, errors).works()


class _Reader:
    def __init__(self, text: str, where: str, errors: ErrorList) -> None:
        self.text, self.where, self.errors = text, where, errors
        self.sources: dict[str, Source] = {}
        self.refused: list[Source] = []

    def works(self) -> dict[str, Work]:
        for source, broken in sources(self.text):
            known = self.sources.get(source.key.lower()) if source.key else None
            if known and not broken:
                line = lines(self.text, known.start)
                what = f"the key {source.key!r} is given twice, first in line {line}"
                broken = BrokenError(source.start, what, "give this entry another, or remove it")
            if broken:
                self._refuse(source, broken.index, broken.what, broken.hint)
            if source.key:
                self.sources.setdefault(source.key.lower(), source)
        entries = self._parsed().entries
        works = {}
        for source in self.sources.values():
            with self.errors.collecting():
                works[source.key] = _nothing(source.key, self._at(source.start))
                if source not in self.refused and source.key in entries:
                    works[source.key] = self._work(source, entries[source.key])
        return works

    def _refuse(self, source: Source, index: int, what: str, hint: str = "") -> None:
        self.errors.add(self._at(index), what, hint)
        self.refused.append(source)

    def _at(self, index: int) -> str:
        return f"{self.where}:{lines(self.text, index)}"

    def _parsed(self) -> BibliographyData:
        """Return what the parser makes of the entries that are not refused; one that it complains of is refused, once."""
        with pybtex_errors.capture() as found:
            data = Parser().parse_string(blanked(self.text, iter(self.refused)))
        for error in found:
            line = getattr(error, "lineno", None) or self._line_quoted(str(error))
            source = next((each for each in self.sources.values() if self._has(each, line)), None)
            if source not in self.refused:
                self.errors.add(f"{self.where}:{line}", *_explained(error))
                self.refused += [source] if source else []
        return data

    def _line_quoted(self, message: str) -> int:
        """Return the line of the words that an error quotes."""
        quoted = re.search(r"'(.*)'", message)
        return lines(self.text, max(self.text.find(quoted[1]), 0)) if quoted else 1

    def _has(self, source: Source, line: int) -> bool:
        last = lines(self.text, max(source.start, source.end - 1))
        return lines(self.text, source.start) <= line <= last

    def _work(self, source: Source, entry: Entry) -> Work:
        if "year" not in entry.fields and (day := YEAR_OF_DATE.match(str(entry.fields.get("date", "")))):
            entry.fields["year"] = day[0]
        for name in ("author", "title", "year"):
            has = entry.persons.get(name) if name == "author" else entry.fields.get(name)
            if not has and name not in source.fields:
                what = f"the entry {source.key!r} has no {name}"
                undated = ", or year = {n.d.} where it has none" if name == "year" else ""
                raise ExplainError(self._at(source.start), what, f"add {name} = {{...}}{undated}")
        fields = {name.lower(): self._plain(value, source, name) for name, value in _used(entry)}
        for name in ("author", *fields):
            if not (entry.persons.get("author") if name == "author" else fields[name]):
                what = f"the {name} of {source.key!r} is empty"
                raise ExplainError(self._at(source.place(name)), what, "fill it in, or remove it")
        self._check_crossref(source, entry)
        venue = next((name for name in VENUES if name in fields), "")
        return Work(
            key=source.key,
            authors=tuple(self._author(person, source) for person in entry.persons["author"]),
            title=fields["title"],
            year=fields["year"],
            venue=fields.get(venue, ""),
            details=_details(fields),
            links=tuple(self._links(fields, source)),
            where=self._at(source.start),
            whole=venue not in CONTAINERS and entry.type.lower() not in PARTS,
            contained=venue in CONTAINERS,
        )

    def _check_crossref(self, source: Source, entry: Entry) -> None:
        other = str(entry.fields.get("crossref", ""))
        if other and other.lower() not in self.sources:
            hint = did_you_mean(other, [each.key for each in self.sources.values()])
            raise ExplainError(self._at(source.place("crossref")), f"no entry named {other!r}", hint)

    def _plain(self, value: str, source: Source, field: str) -> str:
        """Return LaTeX as plain text; addresses as they are."""
        if field.lower() in ("url", "doi", "eprint"):
            return value.replace("\\", "").strip()
        start = source.place(field.lower())
        try:
            text = " ".join(str(Text.from_latex(LOGO.sub(r"\1", value))).split())
        except PybtexError as error:
            raise ExplainError(self._at(start), f"not valid BibTeX: {error}") from error
        if left := COMMAND.search(text) or DOLLAR.search(value):
            index = self.text.find(left[0], start, source.end)
            what = f"LaTeX that is not understood in the {field} of {source.key!r}: {left[0]}"
            raise ExplainError(
                self._at(max(index, start)), what, "write plain text, with accents as you like"
            )
        return text

    def _author(self, person: Person, source: Source) -> tuple[str, str]:
        def names(parts: list[str]) -> list[str]:
            return [self._plain(part, source, "author") for part in parts]

        last = names(person.prelast_names + person.last_names + person.lineage_names)
        first = [abbreviate(name) for name in names(person.first_names + person.middle_names)]
        if not any((*last, *first)):
            what = f"a name is empty in the author of {source.key!r}"
            raise ExplainError(self._at(source.place("author")), what, "fill it in, or remove its 'and'")
        return " ".join(last), " ".join(first)

    def _links(self, fields: dict[str, str], source: Source) -> Iterator[tuple[str, str]]:
        """Yield DOI and arXiv number as links, and the address where it says more than they do."""
        for name, pattern, is_no, hint in ADDRESSES:
            if name in fields and not pattern.fullmatch(fields[name]):
                what = f"the {name} of {source.key!r} is no {is_no}: {fields[name]:.80}"
                raise ExplainError(self._at(source.place(name)), what, hint)
        if "doi" in fields:
            doi = DOI_BEFORE.sub("", fields["doi"])
            yield f"doi:{doi}", f"https://doi.org/{quote(doi, safe=IN_DOI)}"
        if "eprint" in fields:
            number = re.sub(r"^arxiv:", "", fields["eprint"], flags=re.IGNORECASE)
            yield f"arXiv:{number}", f"https://arxiv.org/abs/{number}"
        url = fields.get("url", "")
        if url and not (
            re.match(r"https?://(?:dx\.)?(doi|arxiv)\.org/", url) and {"doi", "eprint"} & fields.keys()
        ):
            yield re.sub(r"^https?://", "", url).removesuffix("/"), url


def _nothing(key: str, where: str) -> Work:
    return Work(key, (("", ""),), "", "", "", "", (), where)


def _explained(error: PybtexError) -> tuple[str, str]:
    """Return what an error of the parser says, and what to do."""
    message = re.sub(r"^syntax error in line \d+: | in line \d+", "", str(error))
    if name := re.match(r"undefined string: (\S+)", message):
        hint = f"write it between braces, or define it: @string{{{name[1]} = {{...}}}}"
        return f"no @string named {name[1]!r}", hint
    return f"not valid BibTeX: {message}", ""


def _used(entry: Entry) -> Iterator[tuple[str, str]]:
    used = {"title", "year", *VENUES, "volume", "number", "pages", "doi", "eprint", "url"}
    return ((name, value) for name, value in entry.fields.items() if name.lower() in used)


def _details(fields: dict[str, str]) -> str:
    number, volume = fields.get("number", ""), fields.get("volume", "")
    volume += f"({number})" if number and volume else number
    return ", ".join(filter(None, (volume, fields.get("pages", "").replace("-", "–").replace("––", "–"))))
