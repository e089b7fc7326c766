// How a film becomes a file: a GIF frame by frame, or what the browser itself records while it plays.
import { Gif } from "./gif.js";
import { Palette } from "./palette.js";
/** @import { OffscreenFilm } from "./offscreen.js" */

/** @typedef {(share: number, bytes: number) => void} Told how far it is, 0 to 1, and how many bytes there are */

const SAMPLES = 9; // frames in which the colours of a GIF are looked for
const HOLD_MS = 24; // so long the page may wait for one stretch of work
const BITS_A_PIXEL = 0.16;
const GRACE_MS = 400; // until the recorder has taken in the last frame

// The video that slides play: H.264, in the first of its profiles that this browser writes.
const H264 = ["avc1.640028", "avc1.4d0028", "avc1.42e028"].map((codec) => `video/mp4;codecs=${codec}`);
const supported = (/** @type {string} */ type) => Boolean(globalThis.MediaRecorder?.isTypeSupported(type));

/** @typedef {{ type: string, name: string }} Kind */

export function kinds() {
  const mp4 = H264.find(supported);
  return [
    { type: "image/gif", name: "GIF" },
    ...(mp4 ? [{ type: mp4, name: "MP4 (H.264)" }] : []),
    ...(supported("video/webm") ? [{ type: "video/webm", name: "WebM" }] : []),
  ];
}

// What is said where slides would have to do without a video.
/** @param {Kind[]} there */
export const lacking = (there) =>
  there.some(({ type }) => H264.includes(type)) ? "" : " This browser writes no MP4 in H.264, the video that slides play: take a GIF, or use Chrome, Edge or Safari.";

/** @param {string} type */
export const ending = (type) => type.split(";")[0].split("/")[1];

const pause = (milliseconds = 0) => new Promise((go) => setTimeout(go, milliseconds));

// `signal` ends it with an error.
/** @param {string} type @param {OffscreenFilm} film @param {number} length @param {number} rate @param {Told} told @param {AbortSignal} signal */
export function record(type, film, length, rate, told, signal) {
  return type === "image/gif" ? recordGif(film, length, rate, told, signal) : recordVideo(type, film, length, rate, told, signal);
}

// What is drawn is recorded when the page is painted.
const painted = () => new Promise(requestAnimationFrame);
const untilTime = async (/** @type {number} */ time) => {
  do await painted();
  while (performance.now() < time);
};

/** @param {OffscreenFilm} film */
const pixelsOf = ({ pen, canvas }) => pen.getImageData(0, 0, canvas.width, canvas.height).data;

/** @param {OffscreenFilm} film @param {number} length @param {number} rate @param {Told} told @param {AbortSignal} signal */
async function recordGif(film, length, rate, told, signal) {
  const frames = Math.round(length * rate);
  const gif = new Gif(film.canvas.width, film.canvas.height, new Palette(sampled(film)));
  let rested = performance.now();
  film.draw(0); // a view that follows begins here, not where the colours were looked for last
  for (let i = 0; i < frames; i++) {
    film.draw(film.generationAt(i / (frames - 1)), 1000 / rate);
    gif.add(pixelsOf(film), Math.round((100 * (i + 1)) / rate) - Math.round((100 * i) / rate));
    if (performance.now() - rested < HOLD_MS) continue;
    told((i + 1) / frames, gif.size);
    await pause();
    rested = performance.now();
    signal.throwIfAborted();
  }
  return gif.blob();
}

/** @param {OffscreenFilm} film */
function sampled(film) {
  return Array.from({ length: SAMPLES }, (_, i) => {
    film.draw(film.generationAt(i / (SAMPLES - 1)));
    return pixelsOf(film);
  });
}

// A recorder listens to a canvas as long as the film is; a slow machine drops frames and keeps the length.
/** @param {string} type @param {OffscreenFilm} film @param {number} length @param {number} rate @param {Told} told @param {AbortSignal} signal */
async function recordVideo(type, film, length, rate, told, signal) {
  const { width, height } = film.canvas;
  film.draw(0);
  const stream = film.canvas.captureStream(rate);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: Math.max(1e6, width * height * rate * BITS_A_PIXEL) });
  /** @type {Blob[]} */
  const parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const over = endOf(recorder, signal);
  const [begun, ended, broken] = [heard(recorder, "start"), heard(recorder, "stop"), heard(over, "abort")];
  try {
    recorder.start();
    await Promise.race([broken, begun]);
    over.throwIfAborted();
    await shown(film, length, rate, told, over);
    await pause(GRACE_MS);
  } finally {
    if (recorder.state !== "inactive") recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  }
  await Promise.race([broken, ended]);
  over.throwIfAborted();
  return new Blob(parts, { type });
}

/** @param {EventTarget} target @param {string} event */
const heard = (target, event) => new Promise((go) => target.addEventListener(event, go));

// As `signal`, and with the recorder's own fault where it has one.
/** @param {MediaRecorder} recorder @param {AbortSignal} signal */
function endOf(recorder, signal) {
  const over = new AbortController();
  signal.addEventListener("abort", () => over.abort(signal.reason));
  recorder.addEventListener("error", (event) => over.abort(/** @type {ErrorEvent} */ (event).error ?? new Error("the recording failed")));
  return over.signal;
}

/** @param {OffscreenFilm} film @param {number} length @param {number} rate @param {Told} told @param {AbortSignal} signal */
async function shown(film, length, rate, told, signal) {
  const frames = Math.round(length * rate);
  const began = performance.now();
  for (let i = 0; i < frames; i = Math.max(i + 1, Math.floor(((performance.now() - began) * rate) / 1000))) {
    film.draw(film.generationAt(i / (frames - 1)), 1000 / rate);
    told((i + 1) / frames, 0);
    await untilTime(began + (1000 * (i + 1)) / rate);
    signal.throwIfAborted();
  }
  film.draw(film.generationAt(1));
  await untilTime(began + 1000 * length);
}

/** @param {OffscreenFilm} film @param {number} generation */
export const drawing = (film, generation) => new Blob([film.drawing(generation)], { type: "image/svg+xml" });

/** @param {OffscreenFilm} film @param {number} generation @returns {Promise<Blob>} */
export function still(film, generation) {
  film.draw(generation);
  return new Promise((done, fail) => film.canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large"))), "image/png"));
}
