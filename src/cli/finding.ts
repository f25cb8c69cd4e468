/** One thing that doctor looked at. `warn` is worth knowing and no failure. */
export interface Finding { state: 'ok' | 'warn' | 'fail'; text: string }
