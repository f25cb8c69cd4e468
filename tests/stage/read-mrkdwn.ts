/** Slack's markup as a person reads it: dates and links by their text, marks gone. */
export const readMrkdwn = (text: string): string => text
  .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
  .replaceAll(/<[^|>]*\|([^>]*)>/g, '$1')
  .replaceAll(/<(https?:[^>]*)>/g, '$1')
  .replaceAll(/[*`\u200b\u2060]/g, '')
  .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
