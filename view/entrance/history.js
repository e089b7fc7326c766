// Streamlit makes an entry in the browser's history whenever the page has another link (1.67). Back is to lead from one
// thing that was chosen to the one before: a drag is one, however often its values are told on the way, and what the
// page says of its link by itself is none.
{
  let owed = 0; // things that may have been chosen, of which no link has told yet
  let led = false; // whether Back or Forward was the last thing that was chosen

  // Once all that was chosen before has been told, nothing else is owed.
  const idle = () => document.querySelector("[data-testid=stApp]")?.getAttribute("data-test-script-state") === "notRunning";

  /** @param {Event} event */
  const chosen = (event) => {
    if ("repeat" in event && event.repeat) return; // a key that is held
    owed = idle() ? 1 : owed + 1;
    led = false;
  };

  // Of two ways back, one right after the other, the page in between may be told once the page after it is there.
  /** @param {boolean} elsewhere whether the link is another page's, with which comes what that page says of it */
  const another = (elsewhere) => {
    if (elsewhere) owed = 0;
    return elsewhere ? !led : owed > 0 && owed-- > 0;
  };

  const push = history.pushState.bind(history);
  history.pushState = (state, unused, url) => {
    const elsewhere = new URL(url ?? "", location.href).pathname !== location.pathname;
    if (another(elsewhere)) push(state, unused, url);
    else history.replaceState(state, unused, url);
  };
  for (const name of ["pointerdown", "keydown", "drop"]) addEventListener(name, chosen, { capture: true });
  addEventListener("popstate", () => { owed = 0; led = true; });
}
