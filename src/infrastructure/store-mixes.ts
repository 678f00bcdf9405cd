import type { ConfigProblem } from './settings.js';
import { variableOf } from './settings.js';
import type { StoreChoice, StorePort } from './store-choices.js';

interface Mixed {
  readonly stores: StoreChoice;
  readonly instances: 'one' | 'several';
  readonly keyring: string | undefined;
}

interface Mix {
  /** Which settings are wrong together, the one to change first. */
  find(config: Mixed): readonly (StorePort | 'keyring')[];
  readonly vi: string;
  readonly en: string;
}

/** What one instance must be told by another: kept in one process or on one machine, the others would not know. */
const shared: readonly StorePort[] = [
  'eventStore',
  'readModels',
  'challenges',
  'rateLimits',
  'sessions',
  'idempotency',
  'outbox',
  'secretVault',
  'subjectKeys',
  'evidenceStore',
];
const isLocal = (store: string): boolean => store === 'memory' || store === 'sqlite';
const isOnServer = (store: string): boolean => !isLocal(store) && store !== 'none';

/** Combinations that start, serve, and then lose or forgive something. In the order in which they are told. */
export const dangerousMixes: readonly Mix[] = [
  {
    find: ({ stores, instances }) => (instances === 'several' ? shared.filter((port) => isLocal(stores[port])) : []),
    vi: 'không dùng được khi có nhiều tiến trình phục vụ: các tiến trình khác không thấy dữ liệu này (hoặc đặt DINHDANH_INSTANCES=one)',
    en: 'cannot serve several instances: the others would not see what is kept there (or set DINHDANH_INSTANCES=one)',
  },
  {
    find: ({ stores, instances }) => (instances === 'several' && isLocal(stores.leases) ? ['leases'] : []),
    vi: 'phải là redis, postgres hoặc none khi có nhiều tiến trình phục vụ',
    en: 'has to be redis, postgres or none where several instances serve',
  },
  {
    find: ({ stores }) =>
      stores.eventStore === 'memory' && Object.values(stores).some(isOnServer) ? ['eventStore'] : [],
    vi: 'trong bộ nhớ sẽ mất mọi tài khoản khi tiến trình dừng, trong khi các kho khác còn lại',
    en: 'in memory loses every account with the process, while other stores keep what belongs to them',
  },
  {
    find: ({ stores }) => (stores.outbox === 'memory' && stores.eventStore !== 'memory' ? ['outbox'] : []),
    vi: 'trong bộ nhớ sẽ mất tin nhắn đã hứa gửi khi tiến trình dừng',
    en: 'in memory loses messages that were promised when the process ends',
  },
  {
    find: ({ stores, keyring }) => (keyring === undefined && Object.values(stores).some(isOnServer) ? ['keyring'] : []),
    vi: 'phải chỉ rõ tệp khóa: mỗi máy tự tạo một tệp thì cùng một số định danh sẽ có nhiều khóa, và dữ liệu niêm phong không mở được ở máy khác',
    en: 'has to name the key file: with one of its own on every machine an identifier would have several claims, and what one sealed no other could open',
  },
];

/** Everything that is wrong with a choice of stores, each by the setting that has to change. */
export const storeProblems = (config: Mixed): readonly ConfigProblem[] =>
  dangerousMixes.flatMap(({ find, vi, en }) =>
    find(config).map((name) => ({
      setting: variableOf(name),
      given: name === 'keyring' ? '' : config.stores[name],
      vi,
      en,
    })),
  );
