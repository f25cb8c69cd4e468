import { consoleStage } from './console.ts';
import { discordVenue } from './discord.ts';
import { slackVenue } from './slack.ts';
import type { Stage } from './stage.ts';
import { stageIn } from './venue.ts';

/** Every stage a story is told on: the same words, the same clicks, whatever the platform. */
export const stages: readonly (readonly [name: string, open: (env?: Record<string, string>) => Promise<Stage>])[] = [
  ['the console', (env) => consoleStage(env)],
  ['Slack by HTTP', (env) => stageIn(slackVenue('http'), env)],
  ['Slack by Socket Mode', (env) => stageIn(slackVenue('socket'), env)],
  ['Discord', (env) => stageIn(discordVenue(), env)],
];
