import { paragraphs, textOf, urlOf } from './fields.ts';
import { fingerprintOf, fitIdentity } from './fingerprint.ts';
import { labelsOf } from './labels.ts';
import type { AcknowledgeSignal, FireSignal, ResolveSignal } from './source.ts';
import { cutBytes, cutLength } from './text.ts';
import { readTime } from './times.ts';

const NAME_LENGTH = 500;
const HINT_LENGTH = 255;
const DESCRIPTION_BYTES = 64 * 1024;

/** What a source found in one element, unchecked. */
export interface Found {
  /** The tool's own identity; without one, name, service and labels are hashed. */
  identity?: string | undefined;
  name: string;
  /** What stands for the name in the hash, where `name` had to be guessed from text. */
  hashedName?: string | undefined;
  service?: string | undefined;
  labels?: unknown;
  description?: string | undefined;
  severityWord?: string | undefined;
  team?: string | undefined;
  url?: unknown;
  runbookUrl?: unknown;
  dashboardUrl?: unknown;
  startedAt?: unknown;
  endedAt?: unknown;
  groupRef?: string | undefined;
  notes?: readonly string[];
}

/** The signal of something wrong, within the limits of spec §15, with a note for all that was cut or guessed. */
export function fire(found: Found, receivedAt: Date): FireSignal {
  const notes = [...(found.notes ?? [])];
  const labels = labelsOf(found.labels, notes);
  const line = oneLine(found.name);
  const name = cutLength(line, NAME_LENGTH);
  const whole = name === line ? undefined : found.name;
  if (whole !== undefined) notes.push('name cut to 500 characters');
  const full = whole === undefined ? (found.description ?? '') : paragraphs(whole, found.description);
  const description = cutBytes(full, DESCRIPTION_BYTES);
  if (description !== full) notes.push('description cut to 64 KiB');
  const started = readTime(found.startedAt, receivedAt);
  if (started.note !== undefined) notes.push(started.note);
  return {
    kind: 'fire',
    fingerprint: identityOf(found, labels),
    name,
    description,
    severityWord: textOf(found.severityWord)?.trim().toLowerCase().slice(0, HINT_LENGTH),
    service: hint(found.service),
    team: hint(found.team),
    labels,
    url: urlOf(found.url, notes),
    runbookUrl: urlOf(found.runbookUrl, notes),
    dashboardUrl: urlOf(found.dashboardUrl, notes),
    startedAt: started.at,
    groupRef: found.groupRef === undefined ? undefined : fitIdentity(found.groupRef),
    notes: notes.length > 1 ? [...new Set(notes)] : notes,
  };
}

/** The end of a problem. An end before its beginning is no end that was told. */
export function resolve(found: Found, receivedAt: Date): ResolveSignal {
  const startedAt = readTime(found.startedAt, receivedAt).at;
  const endedAt = readTime(found.endedAt, receivedAt).at;
  const backwards = startedAt !== undefined && endedAt !== undefined && endedAt < startedAt;
  return { kind: 'resolve', fingerprint: identityOf(found), startedAt, endedAt: backwards ? undefined : endedAt };
}

export const acknowledge = (identity: string, by: string | undefined): AcknowledgeSignal => ({
  kind: 'acknowledge',
  fingerprint: fitIdentity(identity),
  by: hint(by),
});

function identityOf(found: Found, labels?: ReadonlyMap<string, string>): string {
  if (found.identity) return fitIdentity(found.identity);
  return fingerprintOf(cutLength(oneLine(found.hashedName ?? found.name), NAME_LENGTH), hint(found.service), labels ?? labelsOf(found.labels, []));
}

const oneLine = (value: string): string => (/[\n\t]/.test(value) ? value.replace(/\s+/g, ' ') : value).trim();

const hint = (value: string | undefined): string | undefined => (value === undefined ? undefined : cutLength(oneLine(value), HINT_LENGTH) || undefined);
