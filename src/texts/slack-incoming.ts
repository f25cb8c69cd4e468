/** What is said while Slack is listened to: forms that wait, answers that moved. */
const en = {
  open_form: 'Open the form',
  form_waits: 'One more step: fill in “{title}”.',
  form_late: 'Slack did not open the form “{title}” in time. Open it from here.',
  working: 'Working on it…',
  working_text: 'This takes a little longer than usual. The answer comes here by itself; you may also close this window.',
  close: 'Close',
  kept_in_dm: 'This list is kept up to date in your direct messages with IMAS.',
  not_here: 'This version of IMAS does not know that shortcut.',
  not_connected: 'Slack is not connected. An administrator does that with /imas setup slack, or with SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET.',
  by_socket: 'Slack is connected by Socket Mode, so nothing is taken here. Turn Socket Mode off in the app’s settings, or remove SLACK_APP_TOKEN.',
  stopping: 'IMAS is shutting down. Try again in a moment.',
};
const fr: Record<keyof typeof en, string> = {
  open_form: 'Ouvrir le formulaire',
  form_waits: 'Encore une étape : remplissez « {title} ».',
  form_late: 'Slack n’a pas ouvert le formulaire « {title} » à temps. Ouvrez-le d’ici.',
  working: 'En cours…',
  working_text: 'C’est un peu plus long que d’habitude. La réponse arrivera ici d’elle-même ; vous pouvez aussi fermer cette fenêtre.',
  close: 'Fermer',
  kept_in_dm: 'Cette liste est tenue à jour dans vos messages directs avec IMAS.',
  not_here: 'Cette version d’IMAS ne connaît pas ce raccourci.',
  not_connected: 'Slack n’est pas connecté. Un administrateur s’en charge avec /imas setup slack, ou avec SLACK_BOT_TOKEN et SLACK_SIGNING_SECRET.',
  by_socket: 'Slack est connecté par Socket Mode : rien n’est reçu ici. Désactivez Socket Mode dans les réglages de l’application, ou retirez SLACK_APP_TOKEN.',
  stopping: 'IMAS s’arrête. Réessayez dans un instant.',
};
export const slackIncoming = { en, fr };
