import { decidedBy, deepFreeze, type Decides } from '../../../src/adapters/testing/decider-spec.js';
import { accepted, rejected } from '../../../src/domain/kernel/decider.js';

type Command = { readonly type: 'Put'; readonly items: readonly string[] } | { readonly type: 'Open' };
type Event = { readonly type: 'Put'; readonly item: string; readonly note?: string | undefined };
interface State {
  readonly items: readonly string[];
}

/** A box for three things. */
const box: Decides<Command, Event, State, 'box.full' | 'box.locked'> = {
  initialState: { items: [] },
  decide: (state, command) => {
    if (command.type === 'Open') return rejected('box.locked');
    const room = 3 - state.items.length;
    if (command.items.length > room) return rejected('box.full', { room });
    return accepted(...command.items.map((item): Event => ({ type: 'Put', item })));
  },
  evolve: (state, { item }) => ({ items: [...state.items, item] }),
};

const given = decidedBy(box);
const put = (...items: string[]): Command => ({ type: 'Put', items });
const was = (item: string): Event => ({ type: 'Put', item });

describe('given–when–then', () => {
  it('passes on exactly the events, the refusal, the state', () => {
    given(was('a')).when(put('b', 'c')).then(was('b'), was('c'));
    given().when(put()).thenNothing();
    given(was('a'), was('b')).when(put('c', 'd')).thenRejected('box.full', { room: 1 });
    given().when({ type: 'Open' }).thenRejected('box.locked');
    given(was('a')).thenState((state) => expect(state).toEqual({ items: ['a'] }));
    given(was('a'))
      .when(put('b'))
      .then(was('b'))
      .andState((state) => expect(state).toEqual({ items: ['a', 'b'] }));
  });

  it.each([
    ['another event', () => given().when(put('a')).then(was('b'))],
    ['the same events in another order', () => given().when(put('a', 'b')).then(was('b'), was('a'))],
    ['one event too few', () => given().when(put('a', 'a')).then(was('a'))],
    ['one event too many', () => given().when(put('a')).then(was('a'), was('a'))],
    [
      'a field more',
      () =>
        given()
          .when(put('a'))
          .then({ ...was('a'), note: 'new' }),
    ],
    [
      'a field that is there and undefined',
      () =>
        given()
          .when(put('a'))
          .then({ ...was('a'), note: undefined }),
    ],
    ['events where there are none', () => given().when(put()).then(was('a'))],
    ['events where it is refused', () => given().when({ type: 'Open' }).then(was('a'))],
    ['nothing where there is an event', () => given().when(put('a')).thenNothing()],
    ['nothing where it is refused', () => given().when({ type: 'Open' }).thenNothing()],
    ['a refusal where it is accepted', () => given().when(put('a')).thenRejected('box.full')],
    ['a refusal where there is nothing to do', () => given().when(put()).thenRejected('box.full')],
    ['another code', () => given().when({ type: 'Open' }).thenRejected('box.full')],
    [
      'other facts',
      () =>
        given()
          .when(put('a', 'b', 'c', 'd'))
          .thenRejected('box.full', { room: 4 }),
    ],
    [
      'no facts where there are some',
      () =>
        given()
          .when(put('a', 'b', 'c', 'd'))
          .thenRejected('box.full'),
    ],
    ['facts where there are none', () => given().when({ type: 'Open' }).thenRejected('box.locked', { room: 0 })],
  ])('fails on %s', (_case, run) => {
    expect(run).toThrow();
  });

  it.each<[string, Partial<typeof box>]>([
    ['changes its state', { decide: (state) => (pushTo(state.items, 'x'), accepted()) }],
    ['changes its command', { decide: (_state, command) => (pushTo(itemsOf(command), 'x'), accepted()) }],
    ['evolves in place', { evolve: (state, { item }) => (pushTo(state.items, item), state) }],
    ['changes the event', { evolve: (state, event) => (Object.assign(event, { item: 'x' }), state) }],
    ['answers differently the second time', { decide: unsteady() }],
  ])('fails on a decider that %s', (_case, part) => {
    expect(() => decidedBy({ ...box, ...part })(was('a')).when(put('b'))).toThrow();
  });
});

describe('freezing to the depth', () => {
  it('freezes what is inside of something frozen', () => {
    const inner = { text: 'a' };
    deepFreeze(Object.freeze({ list: Object.freeze([inner]) }));
    expect(Object.isFrozen(inner)).toBe(true);
  });

  it('gives back what it was given', () => {
    const value = { list: [1, { two: 2 }], none: null };
    expect(deepFreeze(value)).toBe(value);
    expect(deepFreeze('text')).toBe('text');
  });
});

function pushTo(list: readonly string[], item: string): void {
  (list as string[]).push(item);
}

function itemsOf(command: Command): readonly string[] {
  return command.type === 'Put' ? command.items : [];
}

function unsteady(): typeof box.decide {
  let calls = 0;
  return () => accepted({ type: 'Put', item: String((calls += 1)) });
}
