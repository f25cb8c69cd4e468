import { databaseNow } from '../domain/clock.ts';
import { askForCover, type CoverWanted } from '../domain/turns/ask-for-cover.ts';
import { AppError } from '../errors.ts';
import type { Answer } from './card.ts';
import { button } from './cards/button.ts';
import { askedCard } from './cards/cover.ts';
import type { Ask } from './command.ts';
import { errorAnswer } from './error-card.ts';

/** Asks others to take turns, and shows what was asked for; where they are being asked already, that can be withdrawn. @throws AppError as `askForCover` */
export async function askOthers(ask: Ask, wanted: CoverWanted): Promise<Answer> {
  try {
    const asked = await askForCover(ask.ctx, wanted);
    return { kind: 'card', card: askedCard(asked, ask, wanted, await databaseNow(ask.ctx)), private: true };
  } catch (error) {
    const group = error instanceof AppError && error.key === 'turns.asked_already' ? error.extras.detail?.['cover'] : undefined;
    if (typeof group !== 'string') throw error;
    return errorAnswer(error as AppError, ask.say, button(ask, 'oncall/withdraw-cover', 'turns.withdraw', { cover: group }));
  }
}
