import { signal } from '@preact/signals';
import { placeHref } from './route.ts';

const supported = 'Notification' in globalThis && isSecureContext;
/** Whether the browser shows notifications for us: `unsupported` without HTTPS. */
export const permission = signal<NotificationPermission | 'unsupported'>(supported ? Notification.permission : 'unsupported');

/** Asks the browser for permission; only ever from a button. */
export async function askPermission(): Promise<void> {
  permission.value = await Notification.requestPermission();
}

/** Shows a page outside of the window, where that is permitted. */
export function notify(page: { incident: string; notice: string; place: string }): void {
  if (permission.peek() !== 'granted') return;
  try {
    const shown = new Notification(page.notice, { tag: page.incident, requireInteraction: true });
    shown.addEventListener('click', () => {
      focus();
      location.hash = placeHref(page.place);
      shown.close();
    });
  } catch {
    // Android's Chrome allows notifications from service workers only; title, badge and sound remain.
    permission.value = 'unsupported';
  }
}
