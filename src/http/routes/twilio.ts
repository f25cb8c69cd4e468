import { createHmac } from 'node:crypto';
import { goodbye, askedAgain, smsAnswer } from '../../delivery/twiml.ts';
import { callOutcome, messageOutcome } from '../../delivery/twilio-outcome.ts';
import { system, type Context } from '../../context.ts';
import { answerByCall, answerBySms, type PhoneAnswer } from '../../domain/notifications/answer-by-phone.ts';
import { mayAnswerSms } from '../../domain/notifications/may-answer-sms.ts';
import { noteOutcome } from '../../domain/notifications/note-outcome.ts';
import { providersFor, type OpeningTools } from '../../domain/providers/providers-for.ts';
import { isUuid } from '../../domain/uuid.ts';
import { readId, sameInConstantTime, signId, type Keys } from '../../secrets.ts';
import { sayIn } from '../../texts/say.ts';
import { readBody } from '../limits.ts';
import { requestIdOf } from '../request-id.ts';
import type { Asked, HttpDeps, RouteGroup } from '../route.ts';

/** Twilio's own forms are far smaller. */
const largestBody = 64 * 1024;
type Form = ReadonlyMap<string, string>;

/** Where Twilio tells us about a message: the key is signed, so that nobody else can speak of it. */
export const callbackAt = (publicUrl: string, keys: Keys) => (about: 'answer' | 'status' | 'machine', key: string): string => `${publicUrl}/twilio/${about}/${signId(key, keys)}`;

/**
 * What Twilio tells and asks: how a message or call ended, which key was pressed, what came in by SMS. Only with the
 * signature of an account that is set up here, over the address as it is public.
 */
export const twilioRoutes = (keys: Keys, opening: OpeningTools): RouteGroup => (app, deps) => {
  const guarded = (path: (c: Asked) => string, run: (ctx: Context, form: Form, c: Asked) => Promise<Response>) => async (c: Asked): Promise<Response> => {
    const form = new Map(new URLSearchParams((await readBody(c, largestBody)).toString('utf8')));
    const ctx = deps.context(system('Twilio'), requestIdOf(c));
    if (!await isGenuine(ctx, `${deps.publicUrl ?? ''}${path(c)}`, form, c.req.header('x-twilio-signature') ?? '', opening)) return c.text('', 403);
    return run(ctx, form, c);
  };
  const about = (what: string, run: (ctx: Context, id: string, form: Form, c: Asked) => Promise<Response>) =>
    guarded((c) => `/twilio/${what}/${c.req.param('token') ?? ''}`, async (ctx, form, c) => {
      const id = readId(c.req.param('token') ?? '', keys);
      return id === undefined ? c.text('', 403) : run(ctx, id, form, c);
    });

  app.post('/twilio/answer/:token', about('answer', async (ctx, id, form, c) => {
    const answer = isUuid(id) ? await answerByCall(ctx, id, form.get('Digits') ?? '') : undefined;
    const language = answer?.language ?? deps.language;
    const words = (answer === undefined ? undefined : inWords(answer, deps)) ?? sayIn(language)('sms.call_over');
    return twiml(c, answer?.acted === false ? askedAgain(words, language, callbackAt(deps.publicUrl ?? '', keys)('answer', id)) : goodbye(words, language));
  }));
  app.post('/twilio/status/:token', about('status', async (ctx, id, form, c) => {
    const outcome = form.has('CallStatus') ? callOutcome(form.get('CallStatus') ?? '', form.get('AnsweredBy') ?? '') : messageOutcome(form.get('MessageStatus') ?? '', form.get('ErrorCode') ?? '');
    if (outcome !== undefined && isUuid(id)) await noteOutcome(ctx, id, outcome);
    return c.body(null, 204);
  }));
  app.post('/twilio/machine/:token', about('machine', async (ctx, id, form, c) => {
    const outcome = callOutcome('', form.get('AnsweredBy') ?? '');
    if (outcome !== undefined && isUuid(id)) await noteOutcome(ctx, id, outcome);
    return c.body(null, 204);
  }));
  app.post('/twilio/sms', guarded(() => '/twilio/sms', async (ctx, form, c) => {
    const from = form.get('From') ?? '';
    const answer = await answerBySms(ctx, from, form.get('Body') ?? '');
    return twiml(c, smsAnswer(answer !== undefined && answer.words.length > 0 && await mayAnswerSms(ctx, from) ? inWords(answer, deps) : undefined));
  }));
};

const twiml = (c: Asked, document: string): Response => c.body(document, 200, { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' });

function inWords({ words, language, timeZone }: PhoneAnswer, deps: HttpDeps): string | undefined {
  const say = sayIn(language ?? deps.language, timeZone ?? deps.timeZone);
  return words.length === 0 ? undefined : words.map(({ key, params }) => say(key, params)).join(' ');
}

/** HMAC-SHA1 under the account's token over the address and each parameter, by name, without anything between (Twilio, "Validating requests"). */
async function isGenuine(ctx: Context, url: string, form: Form, signature: string, opening: OpeningTools): Promise<boolean> {
  const text = url + [...form].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, value]) => name + value).join('');
  const accounts = (await providersFor(ctx, 'VOICE', opening)).filter(({ kind, settings }) => kind === 'TWILIO' && settings['account_sid'] === form.get('AccountSid'));
  return accounts.some(({ settings }) => typeof settings['auth_token'] === 'string' && sameInConstantTime(signature, createHmac('sha1', settings['auth_token']).update(text).digest('base64')));
}
