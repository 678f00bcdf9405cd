/** How many runs each property gets: short in `npm test`, long in `npm run test:deep`. */
export const runs = Number(process.env['FC_RUNS'] ?? 200);
