import { accepted, problem } from '../answers.ts';
import { doorOf } from '../door.ts';
import { readGroup } from '../group.ts';
import type { Source } from '../source.ts';

/** Prometheus Alertmanager's webhook, version 4 (configuration.md, `webhook_config`). */
export const alertmanager: Source = {
  read: (post) => readGroup(post, () => ({})),
  authenticate: () => true,
  answer: accepted,
  refuse: problem,
  snippet: ({ url, token, name }) => `# alertmanager.yml
route:
  receiver: ${JSON.stringify(name)}
receivers:
  - name: ${JSON.stringify(name)}
    webhook_configs:
      - url: ${JSON.stringify(doorOf(url, 'alertmanager'))}
        send_resolved: true
        http_config:
          authorization:
            type: Bearer
            credentials: ${JSON.stringify(token)}
`,
};
