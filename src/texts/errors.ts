/** Refusals and mistakes: each names the thing, the cause, the next step. */
const en = {
  bad_request: 'That request could not be read: {why}.',
  not_permitted: 'You need the permission “{permission}” for that.',
  sign_in_needed: 'Sign in first, or send an API token.',
  unknown_team: 'There is no team called “{name}”.',
  unknown_user: 'There is no person called “{name}”.',
  unknown_service: 'There is no service called “{name}”.',
  unknown_incident: 'There is no incident “{name}”.',
  nearest: 'Did you mean {names}?',
  database_down: 'The database cannot be reached right now. Nothing was changed; try again in a moment.',
};
const fr: Record<keyof typeof en, string> = {
  bad_request: 'Cette requête est illisible : {why}.',
  not_permitted: 'Il vous faut la permission « {permission} » pour cela.',
  sign_in_needed: 'Connectez-vous d’abord, ou envoyez un jeton d’API.',
  unknown_team: 'Aucune équipe ne s’appelle « {name} ».',
  unknown_user: 'Personne ne s’appelle « {name} ».',
  unknown_service: 'Aucun service ne s’appelle « {name} ».',
  unknown_incident: 'Il n’y a pas d’incident « {name} ».',
  nearest: 'Vouliez-vous dire {names} ?',
  database_down: 'La base de données est injoignable pour le moment. Rien n’a changé ; réessayez dans un instant.',
};
export const errors = { en, fr };
