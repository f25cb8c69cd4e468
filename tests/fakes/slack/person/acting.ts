import type { Deliver, Kind, Taken } from '../deliver.ts';
import type { Events } from '../events.ts';
import type { Asked, ResponseUrls } from '../response-urls.ts';
import type { Json, SlackMessage, SlackUser, Workspace } from '../state.ts';

/** What Slack shows to somebody whose request went wrong. */
export interface Trouble { user: string; kind: 'operation_timeout' | 'dispatch_failed' | 'invalid_answer'; what: string }
/** Somebody in front of Slack, and what they act through. */
export interface Acting { world: Workspace; user: SlackUser; deliver: Deliver; events: Events; urls: ResponseUrls; troubles: Trouble[] }

export interface Outcome extends Taken {
  /** Answers to this, by acknowledgement or response_url, as they come; what was replaced is in it in its new state. */
  answers: readonly SlackMessage[];
  /** The first of them, awaited. */
  answer(): Promise<SlackMessage>;
  triggerId: string | undefined;
  responseUrl: string | undefined;
}

/** Sends it to the app, and notes what Slack would tell the person when it is not taken in time. */
export async function dispatch({ world, user, deliver, troubles }: Acting, kind: Kind, payload: Json, what: string): Promise<Taken> {
  const taken = await deliver(kind, payload);
  if (taken.status !== 200) troubles.push({ user: user.id, kind: taken.status === 'timeout' ? 'operation_timeout' : 'dispatch_failed', what: `${what}: ${taken.status}` });
  world.changes.changed();
  return taken;
}

export function outcome({ world }: Acting, taken: Taken, opened: { url: string; asked: Asked } | undefined, triggerId?: string): Outcome {
  const answers = opened?.asked.answers ?? [];
  return { ...taken, answers, triggerId, responseUrl: opened?.url, answer: () => world.changes.until('an answer', () => answers[0], () => `${taken.status} ${JSON.stringify(taken.body)}`) };
}
