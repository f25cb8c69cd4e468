import type { Source } from './source.ts';
import { alertmanager } from './sources/alertmanager.ts';
import { custom } from './sources/custom.ts';
import { datadog } from './sources/datadog.ts';
import { grafana } from './sources/grafana.ts';
import { opsgenie } from './sources/opsgenie.ts';
import { pagerduty } from './sources/pagerduty.ts';
import { sentry } from './sources/sentry.ts';

/** Every kind of source by its name in the address; `generic` is the earlier product's name of `custom`. */
export const sources = { alertmanager, grafana, datadog, sentry, pagerduty, opsgenie, custom, generic: custom } satisfies Record<string, Source>;
export type SourceName = keyof typeof sources;
