import type { PolicyEdition } from '../edition.js';
import { edition2019 } from './edition-2019.js';
import { edition202207 } from './edition-2022-07.js';
import { edition2023 } from './edition-2023.js';
import { edition202407 } from './edition-2024-07.js';
import { edition202507 } from './edition-2025-07.js';

/** The editions that follow the documents, oldest first: what a portal runs on, and what a replay asks "as the law stood". */
export const documentedEditions: readonly PolicyEdition[] = [
  edition2019,
  edition202207,
  edition2023,
  edition202407,
  edition202507,
];
