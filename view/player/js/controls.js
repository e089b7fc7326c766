// Buttons, slider, keys and the pointer: each gesture becomes one call of the player.
export function connect(player) {
  const { root, signal } = player;
  const on = (element, event, act, options) => element.addEventListener(event, act, { signal, ...options });
  const each = (name, event, act) => {
    for (const element of root.querySelectorAll(`[data-${name}]`)) on(element, event, () => act(element.dataset[name], element.value));
  };
  each("do", "click", (verb) => player.transport[verb]());
  each("set", "change", (name, value) => player.setPace(name, value));
  each("axis", "click", (axis) => player.setAxis(axis === "log"));
  each("zoom", "click", (zoom) => player.setZoom(zoom === "follow"));
  on(root.querySelector(".galleries"), "click", ({ target }) => target.dataset.gallery && player.setGallery(Number(target.dataset.gallery)));
  connectSlider(player, on);
  connectCharts(player, on);
  on(root, "keydown", (event) => pressed(player, event));
  on(document, "visibilitychange", () => player.rest());
}

function connectSlider(player, on) {
  const slider = player.root.querySelector(".slider");
  on(slider, "input", () => player.transport.scrub(slider.value / slider.max));
  on(slider, "change", () => player.settle());
}

function connectCharts(player, on) {
  const { canvas } = player.charts;
  let held = false;
  const follow = (event) => held && player.transport.scrub(player.fractionUnder(event.clientX));
  const release = () => {
    if (held) player.settle();
    held = false;
  };
  on(canvas, "pointerdown", (event) => {
    if (event.button) return;
    held = true;
    canvas.setPointerCapture(event.pointerId);
    follow(event);
  });
  on(canvas, "pointermove", follow);
  on(canvas, "pointerup", release);
  on(canvas, "pointercancel", release);
}

const KEYS = {
  " ": (player) => player.transport.toggle(),
  ArrowLeft: ({ transport }, far) => transport.step(far ? -transport.stride : -1),
  ArrowRight: ({ transport }, far) => transport.step(far ? transport.stride : 1),
  Home: (player) => player.transport.first(),
  End: (player) => player.transport.last(),
  l: (player) => player.setAxis(!player.scene.logarithmic),
  z: (player) => player.setZoom(!player.following),
  p: (player) => player.nextGallery(),
};

const BY_HAND = {
  " ": ({ transport }) => transport.forward(),
  ArrowRight: ({ transport }) => transport.forward(),
  ArrowLeft: ({ transport }) => transport.back(),
};

// Selects keep their keys, a focused button keeps its space bar, and the browser keeps its shortcuts.
export function pressed(player, event, more = {}) {
  const keys = { ...(player.scene.byHand ? BY_HAND : KEYS), ...more };
  const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  const { tagName } = event.target;
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  if (tagName === "SELECT" || (tagName === "BUTTON" && event.key === " ")) return;
  event.preventDefault();
  event.stopPropagation();
  act(player, event.shiftKey);
}
