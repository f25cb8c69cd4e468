import { signal } from '@preact/signals';

export type Route =
  | { view: 'place'; id: string }
  | { view: 'incident'; id: string }
  | { view: 'places' | 'incidents' | 'oncall' | 'start' };

/** What the part of the address behind the # means. */
function routeOf(hash: string): Route {
  const [view = '', id = ''] = hash.replace(/^#\//, '').split('/', 2);
  if ((view === 'place' || view === 'incident') && id !== '') return { view, id: decoded(id) };
  if (view === 'places' || view === 'incidents' || view === 'oncall') return { view };
  return { view: 'start' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export const placeHref = (id: string): string => `#/place/${encodeURIComponent(id)}`;
export const incidentHref = (shortId: string): string => `#/incident/${encodeURIComponent(shortId)}`;

export const route = signal<Route>(routeOf(location.hash));
addEventListener('hashchange', () => {
  route.value = routeOf(location.hash);
});
