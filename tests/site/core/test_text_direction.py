import pytest

from aeexplain.site.build.builder import build
from aeexplain.site.core.text_direction import direction

LEFTWARDS = """ar ar-EG AR he iw fa fa-IR ur yi ji ps sd ug dv ckb ckb-IQ syr nqo azb pnb arz ar-Arab
az-Arab pa-Arab pa-PK ku-Arab-IQ uz-Arab en-Hebr sr-Arab-x-test ar-x-latn"""
RIGHTWARDS = """en en-GB de el ja zh-Hant-TW hi az az-AZ pa pa-IN ku uz mt ar-Latn ar-latn-EG he-Latn ug-Cyrl ug-KZ
sd-Deva arn art fab en-x-arab"""


@pytest.mark.parametrize("tag", LEFTWARDS.split())
def test_a_language_that_is_written_from_right_to_left_is_known(tag):
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", RIGHTWARDS.split())
def test_every_other_runs_from_left_to_right(tag):
    assert direction(tag) == "ltr"


@pytest.mark.parametrize(("language", "attribute"), [("ar", ' dir="rtl"'), ("en", ""), ("ar-Latn", "")])
def test_every_page_runs_as_its_language_does(house, tmp_path, language, attribute):
    config = house / "content" / "site.toml"
    config.write_text(config.read_text().replace('"en"', f'"{language}"'))
    build(house, tmp_path / "dist")
    pages = {page.read_text("utf-8").split("\n")[1] for page in (tmp_path / "dist").rglob("*.html")}
    assert pages == {f'<html lang="{language}"{attribute}>'}
