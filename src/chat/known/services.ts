import { findService } from '../../domain/services/find-service.ts';
import { showService } from '../../domain/services/list-services.ts';
import type { KnownValues } from '../option-info.ts';
import { plain } from './choices.ts';

/** Other words for the service that was named; a new one may be meant. */
export const aliases: KnownValues = {
  open: true,
  find: async ({ ctx }, _, { service = '' }) => (service.trim() === '' ? [] : ((await showService(ctx, (await findService(ctx, service)).id))?.aliases ?? []).map(plain)),
};
