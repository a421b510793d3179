"""Node is the environment's own, and what fails under it says why."""

import pytest

from aeexplain.errors import ExplainError
from aeexplain.setup.node import node_package, run_node


def script(folder, text):
    path = folder / "script.mjs"
    path.write_text(text)
    return path


def test_a_script_reads_text_and_arguments_and_answers(tmp_path):
    echo = script(
        tmp_path,
        "import { readFileSync } from 'node:fs';"
        "process.stdout.write(readFileSync(0, 'utf8').toUpperCase() + process.argv[2]);",
    )
    assert run_node(echo, "zwölf ", "5") == "ZWÖLF 5"


def test_a_script_that_throws_says_why(tmp_path):
    with pytest.raises(ExplainError, match="no such formula"):
        run_node(script(tmp_path, "throw new Error('no such formula')"))


def test_a_script_that_hangs_is_stopped(tmp_path):
    with pytest.raises(ExplainError, match="took longer than 1 s"):
        run_node(script(tmp_path, "setInterval(() => {}, 1000)"), seconds=1)


def test_ctrl_c_that_reaches_node_first_is_ctrl_c(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run_node(script(tmp_path, "process.kill(process.pid, 'SIGINT'); setInterval(() => {}, 1000)"))


def test_an_npm_package_that_is_not_there_says_what_to_run(tmp_path):
    with pytest.raises(ExplainError, match=r"katex: is not there; run: python build\.py"):
        node_package("katex", tmp_path)
