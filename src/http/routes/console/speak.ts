import { notUnderstood } from '../../../chat/console/not-understood.ts';
import { markRead } from '../../../chat/console/messages.ts';
import { sayWords } from '../../../chat/console/say-words.ts';
import { type FoundPlace, findPlace } from '../../../chat/console/find-place.ts';
import type { SayResult } from '../../../chat/console/contract.ts';
import type { Answer } from '../../../chat/card.ts';
import type { Speaker } from '../../../chat/platform.ts';
import { sayIn } from '../../../texts/say.ts';
import { readJson } from '../../limits.ts';
import { requestIdOf } from '../../request-id.ts';
import type { App, Asked, HttpDeps } from '../../route.ts';
import type { ConsoleDeps } from './deps.ts';
import { LARGE, pressShape, readShape, sayShape, SMALL, submitShape } from './shapes.ts';
import { type AtConsole, placeIfAny, placeOf, speakerOf, writer } from './speaker.ts';

/** Everything a person says, presses and fills in. */
export function speakRoutes(app: App, deps: HttpDeps, parts: ConsoleDeps): void {
  /** What others should see is posted where it was said; the rest goes to the asker alone. */
  const answered = async (c: Asked, place: FoundPlace | undefined, answer: Answer): Promise<SayResult> => {
    if (answer.kind === 'card' && !answer.private && place && !place.isArchived) await parts.platform.say(placeOf(place), answer.card, { key: `answer:${requestIdOf(c)}` });
    return { kind: 'answer', answer };
  };

  app.post('/console/say', async (c) => {
    const asker = await writer(c, deps);
    const { place: id, text } = await readJson(c, LARGE, sayShape);
    const place = await findPlace(asker.ctx, id);
    const speaker = speakerOf(asker, place);
    const typed = text.trim();
    if (typed.startsWith('/')) return c.json(await answered(c, place, await parts.dispatch.phrase(speaker, typed)));
    if (place.kind === 'direct') return c.json(await answered(c, place, await withoutSlash(parts, asker, speaker, typed)));
    await sayWords(asker.ctx, place, typed);
    return c.json<SayResult>({ kind: 'said' });
  });
  app.post('/console/press', async (c) => {
    const asker = await writer(c, deps);
    const { place: id, command, args } = await readJson(c, LARGE, pressShape);
    const place = await placeIfAny(asker.ctx, id);
    return c.json(await answered(c, place, await parts.dispatch.press(speakerOf(asker, place), command, args)));
  });
  app.post('/console/submit', async (c) => {
    const asker = await writer(c, deps);
    const { place: id, command, args, values } = await readJson(c, LARGE, submitShape);
    const place = await placeIfAny(asker.ctx, id);
    return c.json(await answered(c, place, await parts.dispatch.submit(speakerOf(asker, place), { command, args }, values)));
  });
  app.post('/console/read', async (c) => {
    const { ctx } = await writer(c, deps);
    await markRead(ctx, (await readJson(c, SMALL, readShape)).place);
    return c.json({});
  });
}

/** In one's own conversation everything is meant for us: a command without its slash, or something we cannot follow. */
async function withoutSlash({ dispatch }: ConsoleDeps, { manner }: AtConsole, speaker: Speaker, typed: string): Promise<Answer> {
  const first = typed.split(/\s/, 1)[0]!.toLowerCase();
  const meant = first === '' ? [] : await dispatch.complete(speaker, `/${first}`);
  if (meant.length > 0) return dispatch.phrase(speaker, `/${typed}`);
  return notUnderstood(sayIn(manner.language, manner.timeZone));
}
