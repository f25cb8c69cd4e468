import type { PlaceView } from '../contract.ts';
import { placeHref } from './route.ts';
import { MyMenu } from './my-menu.tsx';
import { state } from './state.ts';
import { t } from './words.ts';

/** All places, and myself at the bottom. */
export function Sidebar({ current }: { current: string | undefined }) {
  const places = state.value?.places ?? [];
  const rooms = places.filter((place) => place.kind === 'room');
  return (
    <nav class="sidebar" aria-label={t('places')}>
      <p class="brand"><span aria-hidden="true">◉ </span>IMAS</p>
      <div class="sidebar-lists">
        <Group title={t('rooms')} places={rooms.filter((place) => !place.archived)} current={current} />
        <Group title={t('direct')} places={places.filter((place) => place.kind === 'direct')} current={current} />
        <Group title={t('channels')} places={places.filter((place) => place.kind === 'channel')} current={current} />
        <Group title={t('closed_rooms')} places={rooms.filter((place) => place.archived)} current={current} folded />
      </div>
      <MyMenu />
    </nav>
  );
}

function Group({ title, places, current, folded = false }: { title: string; places: readonly PlaceView[]; current: string | undefined; folded?: boolean }) {
  if (places.length === 0) return null;
  const list = <ul>{places.map((place) => <li key={place.id}><PlaceLink place={place} current={place.id === current} /></li>)}</ul>;
  if (folded) return <details><summary>{title}</summary>{list}</details>;
  return <section><h2>{title}</h2>{list}</section>;
}

function PlaceLink({ place, current }: { place: PlaceView; current: boolean }) {
  return (
    <a class={`place-link ${place.unread > 0 ? 'unread' : ''}`} href={placeHref(place.id)} aria-current={current ? 'page' : undefined}>
      <span class="sign" aria-hidden="true">{{ channel: '#', room: '▣', direct: '@' }[place.kind]}</span>
      <bdi class="name">{place.name}</bdi>
      <Counts unread={place.unread} pages={place.pages} />
    </a>
  );
}

/** Badges: red for pages, plain for unread messages. */
export function Counts({ unread, pages }: { unread: number; pages: number }) {
  return (
    <>
      {pages > 0 && <span class="badge pages"><span aria-hidden="true">{pages}</span><span class="sr-only">{t('pages_here', { n: pages })}</span></span>}
      {unread > 0 && <span class="badge"><span aria-hidden="true">{unread > 99 ? '99+' : unread}</span><span class="sr-only">{t('unread', { n: unread })}</span></span>}
    </>
  );
}
