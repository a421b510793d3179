import pytest

from aeexplain.errors import ExplainError
from aeexplain.site.content.metrics import formatted_number, metric_html
from aeexplain.site.markup.nodes import Metric

NUMBERS = {"net.mse": 0.0123456, "pca.mse": 0.05, "net.loss": -1234.5, "noise.0": 0.0}


def number_html(call):
    def lookup(file, path):
        assert file == "roll"
        return NUMBERS[path]

    return metric_html(Metric(call, "a.md:1:1"), lookup)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        ('metric("roll", "net.mse")', "0.0123"),
        ('metric("roll", "net.mse", ".4f")', "0.0123"),
        ("metric('roll', 'net.mse', '.1%')", "1.2%"),
        ('metric("roll", "net.mse", ".2e")', "1.23&nbsp;×&nbsp;10<sup>−2</sup>"),
        ('metric("roll", "net.loss", ",.1f")', "−1,234.5"),
        ('ratio("roll", "net.mse", "pca.mse", ".2f")', "0.25"),
        ('ratio("roll", "net.mse", "pca.mse")', "0.247"),
    ],
)
def test_a_number_is_told_in_its_format(call, text):
    assert f">{text}</data>" in number_html(call)


def test_the_number_itself_stands_beside_what_is_shown():
    assert number_html('metric("roll", "net.mse")') == '<data value="0.0123456">0.0123</data>'


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1.5e12, ".1e", "1.5&nbsp;×&nbsp;10<sup>12</sup>"),
        (2.0, ".0e", "2&nbsp;×&nbsp;10<sup>0</sup>"),
        (-3e-10, ".3g", "−3&nbsp;×&nbsp;10<sup>−10</sup>"),
    ],
)
def test_powers_of_ten_are_written_as_such(value, form, text):
    assert formatted_number(value, form) == text


@pytest.mark.parametrize(
    ("call", "what"),
    [
        ("net.mse", "'net.mse' is no number of a model"),
        ("", "'' is no number of a model"),
        ('metrik("a", "b")', "nothing is named 'metrik' between braces; did you mean 'metric'?"),
        ('__import__("os")', "nothing is named '__import__' between braces"),
        ('metric("roll")', "metric wants 2 words and perhaps a format, got 1"),
        ('metric("roll", "a", ".3f", "b")', "metric wants 2 words and perhaps a format, got 4"),
        ('metric("roll", 3)', "metric wants words between quotes"),
        ('metric("roll", path="a")', "is no number of a model"),
        ('metric("roll", "net.mse", "d")', "'d' is no format"),
        ('metric("roll", "net.mse", ".999f")', "'.999f' is no format"),
        ('ratio("roll", "net.mse", "noise.0")', "'noise.0' is zero"),
    ],
)
def test_a_call_that_is_none_is_refused_with_its_place(call, what):
    with pytest.raises(ExplainError) as raised:
        number_html(call)
    assert str(raised.value).startswith("a.md:1:1: ")
    assert what in str(raised.value)


@pytest.mark.parametrize(
    "call", ["site.baseurl", "page.title", '"/a.png" | relative_url', "content", "$x", ".Title"]
)
def test_what_another_generator_writes_between_braces_is_told_as_such(call):
    with pytest.raises(
        ExplainError, match=r"a command of another generator, '\{\{ .* \}\}'; write what it gives"
    ):
        metric_html(Metric(call, "a.md:1:1"), lambda file, path: 0.0)
