import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { suggestIncidents } from '../domain/incidents/suggest.ts';
import { nearestOf } from '../domain/nearest.ts';
import { listTeams } from '../domain/people/list-teams.ts';
import { listUsers } from '../domain/people/list-users.ts';
import { listServices } from '../domain/services/list-services.ts';
import { listSources } from '../domain/sources/find-source.ts';
import type { Say } from '../texts/say.ts';
import type { Choice, FieldKind } from './card.ts';

/** No platform shows more. */
export const mostChoices = 25;

type Names = (ctx: Context, search: string) => Promise<readonly { value: string; more?: string }[]>;
const names: Partial<Record<FieldKind, Names>> = {
  team: async (ctx, search) => (await listTeams(ctx, { search, limit: 200 })).rows.map((team) => ({ value: team.name, more: team.description })),
  user: async (ctx, search) => (await listUsers(ctx, { search, active: true, limit: 200 })).rows.map((user) => ({ value: `@${user.username}` })),
  service: async (ctx, search) => (await listServices(ctx, search === '' ? { active: true } : { search, active: true })).map((service) => ({ value: service.name, more: service.ownerTeam })),
  source: async (ctx) => (await listSources(ctx)).map((source) => ({ value: source.name, more: source.kind })),
};

/** What somebody may not see is not there. */
function noneIfRefused(error: unknown): [] {
  if (error instanceof AppError) return [];
  throw error;
}

/** Things of these kinds that somebody may mean by what they have typed, best first; none of what they may not see. */
export async function suggestNouns(ctx: Context, kinds: readonly FieldKind[], typed: string, say: Say): Promise<Choice[]> {
  const word = typed.trim().replace(/^@/, '');
  const found: Choice[] = [];
  for (const kind of kinds) {
    if (kind === 'incident') {
      for (const it of await suggestIncidents(ctx, typed, mostChoices).catch(noneIfRefused)) {
        const about = it.title === '' ? [say('cards.confidential')] : [`${it.service}: ${it.title}`];
        found.push({ value: it.shortId, label: [it.shortId, it.severity, ...about, ...(it.status === 'TRIGGERED' ? [] : [say(`cards.status_${it.status}`)])].join(' · ').slice(0, 100) });
      }
      continue;
    }
    const all = (await names[kind]?.(ctx, word).catch(noneIfRefused)) ?? [];
    found.push(...best(all, word).map(({ value, more }) => ({ value, label: more ? `${value} · ${more}`.slice(0, 100) : value })));
  }
  return found.slice(0, mostChoices);
}

/** Those that begin with the word, then those that contain it. */
export function best<T extends { value: string }>(all: readonly T[], word: string): T[] {
  const typed = word.toLowerCase();
  const place = ({ value }: T) => {
    const name = value.toLowerCase().replace(/^[@/]/, '');
    if (name === typed) return 0;
    return name.startsWith(typed) ? 1 : name.includes(typed) ? 2 : 3;
  };
  return all.map((it) => ({ it, at: place(it) })).filter(({ at }) => at < 3 || typed === '').sort((a, b) => a.at - b.at).map(({ it }) => it);
}

/** Names of things of a kind that a word is near to; none of what the speaker may not see. */
export const nearestNames = async (ctx: Context, kind: FieldKind, word: string): Promise<string[]> => nearestOf(word, ((await names[kind]?.(ctx, '').catch(noneIfRefused)) ?? []).map(({ value }) => value));

/** Whether a word is the name of a thing, for each of these kinds: asked once, then answered from memory. */
export async function knownNames(ctx: Context, kinds: readonly FieldKind[], words: readonly string[]): Promise<(kind: FieldKind, word: string) => boolean> {
  const fold = (word: string) => word.toLowerCase().replace(/^@/, '');
  const known = new Map<FieldKind, Set<string>>();
  for (const kind of new Set(kinds)) {
    const found = await Promise.all(words.map(async (word) => (await names[kind]?.(ctx, word.replace(/^@/, '')).catch(noneIfRefused)) ?? []));
    known.set(kind, new Set(found.flat().map(({ value }) => fold(value))));
    if (kind === 'service') {
      const services = await listServices(ctx).catch(noneIfRefused);
      for (const service of services) for (const alias of service.aliases) known.get(kind)!.add(alias);
    }
  }
  return (kind, word) => known.get(kind)?.has(fold(word)) === true;
}
