"""A step of the set-up that fails says so in one line."""

import sys

import pytest

from aeexplain.errors import ExplainError
from aeexplain.setup.steps import reason, run_step


def test_a_step_that_fails_says_what_the_tool_said_and_where_its_log_is(tmp_path):
    log = tmp_path / "setup.log"
    script = (
        "import sys; print('Collecting numpy'); print('ERROR: no wheel'); print('see above'); sys.exit(3)"
    )
    with pytest.raises(ExplainError) as caught:
        run_step("installing", [sys.executable, "-c", script], "try again", network=False, log=log)
    said = f"installing: failed with exit code 3: ERROR: no wheel; try again; all that it said: {log}"
    assert str(caught.value) == said
    assert "Collecting numpy" in log.read_text()


def test_a_tool_that_is_not_there_is_an_error_like_any_other(tmp_path):
    with pytest.raises(ExplainError, match=r"exit code 127: .*No such file"):
        run_step("running", [tmp_path / "nothing"], "", network=False, log=tmp_path / "log")


def test_offline_a_step_that_needs_the_network_is_not_begun(tmp_path, monkeypatch):
    monkeypatch.setenv("AEEXPLAIN_OFFLINE", "1")
    touch = [sys.executable, "-c", f"open({str(tmp_path / 'begun')!r}, 'w')"]
    with pytest.raises(ExplainError, match="AEEXPLAIN_OFFLINE"):
        run_step("fetching", touch, "", log=tmp_path / "log")
    assert not (tmp_path / "begun").exists()


def test_the_reason_is_npms_error_and_not_the_place_of_its_log():
    said = "$ npm ci\nnpm error code ENOTFOUND\nnpm error A complete log of this run can be found in: x\n"
    assert reason(said) == "npm error code ENOTFOUND"
    assert reason("$ npm ci\n") == "it said nothing"
