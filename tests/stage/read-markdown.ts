const readers = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** An instant as Discord shows it to a reader whose zone is UTC: the time of day, all of it, or how far away it is. */
function instant(seconds: string, style: string): string {
  const at = new Date(Number(seconds) * 1000);
  if (style === 'R') return `${at.toISOString()} from here`;
  return style === 't' ? at.toISOString().slice(11, 16) : readers.format(at);
}

/** Discord's Markdown as a person reads it: instants and links by their text, marks and the backslashes before them gone. */
export const readMarkdown = (text: string): string => text
  .replaceAll(/<t:(-?\d+):(\w)>/g, (_, seconds: string, style: string) => instant(seconds, style))
  .replaceAll(/\[((?:\\.|[^\]\\])*)\]\(https?:[^)\s]*\)/g, '$1')
  .replaceAll(/^-# /gm, '')
  .replaceAll(/\\([^\w\s])|\*{1,2}|`+|[\u200b\u2060]/g, (_, sign: string | undefined) => sign ?? '');
