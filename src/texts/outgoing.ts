/** Word that leaves the house: ntfy, Discord, incoming webhooks, PagerDuty, Opsgenie. */
const en = {
  vendor_refused: '{host} refused it (status {status}): “{why}”.',
  vendor_later: '{host} asks to try again later (status {status}): “{why}”.',
  unreadable: '{host} answered something that is not what it should be. Check the address.',
  ntfy_no_topic: 'No topic: give the provider a default topic, or say to which one.',
  ntfy_topic_invalid: 'That is not a topic: up to 64 letters, digits, hyphens and underscores.',
  discord_webhook_gone: 'Discord does not know this webhook any more: it was deleted. Make a new one in the channel’s settings and give its address to /provider edit.',
  discord_message_gone: 'The message is not in Discord any more.',
  reopened: 'Opened again',
  acknowledged: 'Acknowledged',
  acknowledged_by: 'Acknowledged by {name}',
  resolved: 'Resolved by monitoring',
  resolved_by: 'Resolved by {name}',
};
const fr: Record<keyof typeof en, string> = {
  vendor_refused: '{host} a refusé (code {status}) : « {why} ».',
  vendor_later: '{host} demande de réessayer plus tard (code {status}) : « {why} ».',
  unreadable: '{host} a répondu autre chose que prévu. Vérifiez l’adresse.',
  ntfy_no_topic: 'Pas de sujet : donnez un sujet par défaut au fournisseur, ou dites lequel.',
  ntfy_topic_invalid: 'Ce n’est pas un sujet : jusqu’à 64 lettres, chiffres, tirets et tirets bas.',
  discord_webhook_gone: 'Discord ne connaît plus ce webhook : il a été supprimé. Créez-en un dans les réglages du canal et donnez son adresse à /provider edit.',
  discord_message_gone: 'Le message n’est plus dans Discord.',
  reopened: 'Rouvert',
  acknowledged: 'Pris en charge',
  acknowledged_by: 'Pris en charge par {name}',
  resolved: 'Résolu par la supervision',
  resolved_by: 'Résolu par {name}',
};
export const outgoing = { en, fr };
