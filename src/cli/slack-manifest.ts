import { rootsOf } from '../chat/commands.ts';
import { isCommandName, manifestOf, manifestText, usualRoots } from '../chat/slack/manifest.ts';
import { exit, type VerbRun } from './deps.ts';

/** The app manifest for Slack's "From a manifest", from the command folder alone: no service, no database. */
export const run: VerbRun = async ({ flags, values }, { commands, config, print, error, say }) => {
  const prefix = (values.get('prefix')?.at(-1) ?? '').toLowerCase();
  const known = rootsOf(commands);
  const asked = values.get('commands')?.flatMap((list) => list.split(',')).map((word) => word.trim().toLowerCase().replace(/^\//, '')).filter((word) => word !== '') ?? [...usualRoots];
  const roots = asked.includes('all') ? known : [...new Set(asked)];
  const unknown = roots.find((root) => !known.includes(root));
  if (unknown !== undefined) {
    error(say('slackSetup.unknown_root', { name: unknown.slice(0, 60), known: known.join(', ') }));
    return exit.wrongUsage;
  }
  const bad = roots.find((root) => !isCommandName(prefix, root));
  if (bad !== undefined) {
    error(say('slackSetup.bad_command_name', { name: `/${prefix}${bad}`.slice(0, 80) }));
    return exit.wrongUsage;
  }
  const { PUBLIC_URL: publicUrl, SLACK_APP_TOKEN: appToken } = config();
  const socket = flags.has('socket') || appToken !== undefined || publicUrl === undefined;
  // Beside the manifest, not in it: what is printed goes into Slack as it is.
  if (socket && publicUrl === undefined && appToken === undefined && !flags.has('socket')) error(say('slackSetup.no_public_url'));
  if (!socket && !publicUrl.startsWith('https://')) error(say('slackSetup.not_https', { url: publicUrl }));
  print(manifestText(manifestOf(commands, { name: values.get('name')?.at(-1) ?? 'IMAS', prefix, roots, requestUrl: socket ? undefined : `${publicUrl}/slack/events`, say })));
  return exit.ok;
};
