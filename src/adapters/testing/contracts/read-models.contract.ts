import type { ReadModels } from '../../../application/ports/read-models.port.js';
import type { Contract } from '../contract.js';
import { applyCases } from './read-models/apply.cases.js';
import { generationCases } from './read-models/generation.cases.js';
import { listCases } from './read-models/list.cases.js';
import { trimCases } from './read-models/trim.cases.js';

/** What every store of read models promises. Each case needs an empty store. */
export const readModelsContract: Contract<ReadModels> = {
  port: 'ReadModels',
  cases: [...applyCases, ...listCases, ...trimCases, ...generationCases],
};
