/** What only Slack says: its buttons, its modals, its refusals. */
const en = {
  more: 'More',
  show_all: 'Show all',
};
const fr: Record<keyof typeof en, string> = {
  more: 'Plus',
  show_all: 'Tout afficher',
};
export const slack = { en, fr };
