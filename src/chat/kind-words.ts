import type { TextKey } from '../texts/say.ts';

/** Kinds of provider as a form offers them. */
export const providerKindWords: Readonly<Record<string, TextKey>> = {
  SMTP: 'outgoing.kind_smtp', NTFY: 'outgoing.kind_ntfy', OVH_SMS: 'outgoing.kind_ovh_sms', TWILIO: 'outgoing.kind_twilio',
  WEBHOOK: 'outgoing.kind_webhook', DISCORD: 'outgoing.kind_discord', SLACK: 'outgoing.kind_slack',
};

/** Kinds of source as a form offers them. */
export const sourceKindWords: Readonly<Record<string, TextKey>> = {
  alertmanager: 'outgoing.source_alertmanager', grafana: 'outgoing.source_grafana', datadog: 'outgoing.source_datadog', sentry: 'outgoing.source_sentry',
  pagerduty: 'outgoing.source_pagerduty', opsgenie: 'outgoing.source_opsgenie', custom: 'outgoing.source_custom',
};
