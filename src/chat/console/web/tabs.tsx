import { type Route, placeHref } from './route.ts';
import { Counts } from './sidebar.tsx';
import { pageCount, state } from './state.ts';
import { t } from './words.ts';

/** The bar at the bottom of a phone: chat, incidents, on call. */
export function Tabs({ view, place }: { view: Route['view']; place: string | undefined }) {
  const unread = state.value?.places.reduce((sum, it) => sum + it.unread, 0) ?? 0;
  const chat = view === 'place' || view === 'places' || view === 'start';
  const open = state.value?.openIncidents.length ?? 0;
  return (
    <nav class="tabs" aria-label={t('main_navigation')}>
      <a href={view === 'place' || !place ? '#/places' : placeHref(place)} aria-current={chat ? 'page' : undefined}>
        <span aria-hidden="true" class="tab-icon">✉</span>{t('chat')}<Counts unread={unread} pages={pageCount.value} />
      </a>
      <a href="#/incidents" aria-current={view === 'incidents' || view === 'incident' ? 'page' : undefined}>
        <span aria-hidden="true" class="tab-icon">▲</span>{t('incidents')}{open > 0 && <span class="badge">{open}</span>}
      </a>
      <a href="#/oncall" aria-current={view === 'oncall' ? 'page' : undefined}>
        <span aria-hidden="true" class="tab-icon">☎</span>{t('on_call')}
      </a>
    </nav>
  );
}
