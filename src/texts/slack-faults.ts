/** What Slack refuses or fails at, and what to do then. */
const en = {
  rate_limited: 'Slack asks to wait {seconds} {seconds|second|seconds} before the next {method}.',
  unreachable: 'Slack cannot be reached.',
  ailing: 'Slack has trouble of its own at the moment ({code}).',
  bad_token: 'Slack does not accept the bot token ({code}). Copy the “Bot User OAuth Token” of the app from {link} and enter it with /imas setup slack, or as SLACK_BOT_TOKEN.',
  revoked: 'The Slack app was removed or its bot token revoked ({code}). Install the app again at {link} and enter the new token with /imas setup slack, or as SLACK_BOT_TOKEN.',
  missing_scope: 'The Slack app lacks the scope {needed} for {method}. Add it under “OAuth & Permissions” at {link}, then reinstall the app to the workspace.',
  channel_gone: 'This Slack channel was deleted, or IMAS cannot see it.',
  archived: 'This Slack channel is archived.',
  not_in_channel: 'IMAS is not in this Slack channel. Invite it there: /invite and the name of the app.',
  user_gone: 'Slack does not know this person, or their account is disabled ({code}).',
  message_gone: 'This Slack message is gone or can no longer be changed ({code}).',
  bad_message: 'Slack refused a message as too long or malformed ({code}).',
  not_allowed: 'The rules of this Slack workspace do not allow {method} ({code}).',
  refused: 'Slack refused {method}: {code}.',
};
const fr: Record<keyof typeof en, string> = {
  rate_limited: 'Slack demande d’attendre {seconds} {seconds|seconde|secondes} avant le prochain {method}.',
  unreachable: 'Slack est injoignable.',
  ailing: 'Slack rencontre lui-même des difficultés en ce moment ({code}).',
  bad_token: 'Slack n’accepte pas le jeton du bot ({code}). Copiez le « Bot User OAuth Token » de l’application depuis {link} et saisissez-le avec /imas setup slack, ou dans SLACK_BOT_TOKEN.',
  revoked: 'L’application Slack a été retirée ou son jeton révoqué ({code}). Réinstallez l’application sur {link} et saisissez le nouveau jeton avec /imas setup slack, ou dans SLACK_BOT_TOKEN.',
  missing_scope: 'Il manque à l’application Slack la portée (scope) {needed} pour {method}. Ajoutez-la dans « OAuth & Permissions » sur {link}, puis réinstallez l’application dans l’espace de travail.',
  channel_gone: 'Ce canal Slack a été supprimé, ou IMAS ne le voit pas.',
  archived: 'Ce canal Slack est archivé.',
  not_in_channel: 'IMAS n’est pas dans ce canal Slack. Invitez-le : /invite et le nom de l’application.',
  user_gone: 'Slack ne connaît pas cette personne, ou son compte est désactivé ({code}).',
  message_gone: 'Ce message Slack a disparu ou ne peut plus être modifié ({code}).',
  bad_message: 'Slack a refusé un message trop long ou mal formé ({code}).',
  not_allowed: 'Les règles de cet espace Slack n’autorisent pas {method} ({code}).',
  refused: 'Slack a refusé {method} : {code}.',
};
export const slackFaults = { en, fr };
