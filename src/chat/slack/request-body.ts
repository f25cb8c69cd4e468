/**
 * What Slack posted: JSON (events), a form with a member `payload` of JSON (clicks, modals), or a form (commands).
 * @returns undefined when it is none of these
 */
export function readRequestBody(raw: string, contentType: string): Record<string, unknown> | undefined {
  if (/^application\/json\b/i.test(contentType)) return objectOf(raw);
  const form = new URLSearchParams(raw);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : objectOf(payload);
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined;
  }
}
