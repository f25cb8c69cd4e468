import { callbacks } from './callbacks.ts';
import { channels } from './channels.ts';
import { commands } from './commands.ts';
import { messages } from './messages.ts';
import { overwrites } from './overwrites.ts';
import { pins } from './pins.ts';
import { reactions } from './reactions.ts';
import type { Routes } from './route.ts';
import { threads } from './threads.ts';
import { webhooks } from './webhooks.ts';
import { who } from './who.ts';

// Those with a fixed part come before those that take anything there.
const ALL: Routes = { ...who, ...channels, ...overwrites, ...pins, ...messages, ...reactions, ...threads, ...commands, ...callbacks, ...webhooks };

export interface Found { route: string; params: Record<string, string>; handle: Routes[string] }

/** The route of a request, as `GET /channels/123`, with what stands for its names. */
export function findRoute(request: string, more: Routes): Found | undefined {
  for (const [route, handle] of Object.entries({ ...more, ...ALL })) {
    const params = matched(route, request);
    if (params) return { route, params, handle };
  }
  return undefined;
}

/** Whether a route with names is this request: its names and what stands for them. A route without a method is any method's. */
export function matched(route: string, request: string): Record<string, string> | undefined {
  const [method, path] = route.includes(' ') ? route.split(' ') as [string, string] : [undefined, route];
  const [asked, place] = request.split(' ') as [string, string];
  const [wanted, found] = [path.split('/'), place.split('/')];
  if ((method !== undefined && method !== asked) || wanted.length !== found.length) return undefined;
  if (wanted.some((part, at) => !part.startsWith(':') && part !== found[at])) return undefined;
  return Object.fromEntries(wanted.flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), decodeURIComponent(found[at]!)]] : [])));
}
