import { type FieldProps, type InputProps, RADIOS } from './field-props.ts';
import { t } from './words.ts';

type Props = FieldProps & { input: InputProps };

/** One of fixed choices: radio buttons when they are few, otherwise a select. */
export function ChoiceField({ field, value, onChange, input }: Props) {
  const choices = field.choices ?? [];
  if (choices.length <= RADIOS) {
    return (
      <div class="options" role="radiogroup" aria-label={field.label} aria-required={input['aria-required']}>
        {choices.map((choice, index) => (
          <label key={choice.value}>
            <input type="radio" name={input.id} {...(index === 0 ? input : {})} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            {choice.label}
          </label>
        ))}
      </div>
    );
  }
  return (
    <select {...input} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="">{t('choose')}</option>
      {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
    </select>
  );
}

/** Several of fixed choices; the value lists them with commas. */
export function ChoicesField({ field, value, onChange, input }: Props) {
  const chosen = value.split(',').filter(Boolean);
  const toggle = (choice: string, on: boolean) => onChange([...chosen.filter((it) => it !== choice), ...(on ? [choice] : [])].join(','));
  return (
    <div class="options">
      {(field.choices ?? []).map((choice, index) => (
        <label key={choice.value}>
          <input type="checkbox" {...(index === 0 ? input : {})} checked={chosen.includes(choice.value)} onChange={(event) => toggle(choice.value, event.currentTarget.checked)} />
          {choice.label}
        </label>
      ))}
    </div>
  );
}
