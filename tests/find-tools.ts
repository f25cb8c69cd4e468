import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Programs that some tests drive, as Debian packages them, and what is not proven without them. */
const tools = [
  { debian: 'prometheus', programs: ['prometheus'], variable: 'IMAS_TEST_PROMETHEUS', without: 'an alert from a real Prometheus to a person' },
  { debian: 'prometheus-alertmanager', programs: ['prometheus-alertmanager', 'alertmanager'], variable: 'IMAS_TEST_ALERTMANAGER', without: 'what a real Alertmanager sends' },
  { debian: 'chromium', programs: ['chromium', 'chromium-browser'], variable: 'IMAS_TEST_CHROMIUM', without: 'the console in a real browser' },
] as const;

/**
 * Where the programs are: variables for the tests, set only for those that exist, and for the person
 * a line for each that is missing and one with the command that brings them all.
 */
export function findTools(env: NodeJS.ProcessEnv): { environment: Record<string, string>; missing: string[] } {
  const environment: Record<string, string> = {};
  const missing: string[] = [];
  const packages: string[] = [];
  const folders = [...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  for (const { debian, programs, variable, without } of tools) {
    const candidates = folders.flatMap((folder) => programs.map((program) => join(folder, program)));
    const found = env[variable] ?? candidates.find((path) => existsSync(path));
    if (found) {
      environment[variable] = found;
    } else {
      missing.push(`Skipped, as ${debian} is not installed: ${without}.`);
      packages.push(debian);
    }
  }
  if (packages.length > 0) missing.push(`To run them too: apt-get install -y ${packages.join(' ')}`);
  return { environment, missing };
}
