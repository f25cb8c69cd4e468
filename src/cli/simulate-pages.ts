import type { Context } from '../context.ts';
import type { SimulatedLine } from '../domain/escalation/policies/simulate-policy.ts';
import { testPolicy } from '../domain/escalation/policies/test-policy.ts';
import { attemptsFor, type Contact, type MeansName } from '../domain/notifications/means.ts';
import { findUser } from '../domain/people/find-user.ts';
import { listContacts } from '../domain/people/list-contacts.ts';
import type { Ports } from '../domain/ports.ts';
import { plainUrgency } from '../domain/services/urgency.ts';
import type { Severity } from '../domain/severity.ts';
import { AppError } from '../errors.ts';
import type { Say } from '../texts/say.ts';

/** The policy that would run and, step by step, who would be told when and by what. */
export async function pagesOf(ctx: Context, ports: Pick<Ports, 'providerKinds'>, { teamId, severity }: { teamId: string; severity: Severity }, say: Say): Promise<string[]> {
  const { policy, lines } = await testPolicy(ctx, teamId, severity);
  const covered = await coveredMeans(ctx, ports);
  const steps = await Promise.all(lines.map(async (line) => {
    const target = say(line.target.key, line.target.params);
    const head = line.workingHoursOnly ? 'cli.step_working_hours' : 'cli.step';
    if (line.who.length === 0) return [say(head, { minute: line.minute, target }), `  ${say('cli.nobody')}`];
    return [say(head, { minute: line.minute, target }), ...await Promise.all(line.who.map(async (who) => `  ${who}: ${await meansOf(ctx, who, line, severity, covered, say)}`))];
  }));
  return [say('cli.policy', { name: policy.name }), ...steps.flat()];
}

/** A verified address is of use only when some provider that is switched on serves its means. */
async function coveredMeans({ sql }: Context, { providerKinds }: Pick<Ports, 'providerKinds'>): Promise<ReadonlySet<string>> {
  const active = await sql<{ kind: string }[]>`select distinct kind from providers where is_active`;
  return new Set(providerKinds.filter(({ kind }) => active.some((row) => row.kind === kind)).flatMap(({ means }) => means));
}

async function meansOf(ctx: Context, who: string, line: SimulatedLine, severity: Severity, covered: ReadonlySet<string>, say: Say): Promise<string> {
  const person = await findUser(ctx, who).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return undefined;
    throw error;
  });
  // An address or a channel of the policy itself.
  if (person === undefined) return (line.means ?? []).join(', ');
  const contacts = (await listContacts(ctx, person.id)).filter((contact) => (contact.verifiedAt !== null || contact.setByAdmin) && covered.has(contact.means));
  const attempts = attemptsFor(contacts as readonly Contact[], plainUrgency(severity), line.means as readonly MeansName[] | null);
  return attempts.map(({ means, address, afterSeconds }) => {
    const to = address === '' ? means : `${means} ${address}`;
    return afterSeconds === 0 ? to : say('cli.later', { to, n: afterSeconds });
  }).join(', ');
}
