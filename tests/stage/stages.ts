import { consoleStage } from './console.ts';
import { slackStage } from './slack.ts';
import type { Stage } from './stage.ts';

/** Every stage a story is told on: the same words, the same clicks, whatever the platform. */
export const stages: readonly (readonly [name: string, open: (env?: Record<string, string>) => Promise<Stage>])[] = [
  ['the console', (env) => consoleStage(env)],
  ['Slack by HTTP', (env) => slackStage('http', env)],
  ['Slack by Socket Mode', (env) => slackStage('socket', env)],
];
