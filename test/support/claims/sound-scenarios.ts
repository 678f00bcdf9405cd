import { alias, close, merge, once, register, reverse, tasksOf } from './commands.js';
import { faultCases } from './fault-scenarios.js';
import type { Scenario } from './interleaving.js';

const twoAccounts = [register('A', 'k1'), register('B', 'k2')];
const threeAccounts = [...twoAccounts, register('C', 'k3')];

/** What the protocol has to stand, beside every scenario in which a fault shows. */
const further: Readonly<Record<string, Scenario>> = {
  'three registrations of one identifier': {
    before: [],
    tasks: tasksOf(register('A', 'k'), register('B', 'k'), register('C', 'k')),
  },
  'a registration, its twin and another one': {
    before: [],
    tasks: tasksOf(register('A', 'k'), register('A', 'k'), register('B', 'k')),
  },
  'two identifiers, claimed in opposite order': {
    before: [],
    tasks: tasksOf(register('A', 'k1', 'k2'), register('B', 'k2', 'k1')),
  },
  'a silent registration between two that overlap with it': {
    before: [],
    tasks: [once(register('A', 'k1', 'k2')), ...tasksOf(register('B', 'k1'), register('C', 'k2'))],
  },
  'a registration while the owner is closed': {
    before: [register('D', 'k')],
    tasks: tasksOf(close('D'), register('A', 'k'), register('A', 'k')),
  },
  'merges in a circle of three': {
    before: threeAccounts,
    tasks: tasksOf(merge('m', 'A', 'B'), merge('n', 'B', 'C'), merge('o', 'C', 'A')),
  },
  'a merge, its twin and the closing of the survivor': {
    before: twoAccounts,
    tasks: tasksOf(merge('m', 'B', 'A'), merge('m', 'B', 'A'), close('B')),
  },
  'a merge of an account that is only being made': {
    before: [register('A', 'k1')],
    tasks: tasksOf(register('B', 'k2'), merge('m', 'A', 'B'), close('A')),
  },
  'a reversal while the survivor is closed and the identifier is asked for': {
    before: [...twoAccounts, merge('m', 'B', 'A')],
    tasks: tasksOf(close('B'), reverse('m', 'A'), register('C', 'k1')),
  },
  'a chain of merges that is undone in the middle': {
    before: [...threeAccounts, merge('m', 'B', 'A'), merge('n', 'C', 'B')],
    tasks: tasksOf(close('C'), reverse('n', 'B'), register('D', 'k1')),
  },
  'an alias against a registration of it': {
    before: [register('A', 'k1')],
    tasks: tasksOf(alias('A', 'k2'), register('B', 'k2'), close('A')),
  },
  'an alias while its account is absorbed': {
    before: twoAccounts,
    tasks: tasksOf(alias('A', 'k3'), merge('m', 'B', 'A'), register('C', 'k3')),
  },
  'an alias that an account held, while that account is absorbed and given back': {
    before: twoAccounts,
    tasks: tasksOf(alias('A', 'k2'), merge('m', 'A', 'B'), reverse('m', 'B')),
  },
  'a merge while the victim is suspended': {
    before: twoAccounts,
    tasks: tasksOf(
      merge('m', 'B', 'A'),
      { kind: 'suspend', id: 'suspend-A', account: 'A' },
      { kind: 'reinstate', id: 'reinstate-A', account: 'A' },
    ),
  },
};

export const soundScenarios: Readonly<Record<string, Scenario>> = {
  ...further,
  ...Object.fromEntries(faultCases.map(({ says, scenario }) => [`where it would show that ${says}`, scenario])),
};
