import { AppError } from '../../errors.ts';
import { mayForSome } from '../../permissions.ts';
import { sayIn } from '../../texts/say.ts';
import { homeParts } from '../cards/home.ts';
import { errorAnswer } from '../error-card.ts';
import type { HomeParts } from './home.ts';
import { readHome } from './home-facts.ts';
import { drawHome, type DrawnHome } from './render/home.ts';

type Needed = Pick<HomeParts, 'people' | 'commands' | 'contextFor' | 'language' | 'timeZone'>;

/** The page of whoever is behind a Slack user, by their rights, language and zone of this moment. */
export async function homeOf({ people, commands, contextFor, ...fallback }: Needed, userId: string): Promise<DrawnHome> {
  const from = await people.speaker({ userId });
  try {
    const { ctx, language, timeZone } = await contextFor(from);
    const say = sayIn(language, timeZone);
    const has = (name: string): boolean => {
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
      return command !== undefined && (command.needs === undefined || mayForSome(ctx.actor, command.needs));
    };
    return drawHome(homeParts(await readHome(ctx), { say, has }), say);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const say = sayIn(fallback.language, fallback.timeZone);
    const answer = errorAnswer(error, say);
    return drawHome(answer.kind === 'card' ? [{ title: answer.card.title, tone: answer.card.tone, body: answer.card.body, actions: [] }] : [], say);
  }
}
