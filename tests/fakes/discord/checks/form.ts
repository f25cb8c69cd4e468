import { problems } from '../problems.ts';
import type { Json } from '../state.ts';
import { LABEL, ROW, STRING_SELECT, TEXT, TEXT_INPUT, checkSelect, isSelect, uniqueIds, within } from './components.ts';

/** A modal: title of 45, one to five components, each a label around one field, or (deprecated) a row around one text input. */
export function checkForm(modal: Json): void {
  const found = problems();
  found.text('data.custom_id', modal['custom_id'], 1, 100);
  found.text('data.title', modal['title'], 1, 45);
  const components = (modal['components'] ?? []) as Json[];
  found.count('data.components', components, 1, 5);
  components.forEach((it, at) => {
    const path = `data.components.${at}`;
    const inside = it['type'] === ROW ? ((it['components'] ?? []) as Json[]) : [it['component'] as Json | undefined];
    if (it['type'] === TEXT) return;
    if (it['type'] !== LABEL && it['type'] !== ROW) return found.add(`${path}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).');
    if (it['type'] === LABEL) {
      found.text(`${path}.label`, it['label'], 1, 45);
      found.text(`${path}.description`, it['description'], 0, 100);
    }
    const [field] = inside;
    if (inside.length !== 1 || !field) return found.add(`${path}.components`, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 1 in length.');
    if (it['type'] === ROW && field['type'] !== TEXT_INPUT) return found.add(`${path}.components.0.type`, 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${TEXT_INPUT},).`);
    if (it['type'] === ROW) found.text(`${path}.label`, field['label'], 1, 45);
    if (field['type'] === TEXT_INPUT) return checkInput(found, path, field);
    if (isSelect(field)) checkSelect(found, path, field);
    if (field['disabled'] === true) found.add(`${path}.disabled`, 'COMPONENT_DISABLED', 'A component in a modal cannot be disabled');
    if (field['type'] === STRING_SELECT && field['required'] !== false && field['min_values'] === 0) found.add(`${path}.min_values`, 'NUMBER_TYPE_MIN', 'int value should be greater than or equal to 1.');
  });
  uniqueIds(found, 'data.components', components.flatMap(within));
  found.refuseIfAny();
}

function checkInput(found: ReturnType<typeof problems>, path: string, it: Json): void {
  found.text(`${path}.custom_id`, it['custom_id'], 1, 100);
  found.text(`${path}.placeholder`, it['placeholder'], 0, 100);
  if (it['style'] !== 1 && it['style'] !== 2) found.add(`${path}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  const [least, most] = [Number(it['min_length'] ?? 0), Number(it['max_length'] ?? 4000)];
  if (least < 0 || most < 1 || most > 4000 || least > most) found.add(`${path}.max_length`, 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 4000.');
  found.text(`${path}.value`, it['value'], 0, most);
}
