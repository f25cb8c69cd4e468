/** Entries of schedules, rotations, overrides: what is wrong with them, and what the commands that keep them answer. */
const en = {
  end_before_start: 'That ends ({to}) before it starts ({from}). The end comes after the start.',
  too_long: 'That is {n} days; {max} at most. Somebody who always answers is a rotation of one, or is put on call with /oncall set.',
  level_contradicts: 'Primary is level 1, and level 1 is primary: say one of the two.',
  no_such_shift: 'There is no such entry any more. /oncall schedule lists those there are.',
  no_such_override: 'There is no such override any more. /oncall override lists those there are.',
  no_such_rotation: 'There is no such rotation. /oncall rotation lists those there are.',
  taken: '{name} is entered at level {level} from {from} to {to} already.',
  taken_hint: 'Change or remove that entry, choose other times or another level, or put an override over it.',
  overridden: '{name} takes over at level {level} from {from} to {to} already.',
  overridden_hint: 'Remove that override, choose other times, or say replace:yes to put this one in its place.',
};
const fr: Record<keyof typeof en, string> = {
  end_before_start: 'La fin ({to}) vient avant le début ({from}). Elle doit venir après.',
  too_long: 'Cela fait {n} jours ; {max} au plus. Qui répond toujours est un tour d’une seule personne, ou se désigne avec /oncall set.',
  level_contradicts: 'L’astreinte principale est le niveau 1, et le niveau 1 est la principale : dites l’un des deux.',
  no_such_shift: 'Cette entrée n’existe plus. /oncall schedule donne celles qui existent.',
  no_such_override: 'Ce remplacement n’existe plus. /oncall override donne ceux qui existent.',
  no_such_rotation: 'Ce tour n’existe pas. /oncall rotation donne ceux qui existent.',
  taken: '{name} est déjà inscrit au niveau {level} du {from} au {to}.',
  taken_hint: 'Modifiez ou retirez cette entrée, choisissez d’autres heures ou un autre niveau, ou mettez un remplacement par-dessus.',
  overridden: '{name} remplace déjà au niveau {level} du {from} au {to}.',
  overridden_hint: 'Retirez ce remplacement, choisissez d’autres heures, ou dites replace:oui pour mettre celui-ci à sa place.',
};
export const schedules = { en, fr };
