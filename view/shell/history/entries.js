// Streamlit makes an entry in the browser's history whenever the page has another link (1.67). Back is to lead from one
// thing that was chosen to the one before: a drag is one, however often its values are told on the way, and what the
// page says of its link by itself is none.

export class Entries {
  owed = 0; // things that may have been chosen, of which no link has told yet

  /** @param {boolean} idle whether all that was chosen before has been told */
  chosen(idle) {
    this.owed = idle ? 1 : this.owed + 1;
  }

  // Whether a link is another entry; else it takes the place of the one before.
  /** @param {boolean} elsewhere whether it is another page's */
  another(elsewhere) {
    if (elsewhere) {
      this.owed = 0; // what that page says of its link comes with it
      return true;
    }
    return this.owed > 0 && this.owed-- > 0;
  }
}

const entries = new Entries();
let listening = false;

export default function mount() {
  if (listening) return;
  listening = true;
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, url) => {
    const elsewhere = new URL(url ?? "", location.href).pathname !== location.pathname;
    if (entries.another(elsewhere)) push(state, unused, url);
    else history.replaceState(state, unused, url);
  };
  for (const name of ["pointerdown", "keydown", "drop"]) addEventListener(name, chosen, { capture: true });
  addEventListener("popstate", () => { entries.owed = 0; });
}

/** @param {Event} event */
function chosen(event) {
  if (event instanceof KeyboardEvent && event.repeat) return;
  entries.chosen(document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state") === "notRunning");
}
