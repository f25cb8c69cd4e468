import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { AlarmBar } from './alarm-bar.tsx';
import { Beside } from './beside.tsx';
import { ConfirmDialog } from './confirm.tsx';
import { listen } from './events.ts';
import { FormDialog } from './form-dialog.tsx';
import { IncidentPage } from './incident-page.tsx';
import { Place } from './place.tsx';
import { route } from './route.ts';
import { forget } from './session.ts';
import { Sidebar } from './sidebar.tsx';
import { SignIn } from './sign-in.tsx';
import { connected, firstPlace, placeById, session, state } from './state.ts';
import { Tabs } from './tabs.tsx';
import { language, t } from './words.ts';

/** The place that was shown last: it stays beside the other pages. */
const lastPlace = signal<string | undefined>(undefined);

export function App() {
  const now = session.value;
  useEffect(() => {
    if (now === 'out') forget();
    return now === 'in' ? listen() : undefined;
  }, [now]);
  useEffect(() => { document.documentElement.lang = language.value; }, [language.value]);
  if (now === 'out') return <SignIn />;
  if (now === 'unknown') return <p class="empty" role="status">{connected.value ? t('loading') : t('reconnecting')}</p>;
  return <Console />;
}

function Console() {
  const at = route.value;
  const asked = at.view === 'place' ? placeById(at.id) : undefined;
  useEffect(() => { if (asked) lastPlace.value = asked.id; }, [asked?.id]);
  const place = asked ?? placeById(lastPlace.value ?? '') ?? firstPlace();
  const skip = (event: Event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>('.log, .incident-page')?.focus();
  };
  return (
    <div class="console" data-view={at.view}>
      <a class="skip" href="#main" onClick={skip}>{t('skip')}</a>
      <div class="bars">
        <div role="status">{!connected.value && <p class="bar">{t('reconnecting')}</p>}</div>
        {state.value?.trouble && <p class="bar trouble" role="status"><span aria-hidden="true">▲ </span>{state.value.trouble}</p>}
        <AlarmBar />
      </div>
      <Sidebar current={at.view === 'incident' ? undefined : place?.id} />
      <main id="main">
        {at.view === 'incident' ? <IncidentPage key={at.id} id={at.id} /> : place && <Place key={place.id} place={place} />}
      </main>
      <Beside />
      <Tabs view={at.view} place={place?.id} />
      <FormDialog />
      <ConfirmDialog />
    </div>
  );
}
