/** Sealed secrets and signed links. */
const en = {
  key_too_short: 'IMAS_SECRET_KEY must have at least 32 characters.',
  unknown_key: 'A stored secret was sealed with another key ({id}). Set IMAS_SECRET_KEY back, or add the former key to IMAS_OLD_SECRET_KEYS.',
  damaged: 'A stored secret cannot be opened: it is damaged or belongs to another record.',
  link_invalid: 'This link is not valid. Open the incident instead.',
  link_expired: 'This link has expired. Open the incident instead.',
};
const fr: Record<keyof typeof en, string> = {
  key_too_short: 'IMAS_SECRET_KEY doit avoir au moins 32 caractères.',
  unknown_key: 'Un secret enregistré a été scellé avec une autre clé ({id}). Rétablissez IMAS_SECRET_KEY, ou ajoutez l’ancienne clé à IMAS_OLD_SECRET_KEYS.',
  damaged: 'Un secret enregistré ne peut pas être ouvert : il est abîmé ou appartient à un autre enregistrement.',
  link_invalid: 'Ce lien n’est pas valable. Ouvrez plutôt l’incident.',
  link_expired: 'Ce lien a expiré. Ouvrez plutôt l’incident.',
};
export const secrets = { en, fr };
