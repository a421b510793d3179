"""What an author's code raises is told with the line in the author's own file, from the folder of the site."""

import pytest

from aeexplain.errors import ExplainError, ExplainErrors
from aeexplain.tracebacks import as_error, relative_to


def test_places_are_told_from_the_sites_folder(tmp_path):
    file = tmp_path / "articles" / "a" / "demos" / "waves.py"
    error = ExplainError(f"{file}:9:12", f"cannot import from {tmp_path}/demos/_x.py", f"in {file}")
    told = relative_to(tmp_path, error)
    assert str(told) == (
        "articles/a/demos/waves.py:9:12: cannot import from demos/_x.py; in articles/a/demos/waves.py"
    )
    both = relative_to(tmp_path, ExplainErrors([error, ExplainError("b.md:1", "no")]))
    assert [each.where for each in both.errors] == ["articles/a/demos/waves.py:9:12", "b.md:1"]


@pytest.mark.parametrize("where", ["{0}", "{0}/dist", "/mnt{0}/a.py:1", "{0}-other/a.py:1"])
def test_other_folders_and_what_is_no_file_of_an_author_keep_their_whole_path(tmp_path, where):
    error = ExplainError(where.format(tmp_path), "cannot be written")
    assert relative_to(tmp_path, error) is error


@pytest.mark.parametrize(
    "folders", [("demos", "demos"), ("articles/a/demos", "demos"), ("recipes", "recipes")]
)
def test_what_a_helper_raises_is_told_with_the_helpers_line(tmp_path, folders):
    main, helper = tmp_path / folders[0] / "waves.py", tmp_path / folders[1] / "_help.py"
    for path, text in ((main, "\n\nhelp()\n"), (helper, "def help():\n    return 1 / 0\n")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    room: dict[str, object] = {}
    exec(compile(helper.read_text(), str(helper), "exec"), room)
    with pytest.raises(ZeroDivisionError) as raised:
        exec(compile(main.read_text(), str(main), "exec"), room)
    assert as_error(str(main), raised.value).where == f"{helper}:2"
