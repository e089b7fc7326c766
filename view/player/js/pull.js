// Asks for what comes next, and asks again when no answer comes: chunks are pulled, so none can be lost.
const BREATH_MS = 100;
const PATIENCE_MS = 4000;

export class Pull {
  constructor(send) {
    this.send = send;
    this.timer = 0;
  }

  after(run) {
    clearTimeout(this.timer);
    if (run.done) return;
    // A finished run is fetched without a pause; a running one is given time to grow.
    const growing = run.status === "running" || run.status === "queued";
    this.timer = setTimeout(() => this.ask(run), growing ? BREATH_MS : 0);
  }

  ask(run) {
    this.send({ run: run.id, have: run.loaded });
    this.timer = setTimeout(() => this.ask(run), PATIENCE_MS);
  }

  stop() {
    clearTimeout(this.timer);
  }
}
