/** How many runs each property gets: short in `npm test`, long in `npm run test:deep`. */
export const runs = Number(process.env['FC_RUNS'] ?? 200);

/** Above what `npm test` does; the time limit of a test is raised from there on as well (jest.config.cjs). */
export const isDeep = runs >= 1_000;
