from aeexplain.site.scripts import modules


def test_documentation_stays_at_home_and_code_does_not(tmp_path):
    lines = [
        "/** One line. */",
        "/**",
        " * Many",
        " */",
        "export const a = /** @type {number} */ (1); // why",
        'f("/** kept */");',
    ]
    (tmp_path / "a.js").write_text("\n".join(lines) + "\n")
    assert modules(tmp_path)["a.js"].decode().splitlines() == lines[4:]


def test_every_module_of_ours_keeps_its_code(root):
    folder = root / "src" / "aeexplain" / "browser"
    for name, shipped in modules(folder).items():
        code = [
            line
            for line in (folder / name).read_text(encoding="utf-8").splitlines()
            if not line.lstrip().startswith(("/**", "*", "//"))
        ]
        kept = shipped.decode().splitlines()
        assert [line for line in code if line.strip()] == [
            line for line in kept if line.strip() and not line.lstrip().startswith("//")
        ], name
