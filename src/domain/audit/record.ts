import { nameOf, userIdOf, type Context } from '../../context.ts';
import { json } from '../../db/client.ts';

export interface AuditEntry {
  /** Past tense, dotted: `incident.acknowledged`, `team.created`, `signin.failed`. */
  action: string;
  object?: { kind: string; id: string; label?: string };
  success?: boolean;
  /** What changed; never a secret. */
  detail?: Record<string, unknown>;
}

/** Writes one row of the audit log, in the caller's transaction if there is one: what is undone leaves no trace, what is done always does. */
export async function audit(ctx: Context, entry: AuditEntry): Promise<void> {
  const { actor } = ctx;
  // A visitor has no account that could be named by its id.
  const detail = actor.kind === 'visitor' ? { chat_user: actor.chatUserId, ...entry.detail } : (entry.detail ?? {});
  await ctx.sql`
    insert into audit_log (actor_kind, actor_id, actor_name, via, ip, request_id, action, object_kind, object_id, object_label, success, detail)
    values (${actor.kind}, ${userIdOf(actor)}, ${nameOf(actor)}, ${actor.kind === 'person' || actor.kind === 'visitor' ? actor.via : null},
      ${'ip' in actor ? (actor.ip ?? null) : null}, ${ctx.requestId ?? null}, ${entry.action}, ${entry.object?.kind ?? null},
      ${entry.object?.id ?? null}, ${entry.object?.label ?? null}, ${entry.success ?? true}, ${json(detail)}::jsonb)`;
}
