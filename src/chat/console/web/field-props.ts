import type { Field } from '../../card.ts';

/** `around`: what the other fields say. */
export interface FieldProps { field: Field; command: string; around: Readonly<Record<string, string>>; value: string; error: string | undefined; onChange: (value: string) => void }
/** What every kind of input shares: its name for the label, its state for assistive technology. */
export interface InputProps { id: string; 'aria-invalid': boolean; 'aria-required': boolean; 'aria-describedby': string }
/** Up to so many choices are seen at once as radio buttons. */
export const RADIOS = 4;
