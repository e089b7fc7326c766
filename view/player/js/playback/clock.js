// Playing is time based: a slow machine drops frames and the clock holds.
const SWEEP_FRAMES = 660;
const LONGEST_WAIT = 500;

/** @typedef {{ wait: string, stride: string }} Pace milliseconds from frame to frame, and generations, or "log" */

export class Clock {
  position = 0;
  playing = false;
  owed = 0;
  begins = false; // with the next look at it, as all others do that were set with it

  // Moves on by `elapsed` milliseconds, never past the `edge`, the last generation that has arrived.
  /** @param {number} elapsed @param {Pace} pace @param {number} last @param {number} edge */
  advance(elapsed, pace, last, edge) {
    if (this.begins) {
      this.begins = false;
      return;
    }
    // Nominal 16 and 33 ms mean every one and every second refresh of a 60 Hz screen; the quarter forgives jitter.
    const wait = Number(pace.wait);
    const period = wait < 50 ? Math.round(wait / 16.6) * (1000 / 60) : wait;
    this.owed += Math.min(elapsed, Math.max(LONGEST_WAIT, period));
    const frames = Math.floor(this.owed / period + 0.25);
    if (frames < 1) return;
    this.owed -= frames * period;
    this.position = Math.min(this.ahead(frames, pace.stride, last), edge);
  }

  /** @param {number} frames @param {string} stride @param {number} last */
  ahead(frames, stride, last) {
    if (stride !== "log") return this.position + frames * Number(stride);
    return generationAt(fractionOf(this.position, last, true) + frames / SWEEP_FRAMES, last, true);
  }
}

// Where a generation lies along the axis, 0 to 1, and back; the log axis is that of generation + 1.
/** @param {number} generation @param {number} last @param {boolean} logarithmic */
export function fractionOf(generation, last, logarithmic) {
  if (last <= 0) return 0;
  return logarithmic ? Math.log1p(generation) / Math.log1p(last) : generation / last;
}

/** @param {number} fraction @param {number} last @param {boolean} logarithmic */
export function generationAt(fraction, last, logarithmic) {
  const inside = Math.min(1, Math.max(0, fraction));
  return logarithmic ? Math.expm1(inside * Math.log1p(last)) : inside * last;
}
