import { z } from 'zod';
import { definitions, settingNames } from '../../domain/settings/definitions.ts';
import { severities } from '../../domain/severity.ts';
import type { KnownValues } from '../option-info.ts';
import { described, plain } from './choices.ts';

/** Names of settings, each with what it is for. */
export const settings: KnownValues = { find: ({ say }) => settingNames.map((name) => described(name, say(definitions[name].help))) };

/** What a value looks like, as far as we read it. */
interface Shape { type?: string; enum?: readonly unknown[] }

/** What the setting that was named may be, where that is one of a few words; something else where it is not. */
export const settingValues: KnownValues = {
  open: true,
  find({ say }, _, { name = '' }) {
    const it = settingNames.find((known) => known === name.trim().toLowerCase().replaceAll('-', '_'));
    if (it === undefined) return [];
    const shape = z.toJSONSchema(definitions[it].type, { io: 'input', unrepresentable: 'any' }) as Shape;
    if (shape.type === 'boolean') return (['yes', 'no'] as const).map((word) => described(word, say(`chat.${word}`)));
    if (it === 'room_severities') return [...severities.map((severity) => plain(severity.slice(0, 4).toLowerCase())), plain('none')];
    return (shape.enum ?? []).map((word) => plain(String(word)));
  },
};
