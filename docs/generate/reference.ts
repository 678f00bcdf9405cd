import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { namedShapes, storedTypes, upcastSteps } from '../../src/adapters/event-codec/registry.js';
import { errorAreas } from '../../src/application/errors/catalogue.js';
import { ruleAreas } from '../../src/application/reference/all-rules.js';
import { documentedEditions } from '../../src/domain/policy/editions/documented-editions.js';
import { sandboxEdition } from '../../src/domain/policy/editions/sandbox.js';
import { conformancePage } from './conformance-page.js';
import { errorsPage } from './errors-page.js';
import { eventsPage } from './events-page.js';
import { opensslOcspSection } from './openssl-ocsp/openssl-ocsp-section.js';
import { readOpensslOcsp, runOpensslOcsp } from './openssl-ocsp/run-openssl-ocsp.js';
import { readPkits } from './pkits/pkits-data.js';
import { runPkits } from './pkits/run-pkits.js';
import { policyPage } from './policy-page.js';
import { rulesPage, testsOf, unknownRuleIds } from './rules-page.js';
import { trackedFilesUnder } from './source-files.js';
import { indexTests } from './test-index.js';
import { runWycheproof } from './wycheproof/run-wycheproof.js';
import { readWycheproof } from './wycheproof/wycheproof-data.js';
import { wycheproofSection } from './wycheproof/wycheproof-section.js';

export interface Reference {
  /** By name in docs/reference. */
  readonly pages: ReadonlyMap<string, string>;
  readonly gaps: {
    readonly rulesWithoutTest: readonly string[];
    readonly codesWithoutTest: readonly string[];
    readonly titlesOfNoRule: readonly string[];
  };
}

/** The whole reference, from the code that is loaded and the tests under `root`; the same input gives the same bytes. */
export function makeReference(root: string): Reference {
  const tests = indexTests([
    // Tests of the documentation name rules and codes without showing them.
    ...trackedFilesUnder(root, 'test', '.spec.ts').filter(({ path }) => !path.startsWith('test/docs/')),
    ...trackedFilesUnder(root, 'src/adapters/testing/contracts', '.contract.ts'),
  ]);
  const rules = ruleAreas.flatMap((area) => area.rules);
  const entries = errorAreas.flatMap((area) => area.entries);
  return {
    pages: new Map([
      ['rules.md', rulesPage(ruleAreas, tests)],
      ['errors.md', errorsPage(errorAreas, tests)],
      [
        'events.md',
        eventsPage({
          types: storedTypes,
          shapes: namedShapes,
          upcasts: upcastSteps,
          port: readFileSync(join(root, 'src/application/ports/event-store.port.ts'), 'utf8'),
        }),
      ],
      ['policy.md', policyPage(documentedEditions, sandboxEdition)],
      ['pki-conformance.md', conformanceOf(root)],
    ]),
    gaps: {
      rulesWithoutTest: rules.filter((rule) => testsOf(tests, rule).length === 0).map(({ id }) => id),
      codesWithoutTest: entries.filter(({ code }) => tests.placesOf(code).length === 0).map(({ code }) => code),
      titlesOfNoRule: unknownRuleIds(tests, ruleAreas),
    },
  };
}

/** Pages of docs/reference that no generator writes: what people ran, and with what. */
export const writtenByHand: readonly string[] = ['tested-with.md'];

const conformances = new Map<string, string>();

/** Thousands of public-key operations: once a process is enough. */
function conformanceOf(root: string): string {
  const known = conformances.get(root);
  if (known !== undefined) return known;
  const pkits = readPkits(root);
  const text = conformancePage(pkits, runPkits(pkits), [
    ...opensslOcspSection(runOpensslOcsp(readOpensslOcsp(root))),
    ...wycheproofSection(readWycheproof(root).map(runWycheproof)),
  ]);
  conformances.set(root, text);
  return text;
}
