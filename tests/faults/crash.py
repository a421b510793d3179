"""Builds a house again and again, and each time something happens at another step on the disk.

    python crash.py HOUSE HAPPENING STEPS

HAPPENING: "kill", "interrupt" or the name of an errno. For up to STEPS steps, evenly spread, a forked build meets it when it
is about to open for writing, make, link, move or remove something in HOUSE. Prints a JSON line for each: the step, the exit
code, what was said, and whether dist/ is then the site before, the site after, or neither.
"""

import errno
import json
import os
import signal
import sys
from pathlib import Path

from aeexplain import cli
from aeexplain.site.build import builder

house, happening, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
out, log, article = house / "dist", house.with_name("log.txt"), house / "content" / "first" / "article.md"
EVENTS = {"os.mkdir", "os.link", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.utime"}
armed = {"left": -1, "met": 0}


def watch(event, args):
    """Let something happen at the step that was chosen. What is raised here is raised where the step was to be made."""
    writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wxa+")
    if not (writes or event in EVENTS) or not str(args[0]).startswith(f"{house}/"):
        return
    armed["met"] += 1
    armed["left"] -= 1
    if armed["left"] == 0:
        if happening == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if happening == "interrupt":
            raise KeyboardInterrupt
        code = getattr(errno, happening)
        raise OSError(code, os.strerror(code), str(args[0]))


def site(folder):
    """Every file of a site with its bytes."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(step):
    """Fork a build that meets what happens at a step; return its exit code (negative: the signal that ended it)."""
    child = os.fork()
    if child == 0:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 2)
            os.dup2(file.fileno(), 1)
        armed["left"] = step
        code = cli.main(["build", "--root", str(house)])
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def edited(version):
    """Give the article another text."""
    text = article.read_text("utf-8").rpartition("Version ")[0]
    article.write_text(f"{text}Version {version}.\n", "utf-8")


sys.addaudithook(watch)
edited("before")
builder.build(house, out)
edited("counted")
armed["met"] = 0
builder.build(house, out)
steps = armed["met"]
for step in sorted({1 + round(part * (steps - 1) / (most - 1)) for part in range(most)}):
    before = site(out)
    edited(step)
    code = built(step)
    now = site(out)
    said = log.read_text("utf-8").splitlines()
    builder.build(house, house / "expected")
    after = site(house / "expected")
    which = "before" if now == before else "after" if now == after else "neither"
    print(json.dumps({"step": step, "of": steps, "code": code, "said": said, "dist": which}))
    builder.build(house, out)
    if site(out) != after:
        raise SystemExit(f"a build after step {step} does not bring the site into order")
