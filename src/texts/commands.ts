/** What `/incident`, `/page` and `/imas help` are and answer. */
const en = {
  help: 'Everything you can do here, or how one command is typed',
};
const fr: Record<keyof typeof en, string> = {
  help: 'Tout ce que vous pouvez faire ici, ou comment s’écrit une commande',
};
export const commands = { en, fr };
