import type { OwnPolicy } from '../domain/escalation/policies/own-policy.ts';
import { policyOfRow } from '../domain/escalation/policies/policy.ts';
import { runningVersions } from '../domain/escalation/policies/running-versions.ts';
import { targetNames } from '../domain/escalation/policies/target-names.ts';
import { warningsOf } from '../domain/escalation/policies/warnings.ts';
import type { TextKey } from '../texts/say.ts';
import type { Answer } from './card.ts';
import { changedPolicyCard } from './cards/policy.ts';
import type { Ask } from './command.ts';

/** “Saved”: the policy as it stands now, which incidents keep an older version, and what its author should know. */
export async function policyAnswer(ask: Ask, { row, team }: OwnPolicy, said: TextKey, n?: number): Promise<Answer> {
  const policy = policyOfRow(row);
  const card = changedPolicyCard(ask, {
    policy, team, names: await targetNames(ask.ctx, policy), running: await runningVersions(ask.ctx, row.id), warnings: await warningsOf(ask.ctx, row),
    title: ask.say(said === 'escalationCommands.created' && row.name === team ? 'escalationCommands.created_own' : said, { name: row.name, team, version: row.version, ...(n === undefined ? {} : { n }) }),
  });
  return { kind: 'card', card, private: true };
}
