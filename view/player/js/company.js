// The players of a page keep one clock: what is done to one is done to all, and none runs ahead of what another awaits.
const company = new Set();

export const joinCompany = (transport) => company.add(transport);
export const leaveCompany = (transport) => company.delete(transport);
export const commonEdge = () => Math.min(...[...company].map((transport) => transport.edge));

// The longest run's plan: with steps that grow, all keep the same pace.
export const commonPlan = () => Math.max(...[...company].map(({ scene }) => scene.planned));

export function tellCompany(leader) {
  for (const transport of company) if (transport !== leader) transport.follow(leader);
}
