import { acknowledgement, muted, pages } from './alarm.ts';
import { ActionButton } from './action-button.tsx';
import { placeHref, route } from './route.ts';
import { locked, unlock } from './sound.ts';
import { me, pageCount } from './state.ts';
import { t } from './words.ts';

/** Sticks to the top while I am paged: what it is, and one button that ends it. */
export function AlarmBar() {
  const count = pageCount.value;
  const page = pages.value[0];
  const at = route.value;
  return (
    <div role="alert" class="alarm-live">
      {count > 0 && (
        <section class="alarm" aria-label={t('paged')}>
          <div class="alarm-words">
            <strong><span class="alarm-sign" aria-hidden="true">● </span>{count > 1 ? t('paged_many', { n: count }) : t('paged')}</strong>
            {page && <span class="alarm-notice" dir="auto">{page.notice}</span>}
          </div>
          <div class="alarm-actions">
            {page && <ActionButton action={{ label: page.action?.label ?? t('acknowledge'), style: 'primary', ...acknowledgement(page) }} place={page.place} answerIn="" />}
            {page && !(at.view === 'place' && at.id === page.place) && <a class="button" href={placeHref(page.place)}>{t('open')}</a>}
            <Sound />
          </div>
        </section>
      )}
    </div>
  );
}

function Sound() {
  if (me.value?.soundOn !== true || muted.value) return null;
  if (locked.value) return <button key="unlock" type="button" class="button" title={t('sound_locked')} onClick={() => void unlock()}>{t('sound_on')}</button>;
  // The keys keep one press from meaning both: the first gesture turns the one button into the other.
  return <button key="mute" type="button" class="button" onClick={() => { muted.value = true; }}>{t('mute')}</button>;
}
