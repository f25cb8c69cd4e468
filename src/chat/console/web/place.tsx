import { Composer } from './composer.tsx';
import { Messages } from './messages.tsx';
import { incidentHref } from './route.ts';
import type { PlaceView } from '../contract.ts';
import { t } from './words.ts';

/** One channel, room or direct conversation. */
export function Place({ place }: { place: PlaceView }) {
  return (
    <>
      <header class="place-head">
        <a class="back button quiet" href="#/places" aria-label={t('back_to_list')}><span aria-hidden="true">‹</span></a>
        <div>
          <h1><span aria-hidden="true">{place.kind === 'direct' ? '' : '#'}</span><bdi>{place.name}</bdi></h1>
          {place.title !== place.name && <p dir="auto">{place.title}</p>}
        </div>
        {place.incident && <a class="button" href={incidentHref(place.incident)}>{t('to_incident', { id: place.incident })}</a>}
      </header>
      <Messages place={place} />
      {place.archived ? <p class="archived">{t('archived')}</p> : <Composer place={place} />}
    </>
  );
}
