/** Turns that begin, are handed over, are given away. */
const en = {
  begins: '{team}: {to} is on call now',
  hands_over: '{team}: {from} hands over to {to}',
  team_level: '{team} (level {level})',
  nothing_open: 'No incident is open.',
  open_incidents: '{n} {n|incident is|incidents are} open',
  no_pages: '{name} was not paged in that turn.',
  pages: '{name} was paged {n} {n|time|times} in that turn, {night} of them at night.',
  take: 'Take {incident}',
  i_have_the_pager: 'I have the pager',
  pages_go: 'Pages go to {name} already.',
  has_the_pager: '{name} has the pager ({at})',
};
const fr: Record<keyof typeof en, string> = {
  begins: '{team} : {to} est d’astreinte',
  hands_over: '{team} : {from} passe le relais à {to}',
  team_level: '{team} (niveau {level})',
  nothing_open: 'Aucun incident en cours.',
  open_incidents: '{n} {n|incident|incidents} en cours',
  no_pages: '{name} n’a reçu aucun appel pendant ce tour.',
  pages: '{name} a reçu {n} {n|appel|appels} pendant ce tour, dont {night} la nuit.',
  take: 'Prendre {incident}',
  i_have_the_pager: 'J’ai le bip',
  pages_go: 'Les appels vont déjà à {name}.',
  has_the_pager: '{name} a le bip ({at})',
};
export const turns = { en, fr };
