import type { Context } from '../context.ts';
import { AppError } from '../errors.ts';
import { suggestIncidents } from '../domain/incidents/suggest.ts';
import { nearestOf } from '../domain/nearest.ts';
import { suggestTeams, suggestUsers, teamsNamed, usersNamed } from '../domain/people/suggest-names.ts';
import { servicesNamed, suggestServices } from '../domain/services/suggest-services.ts';
import { listSources } from '../domain/sources/find-source.ts';
import type { Say } from '../texts/say.ts';
import type { Choice, FieldKind } from './card.ts';
import { cut } from './notice.ts';

/** No platform shows more. */
export const mostChoices = 25;
/** A misspelt name is looked for among so many. */
const mostNames = 200;
/** Discord shows no longer one. */
const longestLabel = 100;

interface Noun {
  /** Those that may be meant by a part of the name, best first. @throws AppError forbidden */
  suggest(ctx: Context, typed: string, limit: number): Promise<readonly { value: string; more?: string }[]>;
  /** Which of these words are names of such things. @throws AppError forbidden */
  named(ctx: Context, words: readonly string[]): Promise<readonly string[]>;
}
const nouns: Partial<Record<FieldKind, Noun>> = {
  team: { suggest: async (ctx, typed, limit) => (await suggestTeams(ctx, typed, limit)).map(({ name, description }) => ({ value: name, more: description })), named: teamsNamed },
  user: { suggest: async (ctx, typed, limit) => (await suggestUsers(ctx, typed, limit)).map(({ username }) => ({ value: `@${username}` })), named: usersNamed },
  service: { suggest: async (ctx, typed, limit) => (await suggestServices(ctx, typed, limit)).map(({ name, ownerTeam }) => ({ value: name, more: ownerTeam })), named: servicesNamed },
  // There are as many as there are tools that raise alerts.
  source: {
    suggest: async (ctx, typed) => best((await listSources(ctx)).map(({ name, kind }) => ({ value: name, more: kind })), typed),
    named: async (ctx) => (await listSources(ctx)).map(({ name }) => name),
  },
};

/** What somebody may not see is not there. */
function noneIfRefused(error: unknown): [] {
  if (error instanceof AppError) return [];
  throw error;
}

/** Things of these kinds that somebody may mean by what they have typed, best first; none of what they may not see. */
export async function suggestNouns(ctx: Context, kinds: readonly FieldKind[], typed: string, say: Say): Promise<Choice[]> {
  const word = typed.trim().replace(/^@/, '');
  if (kinds.includes('incident')) return suggestedIncidents(ctx, typed, say);
  const found = await Promise.all(kinds.map(async (kind) => (await nouns[kind]?.suggest(ctx, word, mostChoices).catch(noneIfRefused)) ?? []));
  const places = found.flat().map((it) => ({ it, at: placeOf(it, word.toLowerCase()) })).sort((a, b) => a.at - b.at);
  return places.slice(0, mostChoices).map(({ it: { value, more } }) => ({ value, label: more ? `${value} · ${more}`.slice(0, 100) : value }));
}

async function suggestedIncidents(ctx: Context, typed: string, say: Say): Promise<Choice[]> {
  return (await suggestIncidents(ctx, typed, mostChoices).catch(noneIfRefused)).map((it) => {
    const about = it.title === '' ? say('cards.confidential') : `${it.service}: ${it.title}`;
    const [before, after] = [`${it.shortId} · ${it.severity} · `, it.status === 'TRIGGERED' ? '' : ` · ${say(`cards.status_${it.status}`)}`];
    return { value: it.shortId, label: `${before}${cut(about, longestLabel - before.length - after.length)}${after}` };
  });
}

/** How well a name fits what was typed: it itself, begins with it, contains it, is another name of what it is. */
function placeOf({ value }: { value: string }, typed: string): number {
  const name = value.toLowerCase().replace(/^[@/]/, '');
  if (name === typed) return 0;
  return name.startsWith(typed) ? 1 : name.includes(typed) ? 2 : 3;
}

/** Those that begin with the word, then those that contain it. */
export function best<T extends { value: string }>(all: readonly T[], word: string): T[] {
  const typed = word.toLowerCase();
  return all.map((it) => ({ it, at: placeOf(it, typed) })).filter(({ at }) => at < 3 || typed === '').sort((a, b) => a.at - b.at).map(({ it }) => it);
}

/** Names of things of a kind that a word is near to; none of what the speaker may not see. */
export const nearestNames = async (ctx: Context, kind: FieldKind, word: string): Promise<string[]> => nearestOf(word, ((await nouns[kind]?.suggest(ctx, '', mostNames).catch(noneIfRefused)) ?? []).map(({ value }) => value));

/** Whether a word is the name of a thing, for each of these kinds: asked once, then answered from memory. */
export async function knownNames(ctx: Context, kinds: readonly FieldKind[], words: readonly string[]): Promise<(kind: FieldKind, word: string) => boolean> {
  const fold = (word: string) => word.toLowerCase().replace(/^@/, '');
  const plain = words.map((word) => word.replace(/^@/, ''));
  const found = await Promise.all([...new Set(kinds)].map(async (kind) => [kind, new Set(((await nouns[kind]?.named(ctx, plain).catch(noneIfRefused)) ?? []).map(fold))] as const));
  const known = new Map(found);
  return (kind, word) => known.get(kind)?.has(fold(word)) === true;
}
