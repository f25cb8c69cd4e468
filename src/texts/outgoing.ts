/** Word that leaves the house: ntfy, Discord, incoming webhooks, PagerDuty, Opsgenie. */
const en = {
  vendor_refused: '{host} refused it (status {status}): “{why}”.',
  vendor_later: '{host} asks to try again later (status {status}): “{why}”.',
};
const fr: Record<keyof typeof en, string> = {
  vendor_refused: '{host} a refusé (code {status}) : « {why} ».',
  vendor_later: '{host} demande de réessayer plus tard (code {status}) : « {why} ».',
};
export const outgoing = { en, fr };
