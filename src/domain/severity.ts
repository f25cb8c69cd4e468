export const severities = ['SEV1_CRITICAL', 'SEV2_HIGH', 'SEV3_MEDIUM', 'SEV4_LOW'] as const;
export type Severity = (typeof severities)[number];
export const statuses = ['TRIGGERED', 'ACKNOWLEDGED', 'MITIGATED', 'RESOLVED'] as const;
export type Status = (typeof statuses)[number];
export type Urgency = 'high' | 'low';

/** `SEV1` … `SEV4`: how cards and first lines say it. */
export const shortSeverity = (severity: Severity): string => severity.slice(0, 4);
/** The names sort by severity: SEV1 is the smallest. */
export const isWorse = (a: Severity, b: Severity): boolean => a < b;
/** 1 for SEV1 … 4 for SEV4: late timers of the worst go first. */
export const rank = (severity: Severity): number => Number(severity[3]);
