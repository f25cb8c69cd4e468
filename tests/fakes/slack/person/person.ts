import { type Acting } from './acting.ts';
import { type Forms, forms } from './forms.ts';
import { type Mark, mark } from './mark.ts';
import { type Press, press } from './press.ts';
import { type Talk, talk } from './talk.ts';

/** Somebody in front of Slack, doing what people do there. */
export type Person = Talk & Mark & Press & Forms & { id: string };

export function person(acting: Acting): Person {
  const pressing = press(acting);
  return { id: acting.user.id, ...talk(acting), ...mark(acting), ...pressing, ...forms(acting, pressing) };
}
