import type { AccessRequest } from '../../domain/people/access-request.ts';
import type { Wanted } from '../../domain/people/wanted.ts';
import { cardOf } from '../answer.ts';
import type { Card, Rich } from '../card.ts';
import type { Drawing } from '../command.ts';
import { phraseOf } from '../commands.ts';
import { cut, tame } from '../notice.ts';
import { platformNames } from '../platform-names.ts';
import { isYes } from '../yes-no.ts';
import { button } from './button.ts';

/** What an approval gives when nobody chooses. */
const usual = 'Responders';

/** What somebody wanted, as they would type it. */
export function wantedWords(wanted: Wanted): string {
  if ('phrase' in wanted) return cut(tame(wanted.phrase), 200);
  const values = Object.values({ ...wanted.args, ...wanted.values }).filter((value) => value.trim() !== '');
  return cut(tame([phraseOf(wanted.command), ...values].join(' ')), 200);
}

/** The same for those who let people in: of what is to be confidential no more than which command it was. */
function wantedAtMost(wanted: Wanted): string {
  const isSecret = 'phrase' in wanted ? isYes(/\bprivate[:=]["']?(\w+)/i.exec(wanted.phrase)?.[1] ?? '') : isYes(wanted.values?.['private'] ?? wanted.args['private'] ?? '');
  if (!isSecret) return wantedWords(wanted);
  return 'phrase' in wanted ? cut(tame(wanted.phrase.trim().split(/\s+/).slice(0, 2).join(' ')), 60) : phraseOf(wanted.command);
}

/** The admins' card of a request: who asks, for what, and the decision as buttons; once decided, only who decided. */
export function accessCard(draw: Drawing, request: AccessRequest, groups: readonly string[]): Card {
  const { say } = draw;
  const name = cut(tame(request.name), 60);
  const facts = { kind: 'facts' as const, facts: factsOf(draw, request, name) };
  if (request.decidedAt !== null) {
    const params = { name, by: request.decidedBy ?? 'IMAS', at: request.decidedAt.toISOString(), group: request.groupName ?? '' };
    return cardOf({ title: say(request.outcome === 'approved' ? 'access.approved_card' : 'access.denied_card', params), tone: request.outcome === 'approved' ? 'good' : 'neutral', blocks: [facts] });
  }
  const approve = (group: string, more: Parameters<typeof button>[4] = {}) =>
    button(draw, 'access/approve', 'access.approve_as', { request: request.id, group }, more).map((action) => ({ ...action, label: say('access.approve_as', { group }) }));
  const others = groups.filter((group) => group !== usual).flatMap((group) => approve(group));
  return {
    ...cardOf({
      title: say('access.card', { name }), tone: 'medium', blocks: [facts],
      text: request.chatUserId === null ? [] : [[request.account === undefined ? say('access.creates') : say('access.links', { name: request.account })]],
      actions: [...(groups.includes(usual) ? approve(usual, { style: 'primary' }) : []), ...button(draw, 'access/deny', 'access.deny', { request: request.id }, { style: 'danger', confirm: say('access.deny_sure', { name }) })],
    }),
    ...(others.length === 0 ? {} : { more: others }),
  };
}

function factsOf({ say }: Drawing, request: AccessRequest, name: string): { label: string; value: Rich }[] {
  const platform = platformNames[request.platform];
  const groups = request.groups.length === 0 ? say('access.no_group') : request.groups.join(', ');
  const from = request.chatUserId === null ? say('access.standing_person', { name, groups }) : say(`access.standing_${request.standing ?? (request.platform === 'discord' ? 'server' : 'stranger')}`, { platform });
  return [
    { label: say('access.from'), value: request.chatUserId === null ? [from] : [from, ' · ', { code: request.chatUserId }] },
    ...(request.email === null ? [] : [{ label: say('access.email'), value: [request.email] }]),
    ...(request.wanted === null ? [] : [{ label: say('access.wants'), value: [{ code: wantedAtMost(request.wanted) }] }]),
  ];
}
