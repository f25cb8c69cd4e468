import { looksLikeIncident } from '../domain/incidents/find.ts';
import { nearestOf } from '../domain/nearest.ts';
import { aliasesOf, commandsOf, longSubs, onlyCommand, openTo, rootNamed, rootsOf, subNamed, subOf, type Commands } from './commands.ts';
import { wordsOf, type Word } from './words.ts';

export type Found =
  | { kind: 'command'; name: string; words: Word[]; /** A word that stands where a sub-command would. */ guessed?: string }
  | { kind: 'nothing' }
  | { kind: 'unknown'; word: string; /** The root whose sub-command is unknown. */ root?: string; nearest: string[] };

/** The product's own root: everything also works behind it. */
const umbrella = 'imas';
/** What a word without a root belongs to: `@imas ack`. */
const home = 'incident';

/**
 * Which command a phrase means, and the words that are left for its options. The slash may be missing, everything may
 * follow `/imas`, a bare root means its first command, and a word of `/incident` needs no root.
 */
export function findCommand(phrase: string, commands: Commands): Found {
  const words = wordsOf(phrase);
  const first = words[0];
  if (first === undefined) return { kind: 'nothing' };
  const word = first.text.replace(/^\//, '');
  const root = rootNamed(commands, word);
  if (root === umbrella && words.length > 1 && subNamed(commands, umbrella, words[1]!.text) === undefined) {
    const beneath = words[1]!.text.replace(/^\//, '');
    if (rootNamed(commands, beneath) !== undefined) return within(rootNamed(commands, beneath)!, words.slice(2), commands);
    if (subNamed(commands, home, beneath) !== undefined) return within(home, words.slice(1), commands);
    return unknown(beneath, anywhere(commands), umbrella);
  }
  if (root !== undefined) return within(root, words.slice(1), commands);
  if (!first.text.startsWith('/') && subNamed(commands, home, word) !== undefined) return within(home, words, commands);
  return unknown(first.text, anywhere(commands));
}

/** The command that a phrase means; undefined when it means none. */
export function nameIn(phrase: string, commands: Commands): string | undefined {
  const found = findCommand(phrase, commands);
  return found.kind === 'command' ? found.name : undefined;
}

function within(root: string, words: Word[], commands: Commands): Found {
  const only = onlyCommand(commands, root);
  if (only !== undefined) return { kind: 'command', name: only, words };
  const first = words[0];
  const bare = commandsOf(commands, root)[0];
  if (first === undefined) return bare === undefined ? { kind: 'nothing' } : { kind: 'command', name: bare, words };
  const named = subNamed(commands, root, first.text);
  if (named !== undefined) {
    const second = words[1]?.quoted === false ? words[1].text.toLowerCase() : '';
    const longer = Object.hasOwn(longSubs[named] ?? {}, second) ? longSubs[named]![second]! : undefined;
    if (longer !== undefined && Object.hasOwn(commands, longer)) return { kind: 'command', name: longer, words: words.slice(2) };
    return { kind: 'command', name: named, words: words.slice(1) };
  }
  if (root === home && looksLikeIncident(first.text) && Object.hasOwn(commands, `${home}/show`)) return { kind: 'command', name: `${home}/show`, words };
  const open = openTo[root];
  if (open !== undefined && Object.hasOwn(commands, open)) return { kind: 'command', name: open, words, guessed: first.text };
  // Options of the first command may follow the bare root: `/incident status:open`.
  if (first.name !== undefined && bare !== undefined) return { kind: 'command', name: bare, words };
  return unknown(first.text, beneathOf(commands, root), root);
}

/** Words that somebody may have meant, each with the phrase that says it. */
type Words = readonly (readonly [word: string, phrase: string])[];
const beneathOf = (commands: Commands, root: string): Words => [...commandsOf(commands, root).map(subOf).map((sub) => [sub, sub] as const), ...aliasesOf(commands, root)].map(([word, sub]) => [word, `/${root} ${sub}`]);
/** Where no root was said: the roots, and what needs none behind our name. */
const anywhere = (commands: Commands): Words => [...rootsOf(commands).map((root) => [root, `/${root}`] as const), ...beneathOf(commands, home), ...beneathOf(commands, umbrella)];

const unknown = (word: string, words: Words, root?: string): Found => ({ kind: 'unknown', word, ...(root === undefined ? {} : { root }), nearest: nearestPhrases(word, words, root) });

/** What may have been meant by a word behind a root. */
export const nearestBeneath = (commands: Commands, root: string, word: string): string[] => nearestPhrases(word, beneathOf(commands, root), root);

function nearestPhrases(word: string, words: Words, root?: string): string[] {
  const plain = word.replace(/^\//, '');
  if (root !== undefined && /^(?:help|aide|-h|--help)$/i.test(plain)) return [`/${umbrella} help ${root}`];
  const near = nearestOf(plain, words.map(([name]) => name)).flatMap((name) => words.filter((one) => one[0] === name).map(([, phrase]) => phrase));
  return [...new Set(near)].slice(0, 3);
}
