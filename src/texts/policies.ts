/** Escalation policies: who is told, when, and by which means. */
const en = {
  bad_steps: 'The steps cannot be read, at “{path}”: {problem}.',
  unknown_severity: '“{value}” is not a severity. There are SEV1, SEV2, SEV3 and SEV4.',
  on_call: 'on-call',
  backup: 'backup (on-call level {level})',
  on_call_of: 'on-call level {level} of {team}',
  team: 'everybody in {team}',
  user: '{user}',
  email: '{address}',
  channel: 'the team’s channel',
  channel_named: 'channel {place} on {platform}',
  managers: 'managers of {team}',
  nobody: 'nobody: the next step follows at once',
};
const fr: Record<keyof typeof en, string> = {
  bad_steps: 'Les étapes sont illisibles, à « {path} » : {problem}.',
  unknown_severity: '« {value} » n’est pas une sévérité. Il y a SEV1, SEV2, SEV3 et SEV4.',
  on_call: 'astreinte',
  backup: 'renfort (astreinte niveau {level})',
  on_call_of: 'astreinte niveau {level} de {team}',
  team: 'toute l’équipe {team}',
  user: '{user}',
  email: '{address}',
  channel: 'le canal de l’équipe',
  channel_named: 'canal {place} sur {platform}',
  managers: 'responsables de {team}',
  nobody: 'personne : l’étape suivante part aussitôt',
};
export const policies = { en, fr };
