/** Who is on call, and why. */
const en = {
  pinned: 'pinned by hand',
  nobody: 'nobody is on call',
  by_rotation: 'rotation {name}',
  by_shift: 'schedule entry until {until}',
  by_override: 'override until {until}',
  by_override_of: 'override by {name} until {until}',
  by_cover: 'covers for somebody until {until}',
  pinned_inactive: '{name} was pinned, but the account is disabled',
  nobody_else: '{team} has no other active member to rotate to.',
  nothing_pinned: 'Nobody is pinned in {team}.',
};
const fr: Record<keyof typeof en, string> = {
  pinned: 'désigné à la main',
  nobody: 'personne n’est d’astreinte',
  by_rotation: 'rotation {name}',
  by_shift: 'entrée du planning jusqu’à {until}',
  by_override: 'remplacement jusqu’à {until}',
  by_override_of: 'remplacement par {name} jusqu’à {until}',
  by_cover: 'assure la garde de quelqu’un jusqu’à {until}',
  pinned_inactive: '{name} était désigné, mais le compte est désactivé',
  nobody_else: '{team} n’a pas d’autre membre actif à qui passer l’astreinte.',
  nothing_pinned: 'Personne n’est désigné dans {team}.',
};
export const oncall = { en, fr };
