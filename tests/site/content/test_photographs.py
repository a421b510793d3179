"""Pictures beside an article: upright, without what a camera or an editor noted, and otherwise what they were."""

import contextlib
import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from aeexplain.cache import Cache
from aeexplain.errors import ExplainError
from aeexplain.site.build.builder import build
from aeexplain.site.content.image_metadata import without_metadata
from aeexplain.site.content.photographs import coded, published

# A picture that tells all eight orientations apart: each corner has a colour of its own, and it is wider than tall.
CORNERS = {(0, 0): "red", (1, 0): "green", (0, 1): "blue", (1, 1): "white"}
WIDE, TALL = 48, 32
PLACE, CAMERA = b"GPS-SECRET", "Camera-SECRET"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET</x:xmpmeta>'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(mode="RGB"):
    image = Image.new("RGB", (WIDE, TALL))
    for (right, low), colour in CORNERS.items():
        image.paste(
            colour, (right * WIDE // 2, low * TALL // 2, (right + 1) * WIDE // 2, (low + 1) * TALL // 2)
        )
    return image.convert(mode)


def exif(orientation=1):
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x0110] = CAMERA
    tags[0x8825] = {1: "N", 2: (52.0, 31.0, 1.5), 29: PLACE.decode()}
    return tags.tobytes()


def stored(kind, orientation=1, mode="RGB", **options):
    """A file whose pixels lie as a camera held in that orientation stores them, so that turned it is `picture`."""
    back = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[orientation]
    lying = picture(mode)
    lying.getexif()[0x0112] = back
    lying = ImageOps.exif_transpose(lying)
    if kind in ("jpg", "webp", "png"):
        options["icc_profile"] = PROFILE
    out = io.BytesIO()
    lying.save(out, format={"jpg": "JPEG"}.get(kind, kind), exif=exif(orientation), **options)
    return out.getvalue()


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def corners(image):
    shown = image.convert("RGB")
    return [
        shown.getpixel((3 + right * (shown.width - 7), 3 + low * (shown.height - 7)))
        for right, low in CORNERS
    ]


def assert_clean(content):
    image = opened(content)
    assert not image.getexif()
    assert not {"exif", "xmp", "comment", "photoshop", "XML:com.adobe.xmp"} & image.info.keys()
    for secret in (PLACE, CAMERA.encode(), b"SECRET", b"Exif", b"eXIf", b"EXIF", b"xmpmeta"):
        assert secret not in content


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "avif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_in_any_orientation_is_upright_and_without_its_place_and_camera(kind, orientation):
    content = stored(kind, orientation)
    assert PLACE in content
    made = published(content, f"a.{kind}", "a.md:1:1")
    assert_clean(made)
    image = opened(made)
    assert image.size == (WIDE, TALL)
    for found, wanted in zip(corners(image), corners(picture()), strict=True):
        assert found == pytest.approx(wanted, abs=40)
    if kind != "avif":
        assert image.info["icc_profile"] == PROFILE


@pytest.mark.parametrize(
    ("kind", "options"), [("jpg", {"quality": 83}), ("png", {}), ("webp", {"quality": 70})]
)
def test_a_picture_that_is_upright_keeps_each_pixel(kind, options):
    content = stored(kind, **options)
    assert opened(published(content, "a." + kind, "")).tobytes() == opened(content).tobytes()


@pytest.mark.parametrize("mode", ["L", "CMYK"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_photographs_of_other_colours_are_turned_too(mode, orientation):
    made = opened(published(stored("jpg", orientation, mode), "a.jpg", ""))
    assert (made.mode, made.size) == (mode, (WIDE, TALL))
    for found, wanted in zip(corners(made), corners(picture(mode)), strict=True):
        assert found == pytest.approx(wanted, abs=40)


@pytest.mark.parametrize("mode", ["P", "LA", "RGBA", "1", "I;16"])
def test_a_png_of_any_kind_is_turned_without_loss(mode):
    lying = picture("L" if mode == "I;16" else "RGB").convert(mode)
    out = io.BytesIO()
    lying.save(out, "png", exif=exif(6))
    made = opened(published(out.getvalue(), "a.png", ""))
    assert made.mode == mode
    assert made.tobytes() == lying.transpose(Image.Transpose.ROTATE_270).tobytes()


def test_a_jpeg_loses_comments_and_what_editors_note_and_whatever_follows_its_end():
    content = stored("jpg", comment=b"SECRET", xmp=XMP)
    iptc = b"\xff\xed" + struct.pack(">H", 2 + 20) + b"Photoshop 3.0\0SECRET"
    tagged = content[:2] + iptc + content[2:] + stored("jpg", 6)
    made = published(tagged, "a.jpg", "")
    assert_clean(made)
    assert opened(made).tobytes() == opened(content).tobytes()
    assert made.count(b"\xff\xd8\xff") == 1


def test_a_progressive_jpeg_keeps_all_its_scans():
    content = stored("jpg", progressive=True, restart_marker_blocks=1)
    assert opened(published(content, "a.jpg", "")).tobytes() == opened(content).tobytes()


def test_a_photograph_with_smaller_ones_behind_it_is_turned_and_loses_them():
    out, small = io.BytesIO(), Image.new("RGB", (8, 8))
    image = opened(stored("jpg", 6))
    image.save(out, "MPO", save_all=True, append_images=[small], exif=exif(6))
    assert Image.open(io.BytesIO(out.getvalue())).format == "MPO"
    made = opened(published(out.getvalue(), "a.jpg", ""))
    assert (made.format, made.size) == ("JPEG", (WIDE, TALL))


def test_a_png_loses_its_texts_and_its_time_and_keeps_its_transparency():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "SECRET")
    notes.add_text("Comment", "SECRET", zip=True)
    notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
    out = io.BytesIO()
    image = picture("P")
    image.save(out, "png", pnginfo=notes, transparency=0, exif=exif())
    time = struct.pack(">I4s", 7, b"tIME") + b"SECRETS"
    content = out.getvalue()[:33] + time + struct.pack(">I", zlib.crc32(b"tIMESECRETS")) + out.getvalue()[33:]
    made = published(content + b"SECRET", "a.PNG", "")
    assert_clean(made)
    assert opened(made).convert("RGBA").tobytes() == opened(content).convert("RGBA").tobytes()


@pytest.mark.parametrize("lossless", [True, False])
def test_a_webp_is_turned_as_it_was_coded(lossless):
    made = published(stored("webp", 6, lossless=lossless, xmp=XMP), "a.webp", "")
    assert_clean(made)
    assert (b"VP8L" in made) is lossless


def animated(kind, **options):
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 7), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=90, loop=0, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "options"),
    [("gif", {"comment": b"SECRET"}), ("webp", {"exif": exif(), "xmp": XMP}), ("png", {"exif": exif()})],
)
def test_an_animation_loses_its_notes_and_keeps_its_frames(kind, options):
    content = animated(kind, **options)
    assert b"SECRET" in content
    made = published(content, f"a.{kind}", "")
    assert_clean(made)
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(made))
    assert after.n_frames == before.n_frames == 3
    assert after.info.get("loop") == before.info.get("loop") == 0
    for frame in range(3):
        before.seek(frame)
        after.seek(frame)
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_an_animation_that_would_have_to_be_turned_is_refused():
    with pytest.raises(ExplainError, match=r"^a\.md:1:1: 'a\.webp' is an animation that its notes turn"):
        published(animated("webp", exif=exif(6)), "a.webp", "a.md:1:1")


def test_an_orientation_that_is_none_leaves_a_picture_as_it_lies():
    assert opened(
        published(stored("jpg", 1).replace(b"\x01\x12\x00\x03", b"\x01\x12\x00\x07"), "a.jpg", "")
    ).size
    tags = Image.Exif()
    tags[0x0112] = 9
    out = io.BytesIO()
    picture().save(out, "jpeg", exif=tags.tobytes())
    made = published(out.getvalue(), "a.jpg", "")
    assert opened(made).size == (WIDE, TALL)
    assert b"Exif" not in made


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_coding_a_picture_anew_gives_the_same_bytes_each_time(kind):
    content = stored(kind, 8)
    assert coded(opened(content), content) == coded(opened(content), content)


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "gif"])
def test_a_file_that_is_cut_off_or_spoilt_is_a_picture_or_an_error(kind):
    content = stored(kind, 6) if kind != "gif" else animated(kind)
    ends = range(0, len(content), 7)
    for spoilt in (
        *(content[:end] for end in ends),
        *(content[:end] + b"\xff" + content[end + 1 :] for end in ends),
    ):
        with contextlib.suppress(ExplainError):
            assert isinstance(published(spoilt, f"a.{kind}", "a.md:1:1"), bytes)


def test_what_is_no_picture_stays_as_it_is():
    assert published(b"a,b\n", "points.csv", "") == b"a,b\n"
    assert without_metadata(b"a,b\n") == b"a,b\n"


def test_a_tiff_that_is_called_a_photograph_is_refused():
    out = io.BytesIO()
    picture().save(out, "tiff")
    with pytest.raises(ExplainError, match=r"^a\.md:1:1: 'a\.jpg' holds a TIFF, which browsers do not show"):
        published(out.getvalue(), "a.jpg", "a.md:1:1")


@pytest.mark.parametrize(
    "script", ["<script>x()</script>", "<svg:script/>", '<g onclick="x()"/>', '<a href="javascript:x"/>']
)
def test_a_script_in_an_svg_is_refused(script):
    with pytest.raises(ExplainError, match=r"'a\.SVG' holds a script: .*; remove it"):
        published(f"<svg>{script}</svg>".encode(), "a.SVG", "a.md:1:1")


def test_an_svg_without_scripts_is_published_as_it_is():
    assert (
        published(b"<svg><text>only on = a</text></svg>", "a.svg", "")
        == b"<svg><text>only on = a</text></svg>"
    )


def test_a_site_shows_turned_photographs_whatever_the_case_of_their_names_and_warm_as_cold(house, tmp_path):
    folder = house / "content" / "first"
    (folder / "Photo.JPG").write_bytes(stored("jpg", 6))
    (folder / "other.PNG").write_bytes(stored("png", 1))
    article = folder / "article.md"
    article.write_text(article.read_text() + "\n![A](Photo.JPG) ![B](other.PNG) [whole](Photo.JPG)\n")
    kept = Cache(tmp_path / "kept")
    build(house, house / "dist", cache=kept)
    html = (house / "dist" / "first" / "index.html").read_text()
    assert html.count(f'width="{WIDE}" height="{TALL}" loading="lazy"') == 2
    made = {path.name: path.read_bytes() for path in (house / "dist" / "assets" / "first").iterdir()}
    assert sorted(name.rpartition(".")[2] for name in made) == ["jpg", "png"]
    for content in made.values():
        assert_clean(content)
    article.write_text(article.read_text() + "\nMore.\n")
    build(house, house / "dist", cache=kept)
    build(house, house / "cold", cache=Cache(tmp_path / "none"))
    for path in (house / "cold" / "assets" / "first").iterdir():
        assert (
            (house / "dist" / "assets" / "first" / path.name).read_bytes()
            == path.read_bytes()
            == made[path.name]
        )
