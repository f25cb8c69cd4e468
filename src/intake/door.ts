/**
 * Where a tool posts to, for snippets. `url` is our public address, or any webhook address below it.
 * @example doorOf('https://imas.example.com', 'grafana') // 'https://imas.example.com/api/v1/webhooks/grafana/'
 */
export const doorOf = (url: string, kind: string): string => `${baseOf(url)}/api/v1/webhooks/${kind}/`;

/** Our public address without a trailing slash, whichever address below it was given. */
export const baseOf = (url: string): string => url.replace(/\/(?:api\/v1\/webhooks|v2)(?:\/.*)?$/, '').replace(/\/+$/, '');
