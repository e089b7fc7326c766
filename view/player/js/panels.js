// Which panel shows what a generation said: bars, pictures, a cloud in the plane, or a hill on a line.
import { BarsPanel } from "./bars.js";
import { CloudPanel } from "./cloud.js";
import { DensityPanel } from "./density.js";
import { WallPanel } from "./wall.js";

export function panelFor(scene, bare = false) {
  if (scene.run.symbols) return new BarsPanel(scene, bare);
  if (scene.run.galleries.length) return new WallPanel(scene, bare);
  return scene.run.dims > 1 ? new CloudPanel(scene, bare) : new DensityPanel(scene, bare);
}
