"""A film of the player is a file that plays: as long, as large and as fast as it was asked for."""

from __future__ import annotations

import base64
import io
import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image, ImageSequence
from playwright.sync_api import Browser

Record = Callable[..., Any]
SVG = "{http://www.w3.org/2000/svg}"
RENDERED = """async ([drawing, width, height]) => {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  return canvas.toDataURL();
}"""
PRINTED = """() => {
  const frame = HTMLIFrameElement.prototype;
  const window_ = Object.getOwnPropertyDescriptor(frame, "contentWindow").get;
  Object.defineProperty(frame, "contentWindow", { get() {
    const page = window_.call(this);
    page.print = () => { top.sheet = "<!doctype html>" + page.document.documentElement.outerHTML; };
    return page;
  } });
}"""


def asked(screen: Any, **fields: Any) -> None:
    """Open the dialog and fill it in."""
    screen.page.get_by_role("button", name="Take a film or a picture").click()
    for name, value in fields.items():
        field = screen.page.locator(f".studio [name={name}]")
        if name == "length":
            field.fill(str(value))
        else:
            field.select_option(str(value))


def saved(screen: Any, button: str = "Take the film") -> tuple[str, bytes]:
    with screen.page.expect_download() as caught:
        screen.page.get_by_role("button", name=button).click()
    return caught.value.suggested_filename, Path(caught.value.path()).read_bytes()


def pixels(data: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), int)


def coarse(picture: Any) -> Any:
    """A picture `(height, width, 3)` in squares of 20 pixels."""
    down, across = (side // 20 for side in picture.shape[:2])
    cut = picture[: 20 * down, : 20 * across]
    return cut.reshape(down, 20, across, 20, 3).mean(axis=(1, 3))


def test_a_gif_plays_for_as_long_as_was_asked(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    asked(screen, format="image/gif", length=2, width=480, rate=10)
    name, data = saved(screen)
    film = Image.open(io.BytesIO(data))
    frames = [np.asarray(f.convert("RGB"), int) for f in ImageSequence.Iterator(film)]
    lengths = [frame.info["duration"] for frame in ImageSequence.Iterator(film)]
    assert name == "three-clouds-seed-1.gif"
    assert film.is_animated and film.info["loop"] == 0
    assert film.width == 480 and len(frames) == film.n_frames > 10
    assert sum(lengths) == 2000
    assert all((a != b).any() for a, b in itertools.pairwise(frames))


def test_a_gif_shows_what_was_drawn(screen: Any, record: Record) -> None:
    """The last frame, put together from changes alone, against the picture of that generation."""
    screen.give(record(), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    asked(screen, format="image/gif", length=2, width=480, rate=10)
    film = Image.open(io.BytesIO(saved(screen)[1]))
    film.seek(film.n_frames - 1)
    drawn = screen.page.locator(".studio .preview canvas").evaluate(
        "(canvas) => canvas.toDataURL()"
    )
    want = pixels(base64.b64decode(drawn.partition(",")[2]))
    apart = np.abs(np.asarray(film.convert("RGB"), int) - want).max(axis=2)
    assert (apart > 24).mean() < 0.001, "colours that are far from what was drawn"
    assert (apart == 0).mean() > 0.9, "the background, at least, is exact"


def test_the_lowest_curve_of_a_film_has_its_axis_of_generations(
    screen: Any, record: Record
) -> None:
    screen.give(record(), autoplay=False)
    screen.drawn(0)
    screen.page.evaluate(
        """() => {
          const write = CanvasRenderingContext2D.prototype.fillText;
          window.written = [];
          CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
            window.written.push(text);
            write.call(this, text, ...place);
          };
        }"""
    )
    asked(screen)
    written = screen.page.evaluate("window.written")
    assert written.count("generation, log axis →") == 1
    assert {"0", "10", "100"} <= set(written)


def test_a_picture_is_of_the_generation_that_is_shown(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    asked(screen, width=480)
    name, data = saved(screen, "Picture (PNG)")
    assert name == "three-clouds-seed-1-generation-100.png"
    assert pixels(data).shape[1] == 2 * 480 and len(np.unique(pixels(data))) > 50


def test_a_video_is_recorded_by_the_browser(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    asked(screen, format="video/webm", length=3, width=480, rate=10)
    name, data = saved(screen)
    assert name.endswith(".webm") and data[:4] == bytes.fromhex("1a45dfa3")
    watched = """async (text) => {
      const film = document.createElement("video");
      film.src = "data:video/webm;base64," + text;
      film.muted = true;
      const first = new Promise((seen) => film.requestVideoFrameCallback(seen));
      await film.play();
      await first;
      film.pause();
      // A recording does not say how long it is: that is known once its end was looked for.
      const end = new Promise((seen) => film.addEventListener("seeked", seen, { once: true }));
      film.currentTime = 1e6;
      await end;
      return [film.videoWidth, film.currentTime];
    }"""
    width, seconds = screen.page.evaluate(watched, base64.b64encode(data).decode())
    assert width == 480 and 1 < seconds < 5, "a busy machine records late, but not for long"


TOLD = ((0, "Nothing has changed."), (50, "It has lost a group, and much of what it knew."))
MADE = (("model", "gmm:components=3"), ("computed with", "<b>numpy</b> 2"))


def written(screen: Any) -> list[str]:
    """Whatever is written on a canvas from now on."""
    screen.page.evaluate(
        """() => {
          const write = CanvasRenderingContext2D.prototype.fillText;
          window.written = [];
          CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
            window.written.push(text);
            write.call(this, text, ...place);
          };
        }"""
    )
    asked(screen, width=480)
    return list(screen.page.evaluate("window.written"))


def test_sentence_legend_and_address_are_in_every_frame(screen: Any, record: Record) -> None:
    screen.give(replace(record(), story=TOLD), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    frame = " ".join(written(screen))
    assert TOLD[1][1] in frame and TOLD[0][1] not in frame, "that of the frame, in lines"
    assert "95% of each group" in frame
    assert "player.test/under/a/path/page" in frame


def test_a_drawing_looks_like_the_picture(screen: Any, record: Record) -> None:
    screen.give(replace(record(), story=TOLD), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    asked(screen, width=720)
    picture = pixels(saved(screen, "Picture (PNG)")[1])
    name, drawing = saved(screen, "Drawing (SVG)")
    assert name == "three-clouds-seed-1-generation-100.svg"
    tree = ElementTree.fromstring(drawing)
    texts = " ".join(text.text or "" for text in tree.iter(f"{SVG}text"))
    assert TOLD[1][1] in texts and "100" in texts
    assert len(list(tree.iter(f"{SVG}circle"))) > 120, "points are no pixels"
    assert not list(tree.iter(f"{SVG}image"))
    (link,) = tree.iter(f"{SVG}a")
    assert link.get("href") == "http://player.test/under/a/path/page?pause=100"
    shown = screen.page.evaluate(RENDERED, [drawing.decode(), *picture.shape[1::-1]])
    apart = coarse(pixels(base64.b64decode(shown.partition(",")[2]))) - coarse(picture)
    assert np.abs(apart).max() < 30, "but for how letters and hairlines are smoothed"


def test_one_press_takes_a_picture(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    screen.press("End")
    screen.drawn(100)
    with screen.page.expect_download() as caught:
        screen.press("s")
    assert caught.value.suggested_filename == "three-clouds-seed-1-generation-100.png"
    assert not screen.page.locator(".studio").is_visible()


def test_a_page_for_paper_is_one_page_and_says_it_all(
    screen: Any, record: Record, browser: Browser
) -> None:
    both = [replace(record(run), story=TOLD, made=MADE) for run in "ab"]
    screen.give(both[0], autoplay=False)
    screen.press("End")
    screen.drawn(100)
    asked(screen)
    screen.page.evaluate(PRINTED)
    screen.page.get_by_role("button", name="Page (PDF)").click()
    screen.page.wait_for_function("window.sheet")
    page = browser.new_page()
    page.set_content(screen.page.evaluate("window.sheet"))
    text = page.locator("body").inner_text()
    svg = page.locator("svg").text_content()
    assert TOLD[1][1] in svg
    assert page.locator("tbody tr").all_inner_texts() == [
        "tail mass\t5.0%\t0.0%",
        "variance\t1\t1.0·10⁻¹⁰",
        "groups alive\t3\t2",
    ]
    assert "model: gmm:components=3; computed with: <b>numpy</b> 2" in text
    assert page.locator(".found a").get_attribute("href").endswith("?pause=100")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.close()


def test_mp4_is_what_slides_play_or_a_word_is_said(screen: Any, record: Record) -> None:
    codec = "video/mp4;codecs=avc1.640028"
    if not screen.page.evaluate(f"MediaRecorder.isTypeSupported('{codec}')"):
        pytest.skip("this Chromium writes no H.264")
    screen.give(record(), autoplay=False)
    asked(screen, format=codec, length=1, width=480, rate=10)
    assert "H.264" not in screen.page.locator(".studio output").inner_text()
    name, data = saved(screen)
    assert name.endswith(".mp4") and data[4:8] == b"ftyp"
    assert b"avc1" in data and b"vp09" not in data


def test_where_the_browser_writes_no_h264_that_is_said(screen: Any, record: Record) -> None:
    screen.page.evaluate(
        "() => { const asked = MediaRecorder.isTypeSupported;"
        " MediaRecorder.isTypeSupported = (type) => !type.includes('avc1') && asked(type);"
        " leave(); }"
    )
    screen.give(record(), autoplay=False)
    asked(screen)
    said = screen.page.locator(".studio output").inner_text()
    assert "This browser writes no MP4 in H.264" in said
    kinds = screen.page.locator(".studio [name=format] option").all_inner_texts()
    assert kinds == ["GIF", "WebM"]


def test_cancelling_saves_nothing_and_the_dialog_goes_on(screen: Any, record: Record) -> None:
    screen.give(record(), autoplay=False)
    asked(screen, format="image/gif", length=60, width=960, rate=25)
    screen.page.get_by_role("button", name="Take the film").click()
    screen.page.wait_for_function("document.querySelector('.studio progress').value > 0")
    screen.page.get_by_role("button", name="Cancel").click()
    said = screen.page.locator(".studio output")
    said.filter(has_text="Cancelled; nothing was saved.").wait_for()
    screen.page.keyboard.press("Escape")
    assert not screen.page.locator(".studio").is_visible()
    assert screen.get("player.generation") == 0, "keys in the dialog are not the player's"


def test_no_key_reaches_the_page_while_a_film_is_taken(screen: Any, record: Record) -> None:
    """Neither by the focus that a disabled button would drop, nor after a click on the picture."""
    screen.page.evaluate(
        "() => { window.heard = []; addEventListener('keydown', ({ key }) => heard.push(key)); }"
    )
    screen.give(record(), autoplay=False)
    asked(screen, format="image/gif", length=60, width=960, rate=25)
    film = screen.page.get_by_role("button", name="Take the film")
    film.press("Enter")
    screen.page.wait_for_function("document.querySelector('.studio progress').value > 0")
    focused = "document.activeElement.name"
    assert screen.page.evaluate(focused) == "leave"
    screen.page.keyboard.press("n")
    screen.page.locator(".studio .preview").click()
    screen.page.keyboard.press("n")
    assert screen.page.evaluate("heard") == []
    screen.page.get_by_role("button", name="Cancel").press("Enter")
    film.and_(screen.page.locator(":focus")).wait_for()
    screen.page.keyboard.press("Escape")
    screen.page.locator(".studio").wait_for(state="hidden")
    screen.page.keyboard.press("n")
    assert screen.page.evaluate("heard") == ["n"], "closed, it holds nothing back"


def test_how_far_it_is_is_not_read_out(screen: Any, record: Record) -> None:
    """A live region that changes with every frame would never be silent."""
    screen.give(record(), autoplay=False)
    asked(screen, format="image/gif", length=60, width=960, rate=25)
    screen.page.evaluate(
        "() => { window.said = 0; new MutationObserver(() => said++)"
        ".observe(document.querySelector('.studio output'), { childList: true }); }"
    )
    screen.page.get_by_role("button", name="Take the film").click()
    screen.page.wait_for_function("document.querySelector('.studio progress').value > 0.01")
    assert "so far" in screen.page.locator(".studio .far").inner_text()
    assert screen.page.evaluate("said") == 0
    screen.page.get_by_role("button", name="Cancel").click()


def test_a_gif_that_follows_begins_with_the_first_view(screen: Any, record: Record) -> None:
    """Not with the last one, a hundred thousand times closer, from which it would glide back."""
    screen.give(record(), autoplay=False)
    screen.press("z")
    asked(screen, format="image/gif", length=2, width=480, rate=10)
    drawn = screen.page.locator(".studio .preview canvas").evaluate(
        "(canvas) => canvas.toDataURL()"
    )
    want = pixels(base64.b64decode(drawn.partition(",")[2]))
    film = Image.open(io.BytesIO(saved(screen)[1]))
    apart = np.abs(np.asarray(film.convert("RGB"), int) - want).max(axis=2)
    assert (apart > 24).mean() < 0.001


def test_a_recorder_that_fails_is_told_and_the_dialog_goes_on(screen: Any, record: Record) -> None:
    screen.page.evaluate(
        "() => { MediaRecorder.prototype.start = function () {"
        " const error = new Error('the disk is full');"
        " setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { error }))); }; }"
    )
    screen.give(record(), autoplay=False)
    asked(screen, format="video/webm", length=3, width=480, rate=10)
    film = screen.page.get_by_role("button", name="Take the film")
    film.click()
    said = screen.page.locator(".studio output")
    said.filter(has_text="This browser could not do it: the disk is full").wait_for()
    assert film.is_enabled()


def test_where_nothing_is_loaded_no_film_is_offered(screen: Any, record: Record) -> None:
    camera = screen.page.get_by_role("button", name="Take a film or a picture")
    assert not camera.is_visible(), "nothing is there yet"
    screen.give(record(), autoplay=False)
    assert camera.is_visible()
