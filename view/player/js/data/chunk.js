// What a chunk is: "CCP1", header length, JSON header, padding to 8, arrays each padded to 8; little endian.
export const MAGIC = 0x31504343;
export const ARRAYS = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, u2: Uint16Array, u4: Uint32Array };

/**
 * The header of a piece of a film.
 * @typedef {object} PieceHeader
 * @property {number} from the first generation in it
 * @property {number} to the first that is not
 * @property {string} run unique per computation
 * @property {string} title
 * @property {string} continues the shorter run that this one goes on with, or nothing
 * @property {"queued" | "running" | "done" | "cancelled" | "failed"} status
 * @property {string} headway how far a running one is, in words
 * @property {boolean} done whether no more will come
 * @property {number} total generations planned, generation 0 included
 * @property {number} dims
 * @property {number} components
 * @property {number} points rows of a generation that are shown
 * @property {number} of rows that it has
 * @property {number[]} view xlo, xhi, ylo, yhi
 * @property {string[]} axes
 * @property {number[]} moments generations of the film strip
 * @property {number} stretch generations that are fetched at once by whoever looks closer
 * @property {number[] | null} lines across and along, of what a decoder reaches
 * @property {Gallery[]} galleries
 * @property {Symbols | null} symbols
 * @property {Series[]} series
 * @property {[name: string, type: string, shape: number[], offset: number][]} arrays
 */

/**
 * What a page adds to it: how the run is to be seen, and how far it has come.
 * @typedef {object} Opening
 * @property {number} length generations recorded so far
 * @property {boolean} ended
 * @property {boolean} recorded whether nobody computes it, because it was there before
 * @property {[since: number, words: string][]} story what is said of it, from which generation on
 * @property {string} film where the rest is fetched; empty: nowhere
 * @property {string} link where the run is found by anybody; empty: where the page is
 * @property {[name: string, words: string][]} made what determined the run, and what computed it
 * @property {boolean} brief the picture alone
 * @property {string} by_hand what the viewer does to see the next generation
 * @property {boolean} autoplay
 * @property {boolean} ahead whether what lies ahead of the viewer is shown
 * @property {[label: string, place: string][]} ways what to try next, where the film has ended, and where it is seen
 * @property {number | null} pause the generation at which it opens, and rests
 * @property {number | null} beneath pixels left free below, where the player fills the window
 * @property {boolean} presented large, and heard from the whole page
 */

/**
 * @typedef {object} Series
 * @property {string} name
 * @property {string} label
 * @property {"linear" | "log"} scale
 * @property {boolean} percent
 * @property {number | null} level
 * @property {string} levelLabel
 * @property {number} row which of the measured rows it draws
 */

/**
 * @typedef {object} Gallery
 * @property {string} label
 * @property {string} note
 * @property {number} tiles
 * @property {number} height
 * @property {number} width
 */

/**
 * @typedef {object} Symbols
 * @property {string} noun
 * @property {string[]} names
 * @property {number[]} truth the share of each in the real data
 */

/**
 * The arrays behind the header: of every generation the first two, the others of those with a frame.
 * @typedef {object} Arrays
 * @property {Float64Array} series (rows, generations)
 * @property {Float64Array} ellipses (generations, components, 6)
 * @property {Uint32Array} keyframes the generations with a frame
 * @property {Float64Array} bounds (frames, 4): xlo, ylo, xhi, yhi
 * @property {Uint16Array | Uint32Array} counts (frames, components), rows of each
 * @property {Uint16Array} cloud (frames, points, dims), in 65535ths of the bounds
 * @property {Float64Array} [corners] (frames, 4), the bounds of the lattice
 * @property {Uint16Array} [lattice] (frames, lines, points, 2)
 * @property {Uint8Array} [pictures] (frames, pixels)
 * @property {Uint16Array} [bars] (frames, symbols), in 65535ths, rounded up
 * @property {Float64Array} [realBounds] of a page alone: xlo, ylo, xhi, yhi
 * @property {Uint16Array} [real] (rows, dims), some of the real data, in 65535ths of these bounds
 * @property {Float32Array} [body] (corners, dims), the outlines of all but the tail of the real data, one after the other
 * @property {Uint32Array} [rings] corners of each outline
 */

/**
 * What a run does not have, its chunks do not have either, and nobody asks for it.
 * @typedef {PieceHeader & Required<Omit<Arrays, "series">> & { rows: Float64Array }} Chunk
 */

/** @typedef {Chunk & Opening} OpeningChunk */
