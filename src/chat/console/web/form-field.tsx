import type { FieldKind } from '../../card.ts';
import { ChoiceField, ChoicesField } from './choice-field.tsx';
import { RADIOS, type FieldProps, type InputProps } from './field-props.ts';
import { NounField } from './noun-field.tsx';
import { localTime } from './local-time.ts';
import { me } from './state.ts';
import { t } from './words.ts';

const GROUPS: readonly FieldKind[] = ['choices'];

/** One field with its label, help and error. */
export function FormField(props: FieldProps) {
  const { field, error } = props;
  const id = `field-${field.name}`;
  const input: InputProps = { id, 'aria-invalid': error !== undefined, 'aria-required': field.required, 'aria-describedby': `${id}-help ${id}-error` };
  const words = <>{field.label} <small>({field.required ? t('required') : t('optional')})</small></>;
  const group = GROUPS.includes(field.kind) || (field.kind === 'choice' && (field.choices?.length ?? 0) <= RADIOS);
  const notes = (
    <>
      <p class="help" id={`${id}-help`}>{field.help}{field.kind === 'datetime' && ` ${t('times_in', { zone: me.value?.timeZone ?? '' })}`}</p>
      <p class="error" id={`${id}-error`}>{error && <><span aria-hidden="true">✕ </span>{error}</>}</p>
    </>
  );
  if (group) return <fieldset class="field"><legend>{words}</legend><Input {...props} input={input} />{notes}</fieldset>;
  return (
    <div class={`field ${field.kind === 'boolean' ? 'check' : ''}`}>
      <label for={id}>{words}</label>
      <Input {...props} input={input} />
      {notes}
    </div>
  );
}

function Input(props: FieldProps & { input: InputProps }) {
  const { field, value, onChange, input } = props;
  const plain = { ...input, value, maxLength: field.maxLength, onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value) };
  switch (field.kind) {
    case 'text':
      if (field.completes) return <NounField {...props} />;
      return <input type="text" {...plain} />;
    case 'longtext':
      return <textarea rows={4} {...plain} />;
    case 'number':
      return <input type="text" inputMode="decimal" {...plain} />;
    case 'secret':
      return <input type="password" autocomplete="new-password" {...plain} />;
    case 'datetime':
      return <input type="datetime-local" {...plain} value={localTime(value, me.value?.timeZone)} />;
    case 'boolean':
      return <input type="checkbox" {...input} checked={value === 'true'} onChange={(event) => onChange(String(event.currentTarget.checked))} />;
    case 'choice':
      return <ChoiceField {...props} />;
    case 'choices':
      return <ChoicesField {...props} />;
    case 'incident': case 'service': case 'team': case 'user': case 'policy': case 'source':
      return <NounField {...props} />;
    default:
      return field.kind satisfies never;
  }
}
