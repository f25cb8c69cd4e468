import { needed, optional } from '../arguments.ts';
import { viewOf } from '../content.ts';
import { userOf } from '../find.ts';
import { refuse } from '../refusal.ts';
import type { Json, SlackView, Workspace } from '../state.ts';
import { newView, openView, replaceView, stackOf, useTrigger, viewJson } from '../views.ts';
import type { Methods } from './method.ts';

function freeExternalId(world: Workspace, view: Json, but?: string): void {
  const wanted = view['external_id'];
  if (wanted === undefined || wanted === '') return;
  if ([...world.views.values()].some((it) => it.open && it.id !== but && it.view['external_id'] === wanted)) refuse('duplicate_external_id');
}
function known(world: Workspace, args: Json): SlackView {
  const id = optional(args, 'view_id');
  const external = optional(args, 'external_id');
  const found = id === undefined ? [...world.views.values()].findLast((it) => it.view['external_id'] === external && external !== undefined) : world.views.get(id);
  return found?.open ? found : refuse('not_found');
}
function checkHash(args: Json, view: SlackView): void {
  const hash = optional(args, 'hash');
  if (hash !== undefined && hash !== view.hash) refuse('hash_conflict');
}

export const views: Methods = {
  'views.open'(world, args) {
    const view = viewOf(args, 'modal');
    freeExternalId(world, view);
    const { user } = useTrigger(world, needed(args, 'trigger_id'));
    return { view: viewJson(world, openView(world, user, view)) };
  },
  'views.push'(world, args) {
    const view = viewOf(args, 'modal');
    freeExternalId(world, view);
    const { user, from } = useTrigger(world, needed(args, 'trigger_id'));
    const below = from === undefined ? undefined : world.views.get(from);
    // Only a click or a submission inside an open modal gives a place to push to.
    if (!below?.open) return refuse('not_found');
    return { view: viewJson(world, openView(world, user, view, stackOf(world, below.root).at(-1)!.id)) };
  },
  'views.update'(world, args) {
    const view = viewOf(args, 'modal');
    const updated = known(world, args);
    freeExternalId(world, view, updated.id);
    checkHash(args, updated);
    replaceView(world, updated, view);
    return { view: viewJson(world, updated) };
  },
  'views.publish'(world, args) {
    const view = viewOf(args, 'home');
    const user = userOf(world, needed(args, 'user_id'));
    const home = world.homes.get(user.id);
    if (home) checkHash(args, home);
    const published = home ?? newView(user.id, view);
    world.homes.set(user.id, published);
    replaceView(world, published, view);
    return { view: viewJson(world, published) };
  },
};
