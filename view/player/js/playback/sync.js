// The players of a page keep one clock: what is done to one is done to all, and none runs ahead of what another awaits.
/** @import { Transport } from "./transport.js" */

/** @type {Set<Transport>} */
const together = new Set();

/** @param {Transport} transport */
export const joinSync = (transport) => together.add(transport);
/** @param {Transport} transport */
export const leaveSync = (transport) => together.delete(transport);
export const abreast = () => [...together].map(({ scene }) => scene).filter(({ run }) => run);
export const commonEdge = () => Math.min(...[...together].map((transport) => transport.edge));

// The longest run's plan: with steps that grow, all keep the same pace.
export const commonPlan = () => Math.max(...[...together].map(({ scene }) => scene.planned));

/** @param {Transport} leader */
export function tellOthers(leader) {
  for (const transport of together) if (transport !== leader) transport.follow(leader);
}
