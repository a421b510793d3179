"""BibTeX read strictly, LaTeX in it as Unicode."""

import re
from collections.abc import Iterator

from pybtex import errors as pybtex_errors
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text
from pybtex.textutils import abbreviate

from aeexplain.errors import ExplainError
from aeexplain.site.bibliography import Work
from aeexplain.site.faults import Faults

VENUES = ("journal", "booktitle", "publisher", "school", "institution", "howpublished")


def read_works(text: str, where: str, faults: Faults) -> dict[str, Work]:
    """Return the works of BibTeX by key; what is wrong goes to `faults`."""
    works: dict[str, Work] = {}
    for key, entry in _parsed(text, where, faults).entries.items():
        with faults.noted():
            works[key] = _work(key, entry, f"{where}:{next(iter(_lines(text, key)), 1)}")
    return works


def _parsed(text: str, where: str, faults: Faults) -> BibliographyData:
    with pybtex_errors.capture() as found:
        data = Parser().parse_string(text)
    for error in found:
        faults.add(_place(error, text, where), f"not valid BibTeX: {_told(error)}")
    return data


def _told(error: PybtexError) -> str:
    return re.sub(r"^syntax error in line \d+: | in line \d+", "", str(error))


def _place(error: PybtexError, text: str, where: str) -> str:
    """Return the line that pybtex names, or else that of the entry or the words that it quotes, or else the file."""
    told = str(error)
    lines = [error.lineno] if getattr(error, "lineno", None) else []
    if entry := re.search(r"(?:entry: |with key )(\S+)", told):
        lines = _lines(text, entry[1])
    elif (quoted := re.search(r"'(.*)'", told)) and not lines and quoted[1] in text:
        lines = [text.count("\n", 0, text.index(quoted[1])) + 1]
    return f"{where}:{lines[-1]}" if lines else where


def _lines(text: str, key: str) -> list[int]:
    """Return the lines at which entries of that key begin."""
    starts = re.finditer(rf"@\s*\w+\s*[{{(]\s*{re.escape(key)}\s*,", text)
    return [text.count("\n", 0, match.start()) + 1 for match in starts]


def _work(key: str, entry: Entry, where: str) -> Work:
    for field in ("author", "title", "year"):
        if not (entry.persons.get(field) if field == "author" else entry.fields.get(field)):
            raise ExplainError(where, f"the entry {key!r} has no {field}", f"add {field} = {{...}}")
    fields = {name.lower(): _plain(value, where, key, name) for name, value in _used(entry)}
    return Work(
        key=key,
        authors=tuple(_author(person, where, key) for person in entry.persons["author"]),
        title=fields["title"],
        year=fields["year"],
        venue=next((fields[name] for name in VENUES if name in fields), ""),
        details=_details(fields),
        links=tuple(_links(fields, key, where)),
        where=where,
    )


def _used(entry: Entry) -> Iterator[tuple[str, str]]:
    used = {"title", "year", *VENUES, "volume", "number", "pages", "doi", "eprint", "url"}
    return ((name, value) for name, value in entry.fields.items() if name.lower() in used)


def _plain(value: str, where: str, key: str, field: str) -> str:
    """Return LaTeX as plain text; addresses as they are."""
    if field.lower() in ("url", "doi", "eprint"):
        return value.replace("\\", "").strip()
    text = " ".join(str(Text.from_latex(value)).split())
    if "\\" in text or re.search(r"(?<!\\)\$", value):
        what = f"LaTeX that is not understood in the {field} of {key!r}: {text[:60]}"
        raise ExplainError(where, what, "write plain text, with accents as you like")
    return text


def _author(person: Person, where: str, key: str) -> tuple[str, str]:
    def names(parts: list[str]) -> list[str]:
        return [_plain(part, where, key, "author") for part in parts]

    last = names(person.prelast_names + person.last_names + person.lineage_names)
    return " ".join(last), " ".join(
        abbreviate(name) for name in names(person.first_names + person.middle_names)
    )


def _details(fields: dict[str, str]) -> str:
    number = f"({fields['number']})" if "number" in fields else ""
    volume = fields.get("volume", "") + number
    return ", ".join(filter(None, (volume, fields.get("pages", "").replace("-", "–").replace("––", "–"))))


def _links(fields: dict[str, str], key: str, where: str) -> Iterator[tuple[str, str]]:
    """Yield DOI and arXiv number as links, and the address where it says more than they do."""
    if "doi" in fields:
        doi = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", fields["doi"])
        yield f"doi:{doi}", f"https://doi.org/{doi}"
    if "eprint" in fields:
        number = re.sub(r"^arxiv:", "", fields["eprint"], flags=re.IGNORECASE)
        yield f"arXiv:{number}", f"https://arxiv.org/abs/{number}"
    if "url" in fields:
        url = fields["url"]
        if not url.startswith("https://"):
            raise ExplainError(where, f"the url of {key!r} is no https address: {url}", "write https://...")
        if not re.match(r"https://(doi|arxiv)\.org/", url) or not {"doi", "eprint"} & fields.keys():
            yield url.removeprefix("https://").removesuffix("/"), url
