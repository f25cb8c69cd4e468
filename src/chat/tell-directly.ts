import { notFound } from '../errors.ts';
import type { TextKey } from '../texts/say.ts';
import type { Directs } from './directs.ts';
import type { Messages } from './messages.ts';
import { PlatformFault } from './platform-fault.ts';
import type { Platform } from './platform.ts';

interface Ways { messages: Messages; directs: Directs; /** Our users' ids there; who is not linked is left out. */ idsOf(userIds: readonly string[]): Promise<Map<string, string>>; notLinked: TextKey }

/** A direct message to one of our users; a conversation that is gone is opened anew. @throws PlatformFault, AppError not_found when nobody linked them */
export const tellDirectly = ({ messages, directs, idsOf, notLinked }: Ways): Platform['tell'] => async (userId, card, options) => {
  const there = (await idsOf([userId])).get(userId);
  if (there === undefined) throw notFound(notLinked);
  const lane = options.pages === true ? 'page' : 'talk';
  const tell = async () => messages.post(await directs.open(there, lane), card, options);
  try {
    return await tell();
  } catch (error) {
    if (!(error instanceof PlatformFault) || !error.gone) throw error;
    await directs.forget(there);
    return tell();
  }
};
