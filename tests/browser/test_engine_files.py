"""The engine's files on their way: in the form that costs the reader least, from any host, and every fault told."""

import pytest
from browser.sources import serve_sources
from playwright.sync_api import expect

from aeexplain.bench.hosts import Host
from aeexplain.site.serve.server import Handler

pytestmark = pytest.mark.one_profile

LIVE = 120_000  # milliseconds that a slow machine may take to start the engine
BROTLI = """
const Plain = DecompressionStream;
globalThis.DecompressionStream = function (format) { return new Plain(format === "brotli" ? "gzip" : format); };
"""


def asked_by(page, address):
    """The engine's files that a page asks for until its first figure lives."""
    asked = []
    page.on(
        "request",
        lambda request: asked.append(request.url.rpartition("/")[2]) if "/engine-" in request.url else None,
    )
    page.goto(address + "autoencoders/")
    figure = page.locator("#bottleneck")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "live", timeout=LIVE)
    return asked


@pytest.mark.parametrize("encoding", ["none", "gzip"])
def test_a_host_without_brotli_sends_what_we_packed(page, built, encoding):
    with Host(built, encoding) as host:
        asked = asked_by(page, host.url)
    assert {
        "pyodide.asm.wasm.gz.bin",
        "snapshot.bin.gz.bin",
        "_multiarray_umath.wasm.gz.bin",
    } <= set(asked)
    assert "pyodide.asm.wasm" not in asked


def test_a_host_with_brotli_sends_the_files_themselves(page, built):
    with Host(built, "br") as host:
        asked = asked_by(page, host.url)
        assert host.sent < 6_500_000
    assert "pyodide.asm.wasm" in asked
    assert not [name for name in asked if name.endswith((".gz.bin", ".br"))]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_host_that_does_not_know_webassembly_will_do(page, built, encoding, monkeypatch):
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    monkeypatch.setitem(Handler.extensions_map, ".wasm", "text/plain")
    with Host(built, encoding) as host:
        asked = asked_by(page, host.url)
    assert any(name.startswith("snapshot.bin") for name in asked)
    assert not [text for text in messages if "is of no use" in text]


def test_of_a_host_that_sends_only_some_files_in_brotli_the_others_come_as_we_packed_them(
    page, built, monkeypatch
):
    encoded = Host._encoded
    monkeypatch.setattr(
        Host,
        "_encoded",
        lambda host, path: ("", path.read_bytes()) if path.suffix == ".bin" else encoded(host, path),
    )
    with Host(built, "br") as host:
        asked = asked_by(page, host.url)
    assert "pyodide.asm.wasm.gz.bin" not in asked
    assert "snapshot.bin.gz.bin" in asked


def test_a_browser_that_unpacks_brotli_is_sent_ours_from_any_host(page, site):
    page.add_init_script(BROTLI)
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(site + "autoencoders/")
    with page.expect_request("**/pyodide.asm.wasm.br"):
        page.locator("#bottleneck").scroll_into_view_if_needed()


BR = """async ([module, missing]) => {
  const { compressedFetch } = await import(module);
  const gz = await new Response(new Blob(["four"]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
  const fetch = async (address) => {
    if (!address.endsWith(".br")) return new Response(gz);
    return missing ? new Response(null, { status: 404 }) : new Response("four", { headers: { "Content-Encoding": "br" } });
  };
  const reports = [];
  const watcher = { onBytes: (bytes) => reports.push(bytes), onFailure: ({ message }) => reports.push(message) };
  const sizes = { plain: 4, gz: gz.byteLength, br: 1 };
  const answer = await compressedFetch(fetch, { "a.zip": sizes }, "br", watcher)("https://a.example/a.zip");
  return [await answer.text(), answer.headers.get("Content-Type"), reports.filter((each) => typeof each === "string")];
}"""


@pytest.mark.parametrize("missing", [False, True], ids=["the host says br", "the host has no .br"])
def test_what_the_page_asks_for_in_brotli_may_come_unpacked_or_not_at_all(page, site, missing):
    page.goto(site)
    answer = page.evaluate(BR, [f"{serve_sources(page, site)}loading/compressed_forms.js", missing])
    assert answer == ["four", "application/wasm", []]


def failure_text(page, site, file, answer):
    """What the figure tells when a file is answered so, and there is no snapshot in whose place it would not be wanted."""
    page.route("**/snapshot.bin*", lambda route: route.abort())
    page.route(f"**/engine-*/{file}*", answer)
    page.goto(site + "autoencoders/")
    figure = page.locator("#bottleneck")
    figure.scroll_into_view_if_needed()
    expect(figure).to_have_attribute("data-state", "failed", timeout=LIVE)
    return figure.locator(".demo-status").inner_text()


FILES = ["pyodide.asm.wasm", "python_stdlib.zip", "numpy.zip", "aeexplain.zip"]


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_breaks_off_is_told(page, site, file):
    def answer(route):
        body = route.fetch().body()
        route.fulfill(body=body[: len(body) // 2], content_type="application/octet-stream")

    assert file in failure_text(page, site, file, answer)


@pytest.mark.sample(every=2, first=1)
@pytest.mark.parametrize(
    ("file", "words"), [(FILES[0], "WebAssembly"), *((file, file) for file in FILES[1:])]
)
def test_a_file_of_the_right_size_with_other_bytes_is_told(page, site, file, words):
    def answer(route):
        route.fulfill(body=bytes(len(route.fetch().body())), content_type="application/octet-stream")

    assert words in failure_text(page, site, file, answer)


@pytest.mark.parametrize("file", ["pyodide.mjs", "pyodide.asm.mjs"])
def test_a_script_of_the_wrong_type_is_told(page, site, file):
    assert file in failure_text(
        page, site, file, lambda route: route.fulfill(body="export {}", content_type="text/plain")
    )
