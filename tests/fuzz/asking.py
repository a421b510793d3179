"""Ask the page's own modules, under Node: a line of JSON for each question, and one for its answer."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aeexplain import bridge
from aeexplain.setup.node import node_executable

BROWSER = Path(bridge.__file__).parent / "browser"


@contextmanager
def answers(script: str, module: str) -> Iterator[Callable[[Any], Any]]:
    """Yield what asks a script of this folder, which is given the module's address."""
    words = [node_executable(), Path(__file__).with_name(script), (BROWSER / module).as_uri()]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:
        assert node.stdin
        assert node.stdout
        to, back = node.stdin, node.stdout

        def ask(question: Any) -> Any:
            to.write(json.dumps(question) + "\n")
            to.flush()
            return json.loads(back.readline())

        yield ask
        to.close()
