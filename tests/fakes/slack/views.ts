import { newId, newSecret } from './ids.ts';
import { refuse } from './refusal.ts';
import type { Json, SlackView, Workspace } from './state.ts';

const TRIGGER_MS = 3000;
const MOST_STACKED = 3;

/** A new permission to open one view for somebody within 3 s; `from` is the view it was given in. */
export function newTrigger(world: Workspace, user: string, from?: string): string {
  const id = `${newId('1')}.${newId('2')}.${newSecret()}`;
  world.triggers.set(id, { user, at: world.now(), used: false, from });
  return id;
}
/** Uses it up. Refuses one that is unknown, too old or used. */
export function useTrigger(world: Workspace, id: string | undefined): { user: string; from: string | undefined } {
  const trigger = world.triggers.get(id ?? '');
  if (!trigger) return refuse('invalid_trigger_id');
  if (trigger.used) refuse('exchanged_trigger_id');
  if (world.now() - trigger.at > TRIGGER_MS) refuse('expired_trigger_id');
  trigger.used = true;
  return trigger;
}

/** A modal on the person's screen: a new stack, or on top of the view it comes `from`. */
export function openView(world: Workspace, user: string, view: Json, from?: string): SlackView {
  const below = from === undefined ? undefined : world.views.get(from);
  const id = newId('V');
  if (below && stackOf(world, below.root).length >= MOST_STACKED) refuse('push_limit_reached');
  const opened: SlackView = { id, user, hash: newHash(), root: below?.root ?? id, previous: below?.id, view, open: true, errors: {}, filled: {} };
  world.views.set(id, opened);
  world.changes.changed();
  return opened;
}
export function replaceView(world: Workspace, it: SlackView, view: Json): void {
  it.view = view;
  it.hash = newHash();
  it.errors = {};
  world.changes.changed();
}
/** All of a person's modals, or one and those above it, go. */
export function closeViews(world: Workspace, views: readonly SlackView[]): void {
  for (const it of views) it.open = false;
  world.changes.changed();
}
export const stackOf = (world: Workspace, root: string): SlackView[] => [...world.views.values()].filter((it) => it.open && it.root === root);
/** What the person sees on top. */
export const topView = (world: Workspace, user: string): SlackView | undefined => [...world.views.values()].findLast((it) => it.open && it.user === user);

export function newView(user: string, view: Json): SlackView {
  const id = newId('V');
  return { id, user, hash: newHash(), root: id, previous: undefined, view, open: true, errors: {}, filled: {} };
}
const newHash = (): string => `${Math.floor(Date.now() / 1000)}.${newSecret().slice(0, 8)}`;

/** A view as answers and payloads show it; `values` is what was filled in. */
export function viewJson(world: Workspace, it: SlackView, values: Json = {}): Json {
  return {
    private_metadata: '', callback_id: '', external_id: '', clear_on_close: false, notify_on_close: false, close: null, submit: null, ...it.view,
    id: it.id, team_id: world.teamId, hash: it.hash, state: { values }, root_view_id: it.root, previous_view_id: it.previous ?? null, app_id: world.appId, app_installed_team_id: world.teamId, bot_id: world.botId,
  };
}
