import type { Problems } from '../problems.ts';
import { type Json, textIn } from '../state.ts';

const MOST_EMBEDS = 10;
const MOST_TOGETHER = 6000;

/** Embeds as resources/message (Embed Limits) has them: each text, 25 fields, 6,000 characters over all embeds. */
export function checkEmbeds(found: Problems, embeds: readonly Json[]): void {
  found.count('embeds', embeds, 0, MOST_EMBEDS);
  let together = 0;
  const text = (path: string, value: unknown, least: number, most: number) => {
    if (found.text(path, value, least, most)) together += value.trim().length;
  };
  embeds.forEach((embed, at) => {
    const path = `embeds.${at}`;
    const part = (name: string): Json | undefined => embed[name] as Json | undefined;
    if (!['title', 'description', 'fields', 'footer', 'author', 'image', 'thumbnail'].some((name) => embed[name] !== undefined && embed[name] !== null)) found.add(`${path}.description`, 'BASE_TYPE_REQUIRED', 'This field is required');
    text(`${path}.title`, embed['title'], 0, 256);
    text(`${path}.description`, embed['description'], 0, 4096);
    const fields = (embed['fields'] ?? []) as Json[];
    found.count(`${path}.fields`, fields, 0, 25);
    fields.forEach((field, index) => {
      text(`${path}.fields.${index}.name`, field['name'], 1, 256);
      text(`${path}.fields.${index}.value`, field['value'], 1, 1024);
    });
    if (part('footer')) text(`${path}.footer.text`, part('footer')!['text'], 0, 2048);
    if (part('author')) text(`${path}.author.name`, part('author')!['name'], 1, 256);
    for (const [name, value, also] of [['url', embed['url']], ['author.url', part('author')?.['url']], ['image.url', part('image')?.['url'], 'attachment:'], ['thumbnail.url', part('thumbnail')?.['url'], 'attachment:'], ['footer.icon_url', part('footer')?.['icon_url'], 'attachment:']] as const) {
      if (value !== undefined && value !== null) found.link(`${path}.${name}`, value, also);
    }
    const color = embed['color'];
    if (color !== undefined && color !== null && (!Number.isInteger(color) || Number(color) < 0 || Number(color) > 0xff_ff_ff)) found.add(`${path}.color`, 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 16777215.');
    const timestamp = embed['timestamp'];
    if (timestamp !== undefined && timestamp !== null && Number.isNaN(Date.parse(textIn(timestamp) ?? ''))) found.add(`${path}.timestamp`, 'DATE_TIME_TYPE_PARSE', 'Could not parse it. Should be ISO8601.');
  });
  if (together > MOST_TOGETHER) found.add('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MOST_TOGETHER}`);
}
