"""What a page may do: the content security policy, and the headers that a host should send."""

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

EVERYWHERE = "/*\n"  # the paths that the headers below it are for

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
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".whl": "application/octet-stream",
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
    """Return the headers of pages with this policy."""
    return {"Content-Security-Policy": f"{policy}; frame-ancestors 'self'", **PAGE_HEADERS}


def headers_file(policy: str) -> str:
    """Return the text of `_headers`, as Netlify and Cloudflare Pages read it."""
    everywhere = "".join(f"  {name}: {value}\n" for name, value in page_headers(policy).items())
    return f"{EVERYWHERE}{everywhere}\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"


def headers_of(site: Path) -> dict[str, str]:
    """Return the headers that a built site's `_headers` wants with every page; our usual ones where it has none."""
    path = site / "_headers"
    if not path.is_file():
        return page_headers()
    everywhere, _, _ = path.read_text("utf-8").removeprefix(EVERYWHERE).partition("\n/")
    lines = (line.strip().partition(": ") for line in everywhere.splitlines() if line.strip())
    return {name: value for name, _, value in lines}


def headers_alone() -> str:
    """Return `_headers` for pages that are one file: each brings its own policy, made of the digests of what is inside."""
    return EVERYWHERE + "".join(f"  {name}: {value}\n" for name, value in PAGE_HEADERS.items())
