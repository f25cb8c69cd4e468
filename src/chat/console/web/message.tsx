import type { MessageView } from '../contract.ts';
import { CardView } from './card.tsx';
import { ProblemNote } from './problem.tsx';
import { Plain } from './spans.tsx';
import { dismiss, type Ephemeral } from './state.ts';
import { Time } from './time.tsx';
import { t } from './words.ts';

/** One message: who, when, what. `continued` leaves out who when the same person goes on. */
export function Message({ message, continued }: { message: MessageView; continued: boolean }) {
  const who = message.author?.username ?? t('bot');
  return (
    <div class={`message ${message.page ? 'page' : ''}`} data-message={message.id}>
      {continued ? <span class="sr-only">{who}</span> : (
        <div class="who">
          <strong><bdi>{who}</bdi></strong> <Time at={message.at} />
          {message.pinned && <span class="pin"><span aria-hidden="true">★ </span>{t('pinned')}</span>}
        </div>
      )}
      {message.text !== undefined && <p class="text" dir="auto"><Plain text={message.text} /></p>}
      {message.card && <CardView card={message.card} place={message.place} />}
    </div>
  );
}

/** An answer for my eyes only. */
export function Whisper({ it }: { it: Ephemeral }) {
  return (
    <section class="whisper" aria-label={t('only_you')}>
      <div class="who">
        <span><span aria-hidden="true">◌ </span>{t('only_you')}</span> <Time at={it.at} />
        <button type="button" class="button small quiet" onClick={() => dismiss(it.id)}>{t('dismiss')}</button>
      </div>
      {it.card && <CardView card={it.card} place={it.place} />}
      {it.problem && <ProblemNote problem={it.problem} />}
    </section>
  );
}
