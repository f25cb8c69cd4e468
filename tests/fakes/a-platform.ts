import type { Card } from '../../src/chat/card.ts';
import type { NewRoom, Place, Platform, Posted, SayOptions } from '../../src/chat/platform.ts';
import { notFound } from '../../src/errors.ts';

/** A platform's fault, as the real ones carry it. */
export class Fault extends Error {
  readonly code: string;
  readonly retry: boolean;
  readonly retryAfterSeconds: number | undefined;
  readonly gone: boolean;
  readonly forAll: boolean;
  constructor(code: string, { retry = false, retryAfterSeconds, gone = false, forAll = false }: { retry?: boolean; retryAfterSeconds?: number; gone?: boolean; forAll?: boolean } = {}) {
    super(`It said ${code}`);
    this.code = code;
    this.retry = retry;
    this.retryAfterSeconds = retryAfterSeconds;
    this.gone = gone;
    this.forAll = forAll;
  }
}

export interface Said { place: string; thread?: string; id: string; key: string; card: Card; to?: string; mentions?: readonly string[]; edits: number; /** Did somebody wait for the last edit? */ awaited?: boolean }
type Call = 'say' | 'edit' | 'tell' | 'open' | 'close' | 'hide' | 'invite' | 'pin' | 'group';

export interface FakePlatform extends Platform {
  said: Said[];
  rooms: Map<string, NewRoom & { members: string[]; isClosed: boolean; farewell?: Card }>;
  pinned: string[];
  /** Members by group. */
  groups: Map<string, string[]>;
  /** Every call, whatever came of it. */
  calls: Call[];
  /** What a call does instead of going well: throws, or never answers. `place` narrows it. */
  instead: Partial<Record<Call, (place: string) => Promise<void>>>;
  /** Everything goes well again. */
  recover(): void;
  /** Who is not to be disturbed, and who has no account here. */
  rest: Set<string>;
  strangers: Set<string>;
}

export const never = (): Promise<never> => new Promise(() => undefined);
export const refuse = (...fault: ConstructorParameters<typeof Fault>) => async (): Promise<never> => { throw new Fault(...fault); };

/** Slack, or another, as far as the rest of the product can tell: remembers everything, finds what it said by key, and fails on demand. */
export function aPlatform(name: 'slack' | 'discord' = 'slack'): FakePlatform {
  let count = 0;
  const said: Said[] = [];
  const rooms: FakePlatform['rooms'] = new Map();
  const pinned: string[] = [];
  const groups = new Map<string, string[]>();
  const calls: Call[] = [];
  const instead: FakePlatform['instead'] = {};
  const [rest, strangers] = [new Set<string>(), new Set<string>()];
  const enter = async (call: Call, place: string): Promise<void> => {
    calls.push(call);
    await instead[call]?.(place);
  };
  const post = (place: Place, card: Card, { key, mentions }: SayOptions, to?: string): Posted => {
    const known = said.find((one) => one.place === place.id && one.key === key);
    if (known) return { place, id: known.id };
    const one: Said = { place: place.id, ...(place.thread === undefined ? {} : { thread: place.thread }), id: `${name === 'slack' ? '' : name}m${++count}`, key, card, edits: 0, ...(to === undefined ? {} : { to }), ...(mentions === undefined ? {} : { mentions }) };
    said.push(one);
    return { place, id: one.id };
  };
  return {
    name, said, rooms, pinned, groups, calls, instead, rest, strangers,
    recover: () => { for (const call of Object.keys(instead) as Call[]) delete instead[call]; },
    health: () => ({ ok: true, detail: '' }),
    places: {
      async open(room) {
        await enter('open', room.key);
        const known = [...rooms].find(([, one]) => one.key === room.key && !one.isClosed)?.[0];
        const id = known ?? `${name === 'slack' ? '' : name}R${++count}`;
        if (known === undefined) rooms.set(id, { ...room, members: [], isClosed: false });
        return { platform: name, id, kind: 'room' };
      },
      async close(place, farewell) {
        await enter('close', place.id);
        Object.assign(rooms.get(place.id)!, { isClosed: true, farewell });
      },
      async hide(place, bare) {
        await enter('hide', place.id);
        const room = rooms.get(place.id)!;
        if (name === 'discord') room.isPrivate = true;
        else Object.assign(room, { ...bare, topic: '' });
        return room.isPrivate;
      },
      async invite(place, userIds) {
        await enter('invite', place.id);
        const known = userIds.filter((id) => !strangers.has(id));
        rooms.get(place.id)!.members.push(...known);
        return { failed: userIds.filter((id) => strangers.has(id)).map((userId) => ({ userId, why: 'not linked' })) };
      },
      async pin(posted) {
        await enter('pin', posted.place.id);
        pinned.push(posted.id);
      },
      link: (place) => `https://${name === 'slack' ? 'chat' : name}.example.com/${place.id}`,
    },
    async say(place, card, options) {
      await enter('say', place.id);
      return post(place, card, options);
    },
    async edit(posted, card, how) {
      await enter('edit', posted.place.id);
      const one = said.find(({ id }) => id === posted.id);
      if (!one) throw notFound('http.message_gone');
      one.card = card;
      one.edits++;
      one.awaited = how?.awaited ?? true;
    },
    editsIn: () => 0,
    async tell(userId, card, options) {
      await enter('tell', userId);
      if (strangers.has(userId)) throw notFound('errors.unknown_user', { name: userId });
      return post({ platform: name, id: `D-${userId}`, kind: 'direct' }, card, options, userId);
    },
    resting: async (userIds) => new Set(userIds.filter((id) => rest.has(id))),
    async syncGroup(group, userIds) {
      await enter('group', group);
      const members = userIds.filter((id) => !strangers.has(id));
      if (members.length > 0) groups.set(group, members);
      return userIds.filter((id) => strangers.has(id));
    },
    leaveGroups: async () => undefined,
    async findByKey(place, key) {
      const one = said.find((it) => it.place === place.id && it.key === key);
      return one && { place, id: one.id };
    },
  };
}
