import type { Verdict } from '../platform-fault.ts';

const verdicts = new Map<string, Verdict>();
const judge = (codes: string, verdict: Verdict): void => { for (const code of codes.split(' ')) verdicts.set(code, verdict); };

judge('rate_limited ratelimited', { said: 'slackFaults.rate_limited', retry: true });
// The connection was never made: nothing can have been done.
judge('unreachable', { said: 'slackFaults.unreachable', retry: true });
judge('network timeout', { said: 'slackFaults.unreachable', retry: true, inDoubt: true });
judge('http_5xx bad_answer internal_error fatal_error service_unavailable request_timeout', { said: 'slackFaults.ailing', retry: true, inDoubt: true });
judge('team_added_to_org external_channel_migrating', { said: 'slackFaults.ailing', retry: true });
judge('invalid_auth not_authed invalid_token', { said: 'slackFaults.bad_token', forAll: true });
judge('token_revoked token_expired account_inactive team_access_not_granted', { said: 'slackFaults.revoked', forAll: true });
judge('missing_scope', { said: 'slackFaults.missing_scope', forAll: true });
judge('channel_not_found', { said: 'slackFaults.channel_gone', gone: true });
judge('is_archived', { said: 'slackFaults.archived', gone: true });
judge('not_in_channel', { said: 'slackFaults.not_in_channel' });
judge('user_not_found users_not_found user_disabled user_not_visible cannot_dm_bot cant_dm_bot users_list_not_supplied', { said: 'slackFaults.user_gone' });
// Ours: nobody knows their account there, or they are none of ours.
judge('not_linked', { said: 'slackFaults.not_linked' });
judge('message_not_found cant_update_message edit_window_closed thread_not_found', { said: 'slackFaults.message_gone' });
judge('no_such_subteam subteam_not_found', { said: 'slackFaults.group_gone' });
judge('permission_denied', { said: 'slackFaults.group_not_allowed' });
judge('plan_upgrade_required', { said: 'slackFaults.group_plan' });
judge('invalid_users invalid_user failed_for_some_users single_channel_guests_cannot_be_added', { said: 'slackFaults.group_members' });
judge('msg_too_long msg_blocks_too_long invalid_blocks invalid_blocks_format too_many_attachments no_text', { said: 'slackFaults.bad_message' });
judge('restricted_action user_is_restricted user_is_ultra_restricted no_permission not_allowed_token_type ekm_access_denied org_login_required', { said: 'slackFaults.not_allowed' });

/** What a code means. One that Slack made and nobody knows is about what was asked: asking again changes nothing. */
export const verdictOn = (code: string): Verdict => verdicts.get(code) ?? { said: code.startsWith('restricted_action') ? 'slackFaults.not_allowed' : 'slackFaults.refused' };
