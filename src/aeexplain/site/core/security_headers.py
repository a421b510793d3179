"""What a page may do: the content security policy, and the headers that a host should send."""

import re
from pathlib import Path

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # Temml's MathML carries style attributes; nothing of ours does
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)

# The paths that the headers below are for: all, and the pages of figures.
EVERYWHERE, FIGURES = "/*\n", "/:article/figures/:figure/\n"
FIGURE_PAGE = re.compile(r"/[^/?]+/figures/[^/?]+/(?:index\.html)?(?:\?.*)?")

MIME_TYPES = {
    ".avif": "image/avif",
    ".bib": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4v": "video/mp4",
    ".mjs": "text/javascript; charset=utf-8",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".whl": "application/octet-stream",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/octet-stream",
}

PAGE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def page_headers(policy: str = CONTENT_SECURITY_POLICY) -> dict[str, str]:
    """Return the headers of pages with this policy: only pages of the same site may frame them."""
    return {"Content-Security-Policy": policy, "X-Frame-Options": "SAMEORIGIN", **PAGE_HEADERS}


def framed_headers(policy: str = CONTENT_SECURITY_POLICY) -> dict[str, str]:
    """Return the headers that let any page frame the page of a figure.

    Of two rules for one path some hosts send both values of a header, and some the second alone. A browser obeys all policies
    that it is sent, so that `frame-ancestors` in the rule for everything could not be taken back; but a policy that has
    `frame-ancestors` ends what X-Frame-Options says (CSP level 3, 6.4.2.1), whichever of the two a host does.
    """
    return {"Content-Security-Policy": f"{policy}; frame-ancestors *"}


def headers_file(policy: str) -> str:
    """Return the text of `_headers`, as Netlify and Cloudflare Pages read it."""
    return (
        f"{_rule(EVERYWHERE, page_headers(policy))}\n{_rule(FIGURES, framed_headers(policy))}"
        "\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    )


def headers_of(site: Path, address: str = "/") -> dict[str, str]:
    """Return the headers that a built site's `_headers` wants with a page; our usual ones where it has none.

    address: the page's, from the site's root, which begins with a slash.
    """
    path, found = site / "_headers", dict[str, str]()
    text = path.read_text("utf-8") if path.is_file() else headers_file(CONTENT_SECURITY_POLICY)
    wanted = (EVERYWHERE, FIGURES) if FIGURE_PAGE.fullmatch(address) else (EVERYWHERE,)
    for rule in text.split("\n\n"):
        place, _, lines = rule.partition("\n")
        if f"{place}\n" in wanted:
            found |= dict(line.strip().split(": ", 1) for line in lines.splitlines() if line.strip())
    return found


def _rule(place: str, headers: dict[str, str]) -> str:
    return place + "".join(f"  {name}: {value}\n" for name, value in headers.items())


def headers_alone() -> str:
    """Return `_headers` for pages that are one file: each brings its own policy, made of the digests of what is inside."""
    return _rule(EVERYWHERE, PAGE_HEADERS)
