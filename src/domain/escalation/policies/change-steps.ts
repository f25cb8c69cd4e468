import type { Context } from '../../../context.ts';
import { badField } from '../../people/well-formed.ts';
import { demandSomewhere } from '../../services/demand-somewhere.ts';
import { changePolicy } from './edit-policy.ts';
import { namedTargets } from './named-targets.ts';
import type { OwnPolicy } from './own-policy.ts';
import type { PolicyRow } from './schema.ts';
import { checkedSteps, type Step } from './step.ts';

/** One step of a policy; people and teams by id or name. What is absent stays as it is. */
export interface StepFields { delayMinutes?: number; targets?: unknown; means?: unknown; workingHoursOnly?: boolean; only?: unknown }
export interface ChangedStep extends OwnPolicy { /** Its place by now, from 1: steps stand in the order of their times. */ position: number }

const raw = ({ delayMinutes, targets, means, workingHoursOnly, only }: StepFields): Record<string, unknown> => ({
  ...(delayMinutes !== undefined && { delay_minutes: delayMinutes }), ...(targets !== undefined && { targets }), ...(means !== undefined && { means }),
  ...(workingHoursOnly !== undefined && { working_hours_only: workingHoursOnly }), ...(only !== undefined && { only }),
});
const oneStep = async (ctx: Context, step: unknown): Promise<Step> => checkedSteps(await namedTargets(ctx, [step]))[0]!;

/** Puts a step into a policy, after those of the same minute. @throws AppError like `editPolicy` */
export async function addStep(ctx: Context, id: string, fields: StepFields & { delayMinutes: number; targets: unknown }): Promise<ChangedStep> {
  demandSomewhere(ctx, 'change_escalation');
  const step = await oneStep(ctx, raw(fields));
  const changed = await changePolicy(ctx, id, (was) => ({ steps: checkedSteps([...was.steps, step]) }));
  return { ...changed, position: changed.row.steps.findLastIndex((each) => each.delay_minutes === step.delay_minutes) + 1 };
}

/**
 * Changes a step, or moves it to another minute.
 * @param position from 1, among the steps of version `seen`
 * @throws AppError like `editPolicy`; invalid when there is no such step
 */
export async function editStep(ctx: Context, id: string, position: number, fields: StepFields, seen?: number): Promise<ChangedStep> {
  demandSomewhere(ctx, 'change_escalation');
  const named = (await namedTargets(ctx, [raw(fields)])) as [Record<string, unknown>];
  let place = position;
  const changed = await changePolicy(ctx, id, (was) => {
    demandStep(was, position);
    const [step] = checkedSteps([{ ...was.steps[position - 1], ...named[0] }]);
    const steps = was.steps.with(position - 1, step!).toSorted((a, b) => a.delay_minutes - b.delay_minutes);
    place = steps.indexOf(step!) + 1;
    return { steps };
  }, seen);
  return { ...changed, position: place };
}

/** Takes a step away; the last one stays, since a policy of none would page nobody. @throws AppError like `editStep` */
export const removeStep = (ctx: Context, id: string, position: number, seen?: number): Promise<OwnPolicy> => changePolicy(ctx, id, (was) => {
  demandStep(was, position);
  if (was.steps.length === 1) throw badField('step', 'policies.last_step', { name: was.name });
  return { steps: was.steps.toSpliced(position - 1, 1) };
}, seen);

function demandStep(was: PolicyRow, position: number): void {
  if (position < 1 || position > was.steps.length) throw badField('step', 'policies.no_such_step', { n: position, max: was.steps.length });
}
