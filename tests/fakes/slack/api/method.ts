import type { Json, Workspace } from '../state.ts';

/** A method of the Web API: answers what goes beside `ok: true`, or throws a Refusal. */
export type Method = (world: Workspace, args: Json) => Json;
export type Methods = Readonly<Record<string, Method>>;
