"""Words with their values, in places of HTML, with plurals and dates by the language's own rules."""

import datetime

import pytest

from aeexplain.languages.tables import SHIPPED, words_of
from aeexplain.languages.words import Words
from aeexplain.word_places import word_place


def test_a_place_takes_its_word_with_values_that_hold_places_themselves():
    english, german = words_of("en", SHIPPED), words_of("de", SHIPPED)
    file = word_place("file_made_by", file="<code>a|=b</code>", command="<code>c</code>")
    html = f"<p>{word_place('trained_by', files=file)}</p>"
    assert english.fill(html) == "<p>Its network is trained: <code>a|=b</code>, made by <code>c</code>.</p>"
    assert (
        german.fill(html) == "<p>Das Netz ist trainiert: <code>a|=b</code>, erzeugt mit <code>c</code>.</p>"
    )


def test_a_words_own_signs_are_escaped_and_its_values_are_not():
    words = Words("en", "en", {"word": 'a "b" & {value} < c\N{NO-BREAK SPACE}d'}, (), ())
    filled = words.fill(word_place("word", value="<i>x</i>"))
    assert filled == "a &quot;b&quot; &amp; <i>x</i> &lt; c&nbsp;d"


@pytest.mark.parametrize(
    ("language", "one", "many"), [("en", "1 minute", "7 minutes"), ("de", "1 Minute", "7 Minuten")]
)
def test_a_number_chooses_the_plural(language, one, many):
    words = words_of(language, SHIPPED)
    assert (words("minutes", n=1), words("minutes", n=7)) == (one, many)


def test_plurals_are_those_of_a_language_that_has_more_of_them():
    forms = {
        "zero": "صفر",
        "one": "دقيقة",
        "two": "دقيقتان",
        "few": "{n} دقائق",
        "many": "{n} دقيقة",
        "other": "{n} دقيقة",
    }
    words = Words("ar", "ar", {"minutes": forms}, (), ())
    assert [words("minutes", n=n) for n in (0, 1, 2, 3, 11)] == [
        "صفر",
        "دقيقة",
        "دقيقتان",
        "3 دقائق",
        "11 دقيقة",
    ]


def test_dates_are_written_as_the_language_has_them():
    date = datetime.date(2026, 3, 5)
    assert words_of("en", SHIPPED).day(date) == "5 March 2026"
    assert words_of("de", SHIPPED).day(date) == "5. März 2026"
