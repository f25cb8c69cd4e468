import { listProviders } from '../../domain/providers/find-provider.ts';
import type { KnownValues } from '../option-info.ts';
import { described, plain } from './choices.ts';

/** Providers by name. */
export const providers: KnownValues = { find: async ({ ctx }) => (await listProviders(ctx)).map(({ name, kind }) => described(name, kind)) };
/** The same, and the kinds that the environment configures: they can be tried. */
export const triable: KnownValues = { find: async (ask) => [...await providers.find(ask, '', {}), ...ask.ports.lockedKinds.map(plain)] };
