import { rootNamed, type Commands } from '../commands.ts';

/** `/team channel SRE #sre`, with and without what stands before. */
const aboutChannels = /^(?:\/\S+\s+)?(?:team\s+)?channel\s/i;
const angled = /<([@#!])?([^<>|\s]+)(?:\|([^<>]*))?>/g;

/**
 * What somebody typed, from the escaped form in which Slack hands it over: people stay mentions (`<@U1>`), everything
 * else becomes what they saw. A channel is its id where it is the value of an option or a command is about channels, else its name.
 */
export function typedText(escaped: string): string {
  const seen = escaped.replace(angled, (whole, sign: string | undefined, target: string, label: string | undefined, at: number) => {
    if (sign === '@') return `<@${target}>`;
    if (sign === '#') return /[:=]$/.test(escaped.slice(0, at)) || aboutChannels.test(escaped) || !label ? target : `#${label}`;
    if (sign === '!') return target.startsWith('date^') ? (label ?? whole) : `@${(label ?? target).replace(/^@/, '')}`;
    return /^(?:mailto|tel):/.test(target) ? (label ?? target.replace(/^\w+:/, '')) : target;
  });
  return seen.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim();
}

/**
 * The phrase behind a slash command. The workspace may have given it a prefix because its name was taken:
 * `/acme-incident list` is `/incident list`.
 */
export function phraseOfCommand(command: string, text: string, commands: Commands): string {
  const name = command.replace(/^\//, '').toLowerCase();
  const tails = Array.from(name, (_, from) => ({ tail: name.slice(from), isWhole: from === 0 || /[-_]/.test(name[from - 1]!) }));
  const isRoot = (tail: string): boolean => rootNamed(commands, tail) !== undefined;
  const root = tails.find(({ tail, isWhole }) => isWhole && isRoot(tail))?.tail ?? tails.find(({ tail }) => tail.length > 2 && isRoot(tail))?.tail;
  return `/${root ?? name} ${typedText(text)}`.trim();
}

/** What is said to us after our name; the whole when our name is not in it. */
export function afterMention(text: string, botUserId: string | undefined): string {
  const ours = [...text.matchAll(/<@([^<>|\s]+)(?:\|[^<>]*)?>/g)].find(([, id]) => botUserId === undefined || id === botUserId);
  return ours === undefined ? text : text.slice(ours.index + ours[0].length).replace(/^[\s,:]+/, '');
}
