import type { Action, Card } from '../../card.ts';
import { ActionButton } from './action-button.tsx';
import { OneBlock } from './block.tsx';
import { MoreMenu } from './more-menu.tsx';
import { Link, Spans } from './spans.tsx';
import { t } from './words.ts';

/** Drawn before the tone's word, so that colour is never alone. */
const SIGNS: Record<Card['tone'], string> = {
  critical: '▲', high: '▲', medium: '◆', low: '▼', acknowledged: '◐', resolved: '✓', neutral: '', good: '✓', bad: '✕',
};

/** A card with its buttons. `place` is where its commands are said; '' outside of the chat. */
export function CardView({ card, place }: { card: Card; place: string }) {
  const word = t(`tone_${card.tone}`);
  const more = card.more ?? [];
  return (
    <article class={`card tone-${card.tone}`} aria-label={card.title}>
      <header>
        {word && <span class="tone"><span aria-hidden="true">{SIGNS[card.tone]} </span>{word}</span>}
        <h2 dir="auto">{card.title}</h2>
      </header>
      {card.body.map((block, index) => <OneBlock key={index} block={block} />)}
      {(card.actions.length > 0 || more.length > 0) && (
        <div class="actions">
          {card.actions.map((action) => <OneAction key={action.label} action={action} place={place} />)}
          {more.length > 0 && <MoreMenu actions={more} place={place} />}
        </div>
      )}
      {card.small && card.small.length > 0 && <footer>{card.small.map((line, index) => <small key={index}><Spans text={line} /></small>)}</footer>}
    </article>
  );
}

function OneAction({ action, place }: { action: Action; place: string }) {
  return 'url' in action ? <Link text={action.label} url={action.url} button /> : <ActionButton action={action} place={place} />;
}
