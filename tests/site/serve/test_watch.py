"""What is saved is seen, wherever links say that it is."""

import os
import time

import pytest

from aeexplain.site.serve import watch
from aeexplain.site.serve.linked_files import places_of
from aeexplain.site.serve.watch import Watch

LONG = 30  # seconds
QUIET = 3

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a system on which links want rights")


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A tree to watch, and beside it a folder that links may lead to."""
    package, root, away = tmp_path / "package", tmp_path / "root", tmp_path / "away"
    for place in (package, root / "content" / "own", root / "weights", away / "article", away / "files"):
        place.mkdir(parents=True)
    for place in (root / "content" / "own", away / "article", away / "files"):
        (place / "article.md").write_text("one")
    monkeypatch.setattr(watch, "PACKAGE", package)
    return root, away


def settled(watch):
    """Wait until the watch is on and has nothing more to tell."""
    time.sleep(QUIET)
    while watch.changed(1):
        pass


def save(path, text="two"):
    """Save as editors do: beside it, and then in its place."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text)
    beside.replace(path)


@pytest.mark.parametrize("saving", [save, lambda path: path.write_text("two")], ids=["anew", "in place"])
@pytest.mark.parametrize("linked", ["nothing", "article", "file", "chain", "content", "nested"])
def test_what_a_link_leads_to_is_watched(tree, linked, saving):
    root, away = tree
    content, edited = root / "content", away / "article" / "article.md"
    if linked == "nothing":
        edited = content / "own" / "article.md"
    elif linked == "article":
        (content / "linked").symlink_to(away / "article")
    elif linked == "file":
        (content / "own" / "article.md").unlink()
        (content / "own" / "article.md").symlink_to("../../../away/files/article.md")
        edited = away / "files" / "article.md"
    elif linked == "chain":
        (away / "one").symlink_to("two")
        (away / "two").symlink_to(away / "article")
        (content / "linked").symlink_to(away / "one")
    elif linked == "content":
        content.rename(away / "content")
        content.symlink_to(away / "content")
        edited = away / "content" / "own" / "article.md"
    else:
        (away / "article" / "more").symlink_to(away / "files")
        (content / "linked").symlink_to(away / "article")
        edited = away / "files" / "article.md"
    with Watch(root) as watch:
        settled(watch)
        saving(edited)
        assert watch.changed(LONG)


def test_a_link_that_is_made_or_led_elsewhere_while_watching_is_followed(tree):
    root, away = tree
    with Watch(root) as watch:
        settled(watch)
        (root / "content" / "linked").symlink_to(away / "article")
        assert watch.changed(LONG)
        settled(watch)
        save(away / "article" / "article.md")
        assert watch.changed(LONG)
        settled(watch)
        (root / "content" / "other").symlink_to(away / "files")
        os.replace(root / "content" / "other", root / "content" / "linked")
        assert watch.changed(LONG)
        settled(watch)
        save(away / "files" / "article.md")
        assert watch.changed(LONG)


def test_a_tree_that_comes_later_is_watched(tree):
    root, _ = tree
    with Watch(root) as watch:
        settled(watch)
        (root / "templates").mkdir()
        assert watch.changed(LONG)
        settled(watch)
        (root / "templates" / "a.html").write_text("one")
        assert watch.changed(LONG)


def test_what_stands_beside_a_linked_file_and_beside_the_trees_is_nobodys_affair(tree):
    root, away = tree
    (root / "content" / "own" / "points.csv").symlink_to(away / "files" / "article.md")
    with Watch(root) as watch:
        settled(watch)
        (away / "files" / "diary.txt").write_text("one")
        (away / "other").mkdir()
        (root / "dist").mkdir()
        assert not watch.changed(QUIET)


def test_links_in_a_ring_and_links_to_nothing_end(tree):
    root, away = tree
    (root / "content" / "ring").symlink_to("ring")
    (root / "content" / "up").symlink_to("..")
    (root / "content" / "nothing").symlink_to(away / "none" / "none")
    places = places_of([root / "content"])
    assert places.trees == {root / "content"}
    assert away / "none" / "none" in places.names
    assert places.folders <= {root.parent, root, root / "content"}


def test_a_link_to_what_it_lies_in_does_not_show_what_a_build_writes(tree):
    root, _ = tree
    (root / "content" / "up").symlink_to("..")
    (root / ".cache").mkdir()
    with Watch(root) as watch:
        settled(watch)
        (root / ".cache" / "built").write_text("one")
        assert not watch.changed(QUIET)
        save(root / "content" / "own" / "article.md")
        assert watch.changed(LONG)
