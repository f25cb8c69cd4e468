import type { SampleSignal } from '../ports.ts';
import type { Labels } from './matchers/matcher.ts';

/**
 * The labels of an alert as matchers and groupings see them: those it came with, and where these are
 * silent, what its format says elsewhere under the customary names. So `alertname=~"Disk.*"` works for every tool.
 */
export function labelsOf(signal: Pick<SampleSignal, 'labels' | 'name' | 'severityWord' | 'service' | 'team'>): Labels {
  return {
    get(label) {
      const value = signal.labels.get(label);
      if (value !== undefined) return value;
      switch (label) {
        case 'alertname': return signal.name;
        case 'severity': return signal.severityWord;
        case 'service': return signal.service;
        case 'team': return signal.team;
        default: return undefined;
      }
    },
  };
}
