import type { Context } from '../context.ts';
import { AppError, unauthenticated } from '../errors.ts';
import { rememberPending } from '../domain/people/remember-pending.ts';
import { askerOf, type Wanted } from '../domain/people/wanted.ts';
import type { Say } from '../texts/say.ts';
import type { Action, Answer } from './card.ts';
import { rootOf, type Commands } from './commands.ts';
import { errorAnswer } from './error-card.ts';
import { nameIn } from './find-command.ts';
import { optionsOf, takesMore } from './option-info.ts';
import type { Speaker } from './platform.ts';

interface Refused { commands: Commands; ctx: Context; say: Say }

/** An error as an answer. Whoever was refused in a chat can press *Request access*, and what they wanted is kept until then (spec §2). */
export async function refusalAnswer(refused: Refused, from: Speaker, error: AppError, wanted: Wanted): Promise<Answer> {
  const { ctx, say } = refused;
  const isVisitor = ctx.actor.kind === 'visitor';
  if (error.code !== 'forbidden' && !(isVisitor && error.code === 'unauthenticated')) return errorAnswer(error, say);
  // No group opens what is confidential: there is nothing to ask for.
  if (error.key === 'incidents.confidential' && !isVisitor) return errorAnswer(error, say);
  return errorAnswer(isVisitor ? saidToVisitor(error) : error, say, await accessButton(refused, from, wanted));
}

/** Nobody signs in from a chat platform: there an account is linked. */
const saidToVisitor = (error: AppError): AppError => (error.key === 'errors.sign_in_needed' || error.key === 'errors.not_permitted'
  ? unauthenticated('access.no_account', {}, { hint: { key: 'access.how_to_link' } })
  : new AppError(error.code, error.key, error.params, { ...error.extras, hint: { key: 'access.how_to_link' } }));

async function accessButton({ commands, ctx, say }: Refused, from: Speaker, wanted: Wanted): Promise<Action[]> {
  const asker = askerOf(ctx.actor);
  const name = 'command' in wanted ? wanted.command : nameIn(wanted.phrase, commands);
  if (asker === undefined || name === undefined || rootOf(name) === 'access' || !Object.hasOwn(commands, 'access/request')) return [];
  try {
    const args: Record<string, string> = mayBeKept(commands, name)
      ? { pending: await rememberPending(ctx, asker, wanted, { ...(from.place === undefined ? {} : { place: from.place }), ...(from.incident === undefined ? {} : { incident: from.incident }) }) }
      : {};
    return [{ label: say('access.button'), command: 'access/request', args }];
  } catch (error) {
    ctx.log.warn({ err: error }, 'what was refused could not be kept');
    return [];
  }
}

/** Secrets are kept nowhere in plain; a command that takes any starts again after the approval. */
function mayBeKept(commands: Commands, name: string): boolean {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  return command !== undefined && !takesMore(command.options) && optionsOf(command.options).every((option) => option.kind !== 'secret');
}
