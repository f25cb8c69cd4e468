import { problemOf } from './api.ts';
import { askPermission, permission } from './notification.ts';
import { signOut } from './session.ts';
import { locked, unlock } from './sound.ts';
import { me, whisper } from './state.ts';
import { t } from './words.ts';

/** Who I am here, what may disturb me, and the way out. */
export function MyMenu() {
  if (!me.value) return null;
  const leave = () => void signOut().catch((error: unknown) => whisper('', { problem: problemOf(error) }));
  return (
    <div class="me">
      <p>{t('signed_in_as', { name: me.value.username })}<small>{t('times_in', { zone: me.value.timeZone })}</small></p>
      {permission.value === 'default' && <button type="button" class="button small" onClick={() => void askPermission()}>{t('allow_notifications')}</button>}
      {permission.value === 'granted' && <small><span aria-hidden="true">✓ </span>{t('notifications_on')}</small>}
      {me.value.soundOn && locked.value && <button type="button" class="button small" onClick={() => void unlock()}>{t('sound_on')}</button>}
      <button type="button" class="button small" onClick={leave}>{t('sign_out')}</button>
    </div>
  );
}
