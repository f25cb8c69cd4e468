import type { Actor, Context } from './context.ts';
import { forbidden, unauthenticated } from './errors.ts';

const nouns = ['incident', 'team', 'service', 'scope', 'schedule', 'escalation', 'runbook', 'provider', 'source', 'user', 'group', 'token'] as const;
const doings = ['view', 'add', 'change', 'delete'] as const;
type Noun = (typeof nouns)[number];
export type Codename =
  | `${(typeof doings)[number]}_${Noun}`
  | 'acknowledge_incident' | 'resolve_incident' | 'add_incidentcomment' | 'view_auditlog' | 'run_maintenance';

/** Every codename there is, in the order in which groups list them. */
export const codenames: readonly Codename[] = [
  ...nouns.flatMap((noun) => doings.map((doing) => `${doing}_${noun}` as Codename)),
  'acknowledge_incident', 'resolve_incident', 'add_incidentcomment', 'view_auditlog', 'run_maintenance',
];

const readable: readonly Codename[] = ['view_incident', 'view_team', 'view_service', 'view_scope', 'view_schedule', 'view_escalation', 'view_runbook', 'view_source', 'view_user', 'view_group'];
const responding: readonly Codename[] = [...readable, 'acknowledge_incident', 'add_incidentcomment', 'add_incident', 'view_token', 'add_token', 'delete_token'];
const operating: readonly Codename[] = [...responding, 'change_incident', 'resolve_incident', 'delete_incident'];

/** The five groups of the product, each as a table of codenames (spec §2). Admins may build further ones. */
export const builtInGroups = {
  Viewers: readable,
  Responders: responding,
  Operators: operating,
  Admins: codenames,
  Auditors: [...readable, 'view_auditlog'],
} as const satisfies Record<string, readonly Codename[]>;
export type BuiltInGroup = keyof typeof builtInGroups;

/** May this actor use the codename anywhere? Sources and jobs act for the product itself. */
export function may(actor: Actor, codename: Codename): boolean {
  switch (actor.kind) {
    case 'person':
      return actor.permissions.has(codename) && (actor.scopes === undefined || actor.scopes.has(codename));
    case 'visitor':
      return actor.permissions.has(codename);
    case 'system':
      return true;
    case 'source':
      return codename === 'view_incident' || codename === 'add_incident' || codename === 'acknowledge_incident' || codename === 'resolve_incident';
    case 'nobody':
      return false;
  }
}

/**
 * The first move of every verb.
 * @throws AppError forbidden, naming the missing codename; unauthenticated when nobody is signed in
 */
export function demand(ctx: Pick<Context, 'actor'>, codename: Codename): void {
  if (ctx.actor.kind === 'nobody') throw unauthenticated('errors.sign_in_needed');
  if (!may(ctx.actor, codename)) throw forbidden('errors.not_permitted', { permission: codename });
}

const managed: ReadonlySet<Codename> = new Set<Codename>(['change_team', 'add_service', 'change_service', 'delete_service', 'add_schedule', 'change_schedule', 'delete_schedule', 'add_escalation', 'change_escalation', 'delete_escalation']);

/** May this actor use the codename at least for some team? Decides what help and completion offer, never what is allowed. */
export const mayForSome = (actor: Actor, codename: Codename): boolean =>
  may(actor, codename) || (actor.kind === 'person' && actor.manages.size > 0 && managed.has(codename) && (actor.scopes === undefined || actor.scopes.has(codename)));

/** Like `demand`, but a manager of the team may change that team's own things (spec §2). */
export function demandForTeam(ctx: Pick<Context, 'actor'>, codename: Codename, teamId: string): void {
  const { actor } = ctx;
  const scopeAllows = actor.kind === 'person' && (actor.scopes === undefined || actor.scopes.has(codename));
  if (actor.kind === 'person' && scopeAllows && managed.has(codename) && actor.manages.has(teamId)) return;
  demand(ctx, codename);
}
