// The address that gives a run again, and of a picture its generation.
const SHOWING = ["embed", "embed_options", "sidebar", "lock", "autoplay", "present", "ahead", "pause", "page"]; // how a page is shown, not what
const WRITTEN = 300; // longer ones nobody types, and they are no line of a picture

// `link` is a report's, which lies anywhere; else the page itself is where the run is. Empty where nobody knows.
/** @param {string} here @param {string} link @param {number | null} generation */
export function addressOf(here, link, generation) {
  if (!link && !here.startsWith("http")) return "";
  const address = new URL(link || here);
  for (const name of SHOWING) address.searchParams.delete(name);
  if (generation !== null) address.searchParams.set("pause", String(generation));
  address.hash = "";
  return address.href;
}

/** @param {string} address */
export const asWritten = (address) => (address.length <= WRITTEN ? address.replace(/^https?:\/\//, "") : "");
