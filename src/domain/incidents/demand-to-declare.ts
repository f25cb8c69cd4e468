import type { Context } from '../../context.ts';
import { forbidden } from '../../errors.ts';
import { demand, may } from '../../permissions.ts';
import { setting } from '../settings/setting.ts';

/** Who may declare is a setting: everyone who may look, responders, or operators. @throws AppError forbidden */
export async function demandToDeclare(ctx: Context): Promise<void> {
  const who = await setting(ctx, 'who_may_declare');
  if (who === 'everyone') return demand(ctx, 'view_incident');
  demand(ctx, 'add_incident');
  if (who === 'operators' && !may(ctx.actor, 'change_incident')) throw forbidden('errors.not_permitted', { permission: 'change_incident' });
}
