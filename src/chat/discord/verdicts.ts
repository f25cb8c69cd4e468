import type { TextKey } from '../../texts/say.ts';
import type { Verdict } from '../platform-fault.ts';

const verdicts = new Map<string, Verdict>();
const judge = (codes: string, said: Extract<TextKey, `discord.${string}`>, verdict: Omit<Verdict, 'said'> = {}): void => { for (const code of codes.split(' ')) verdicts.set(code, { said, ...verdict }); };

// Ours, about the way to Discord.
judge('rate_limited', 'discord.rate_limited', { retry: true });
judge('guarded', 'discord.guarded', { retry: true });
judge('unreachable', 'discord.unreachable', { retry: true });
judge('network timeout', 'discord.unreachable', { retry: true, inDoubt: true });
judge('http_5xx bad_answer 130000', 'discord.ailing', { retry: true, inDoubt: true });
judge('bad_token 40001 50014', 'discord.bad_token', { forAll: true });
judge('10004 not_in_guild', 'discord.not_in_guild', { forAll: true });
judge('not_linked', 'discord.not_linked');
// Discord's own: topics/opcodes-and-status-codes, "JSON Error Codes".
judge('50013', 'discord.missing_permission');
judge('lacks_there', 'discord.lacks_there');
judge('role_above', 'discord.role_above');
judge('role_higher', 'discord.role_higher');
judge('role_managed 50028', 'discord.role_managed');
judge('role_left', 'discord.role_left');
judge('role_lent', 'discord.role_lent');
judge('role_staff', 'discord.role_staff');
judge('no_manage_roles', 'discord.no_manage_roles');
judge('50001', 'discord.no_access');
judge('10003', 'discord.channel_gone', { gone: true });
judge('50083', 'discord.archived');
judge('10008 50021 50005 50006', 'discord.message_gone');
judge('50007 50278', 'discord.closed');
judge('10007 10013', 'discord.user_gone');
judge('10011', 'discord.role_gone');
judge('30013 30040 full', 'discord.full');
judge('50035 40005 50109', 'discord.bad_message');
judge('10062 10015 40060 50027', 'discord.late');

/** What a code means. One that Discord made and nobody knows is about what was asked: asking again changes nothing. */
export const verdictOn = (code: string): Verdict => verdicts.get(code) ?? { said: 'discord.refused' };
