import type { Say } from '../../texts/say.ts';
import { commandsOf, onlyCommand, subOf, type Commands } from '../commands.ts';
import { usage } from '../usage.ts';
import { botEvents, botScopes } from './scopes.ts';

/** The slash commands that are registered unless others are chosen (spec §9): `/imas` alone suffices for everything. */
export const usualRoots = ['incident', 'oncall', 'page', 'imas'] as const;

export interface ManifestWishes {
  /** What the app is called in Slack. */
  name: string;
  /** Before each slash command: `acme-` makes `/acme-incident`. */
  prefix: string;
  /** Roots that become slash commands, in their order. */
  roots: readonly string[];
  /** Where Slack sends everything over HTTP; undefined: Socket Mode. */
  requestUrl: string | undefined;
  say: Say;
}
export interface SlashCommand { command: string; description: string; usage_hint: string; should_escape: true; url?: string }
/** A Slack app manifest (docs.slack.dev/reference/app-manifest), as "From a manifest" takes it. */
export interface Manifest {
  display_information: { name: string; description: string; background_color: string };
  features: {
    app_home: { home_tab_enabled: true; messages_tab_enabled: true; messages_tab_read_only_enabled: false };
    bot_user: { display_name: string; always_online: true };
    shortcuts: readonly { name: string; type: 'global' | 'message'; callback_id: string; description: string }[];
    slash_commands: readonly SlashCommand[];
  };
  oauth_config: { scopes: { bot: readonly string[] } };
  settings: {
    event_subscriptions: { request_url?: string; bot_events: readonly string[] };
    interactivity: { is_enabled: true; request_url?: string; message_menu_options_url?: string };
    org_deploy_enabled: false; socket_mode_enabled: boolean; token_rotation_enabled: false;
  };
}

/** Slack's app, generated from the command folder. Slack's limits: name 35, description 140, command 32, hint 1000 characters. */
export function manifestOf(commands: Commands, wishes: ManifestWishes): Manifest {
  const { name, requestUrl: url, say } = wishes;
  const at = url === undefined ? {} : { request_url: url };
  return {
    display_information: { name: name.slice(0, 35), description: say('slackSetup.app_description'), background_color: '#7a1f1f' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: botNameOf(name), always_online: true },
      shortcuts: [
        { name: say('slackSetup.shortcut_declare'), type: 'global', callback_id: 'declare', description: say('slackSetup.shortcut_declare_about') },
        { name: say('slackSetup.shortcut_create'), type: 'message', callback_id: 'create_incident', description: say('slackSetup.shortcut_create_about') },
        { name: say('slackSetup.shortcut_timeline'), type: 'message', callback_id: 'add_to_timeline', description: say('slackSetup.shortcut_timeline_about') },
      ],
      slash_commands: wishes.roots.map((root) => slashCommandOf(commands, root, wishes)),
    },
    oauth_config: { scopes: { bot: botScopes } },
    settings: {
      event_subscriptions: { ...at, bot_events: botEvents },
      interactivity: { is_enabled: true, ...at, ...(url === undefined ? {} : { message_menu_options_url: url }) },
      org_deploy_enabled: false, socket_mode_enabled: url === undefined, token_rotation_enabled: false,
    },
  };
}

function slashCommandOf(commands: Commands, root: string, { prefix, requestUrl, say }: ManifestWishes): SlashCommand {
  const only = onlyCommand(commands, root);
  const all = commandsOf(commands, root);
  const hint = only === undefined ? all.map(subOf).join(' | ') : usage(only, commands[only]!).split(' ').slice(1).join(' ');
  return {
    command: `/${prefix}${root}`, description: say(commands[all[0]!]!.description), usage_hint: hint.slice(0, 1000),
    // People and channels come as ids, not as names that anybody may bear.
    should_escape: true, ...(requestUrl === undefined ? {} : { url: requestUrl }),
  };
}

/** What people mention: lower case, `a-z 0-9 - _ .`, at most 80 characters. */
const botNameOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 80) || 'imas';

/** A slash command's name for a root is one that Slack takes: with its slash at most 32 characters of `a-z 0-9 - _`. */
export const isCommandName = (prefix: string, root: string): boolean => /^[a-z0-9_-]{1,31}$/.test(prefix + root);

/** The manifest as it is printed and pasted. */
export const manifestText = (manifest: Manifest): string => JSON.stringify(manifest, null, 2);
