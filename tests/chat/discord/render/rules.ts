import type { APIEmbed, APIModalInteractionResponseCallbackData } from 'discord.js';

/*
 * Discord's own limits, written down a second time (discord-api-docs, resources/message and components/reference): what is drawn is
 * held against these and not against the renderer's numbers.
 */
type Any = Record<string, unknown>;
const size = (value: unknown): number => (typeof value === 'string' ? value.length : 0);

/** What Discord would refuse in a message; empty when it would take it. */
export function wrongIn(message: { content: string; embeds: readonly APIEmbed[]; components: readonly unknown[] }): string[] {
  const wrong: string[] = [];
  const need = (isFine: boolean, what: string): void => void (isFine || wrong.push(what));
  need(size(message.content) <= 2000, 'content');
  need(message.content.trim() !== '' || message.embeds.length > 0, 'empty');
  need(message.embeds.length <= 10, 'embeds');
  for (const embed of message.embeds) {
    need(size(embed.title) <= 256 && (embed.title === undefined || embed.title.trim() !== ''), 'title');
    need(size(embed.description) <= 4096 && (embed.description === undefined || embed.description.trim() !== ''), 'description');
    need(embed.title !== undefined || embed.description !== undefined || embed.image !== undefined, 'empty embed');
  }
  need(message.embeds.reduce((sum, embed) => sum + size(embed.title) + size(embed.description), 0) <= 6000, '6000 together');
  need(message.components.length <= 5, 'rows');
  const ids: unknown[] = [];
  for (const row of message.components as { components: Any[] }[]) {
    need(row.components.length >= 1 && row.components.length <= 5, 'row');
    for (const it of row.components) {
      if (it['type'] === 2) {
        need(size(it['label']) >= 1 && size(it['label']) <= 80, `label ${size(it['label'])}`);
        if (it['style'] === 5) need(size(it['url']) <= 512 && it['custom_id'] === undefined, 'url');
        else ids.push(it['custom_id']);
      } else {
        const options = it['options'] as Any[];
        need(row.components.length === 1, 'select beside others');
        need(options.length >= 1 && options.length <= 25 && new Set(options.map((option) => option['value'])).size === options.length, 'options');
        need(options.every((option) => size(option['label']) >= 1 && size(option['label']) <= 100 && size(option['value']) >= 1 && size(option['value']) <= 100), 'option');
        ids.push(it['custom_id']);
      }
    }
  }
  need(ids.every((id) => size(id) >= 1 && size(id) <= 100), 'custom_id');
  need(new Set(ids).size === ids.length, 'same custom_id twice');
  return wrong;
}

/** What Discord would refuse in a modal. */
export function wrongInModal(modal: APIModalInteractionResponseCallbackData): string[] {
  const wrong: string[] = [];
  const need = (isFine: boolean, what: string): void => void (isFine || wrong.push(what));
  need(size(modal.title) >= 1 && size(modal.title) <= 45, 'title');
  need(size(modal.custom_id) <= 100, 'custom_id');
  need(modal.components.length >= 1 && modal.components.length <= 5, 'components');
  const ids: unknown[] = [];
  for (const top of modal.components as unknown as Any[]) {
    if (top['type'] === 10) { need(size(top['content']) >= 1 && size(top['content']) <= 4000, 'text'); continue; }
    const input = (top['type'] === 1 ? (top['components'] as Any[])[0] : top['component']) as Any;
    const label = top['type'] === 1 ? input['label'] : top['label'];
    need(size(label) >= 1 && size(label) <= 45 && size(top['description']) <= 100, 'label');
    need(size(input['placeholder']) <= 150 && (input['type'] !== 4 || size(input['placeholder']) <= 100), 'placeholder');
    need(size(input['value']) <= Number(input['max_length'] ?? 4000) && Number(input['max_length'] ?? 4000) <= 4000, 'value');
    need(top['type'] !== 1 || input['type'] === 4, 'a row holds text inputs only');
    if (input['type'] === 3) need((input['options'] as Any[]).length <= 25 && (input['options'] as Any[]).filter((option) => option['default'] === true).length <= Number(input['max_values']), 'options');
    ids.push(input['custom_id']);
  }
  need(new Set(ids).size === ids.length, 'same custom_id twice');
  return wrong;
}

/** Discord's own reading: what is left of a text when everything escaped and all code is taken away. */
export const unescaped = (text: string): string => text.replaceAll(/```[\s\S]*?```/g, '').replaceAll(/\\[^0-9A-Za-z\s]/g, '·').replaceAll(/`[^`]*`/g, '');
