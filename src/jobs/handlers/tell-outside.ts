import { tellWebhooks } from '../../domain/notifications/tell-webhooks.ts';
import type { Handler } from '../runner.ts';

/** Nobody has it in hand any more, or it is open again, or went into another one: webhooks hear of it. */
export const tellOutside: Handler<'tell-outside'> = (ctx, { incidentId }) => tellWebhooks(ctx, incidentId);
