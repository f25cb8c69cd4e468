/** What only Slack says: its buttons, its modals, its refusals. */
const en = {
  more: 'More',
  show_all: 'Show all',
  shortened: 'Shortened: “Show all” has the rest.',
  confirm_no: 'No, go back',
  cancel: 'Cancel',
  choose: 'Choose',
  type_to_search: 'Type to search',
  as_typed: '“{typed}” as typed',
  secret_seen: 'Slack cannot hide what you type here: mind who sees your screen.',
  too_long_here: 'The present text is too long to be edited in Slack. Left empty, it stays as it is.',
  // Slack fills in {date_short_pretty} and {time} in each reader's zone.
  date_and_time: '{date_short_pretty} at {time}',
};
const fr: Record<keyof typeof en, string> = {
  more: 'Plus',
  show_all: 'Tout afficher',
  shortened: 'Abrégé : « Tout afficher » donne le reste.',
  confirm_no: 'Non, revenir',
  cancel: 'Annuler',
  choose: 'Choisir',
  type_to_search: 'Tapez pour chercher',
  as_typed: '« {typed} » tel quel',
  secret_seen: 'Slack ne peut pas masquer ce que vous tapez ici : attention à qui voit votre écran.',
  too_long_here: 'Le texte actuel est trop long pour être modifié dans Slack. Laissé vide, il reste tel quel.',
  date_and_time: '{date_short_pretty} à {time}',
};
export const slack = { en, fr };
