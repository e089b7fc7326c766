// Which panel shows what a generation said: bars, pictures, a cloud in the plane, or a hill on a line.
import { BarsPanel } from "./bars.js";
import { CloudPanel } from "./cloud.js";
import { DensityPanel } from "./density.js";
import { ImageWallPanel } from "./image_wall.js";
/** @import { Panel } from "../canvas/surface.js" */
/** @import { Scene } from "./scene.js" */

/** @param {Scene} scene @returns {Panel} */
export function panelFor(scene, bare = false) {
  if (scene.run.symbols) return new BarsPanel(scene, bare);
  if (scene.run.galleries.length) return new ImageWallPanel(scene, bare);
  return scene.run.dims > 1 ? new CloudPanel(scene, bare) : new DensityPanel(scene, bare);
}
