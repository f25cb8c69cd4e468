/** Providers: by which vendors word goes out. */
const en = {
  unknown_provider: 'There is no provider called “{name}”.',
  unknown_kind: '“{kind}” is not a kind of provider. There are: {kinds}.',
  kind_is_format: '“{kind}” is a format of WEBHOOK: /provider add WEBHOOK {format} format:{format}',
  provider_exists: 'There is already a provider called “{name}”.',
  bad_config: 'These settings cannot be used: {problems}.',
  bad_field: '{problem}',
  bad_priority: 'The priority is a whole number from 1 (tried first) to {max}.',
  bad_limit: 'A limit is a whole number of messages from 1 to {max}, or none.',
};
const fr: Record<keyof typeof en, string> = {
  unknown_provider: 'Aucun fournisseur ne s’appelle « {name} ».',
  unknown_kind: '« {kind} » n’est pas un type de fournisseur. Il y a : {kinds}.',
  kind_is_format: '« {kind} » est un format de WEBHOOK : /provider add WEBHOOK {format} format:{format}',
  provider_exists: 'Il existe déjà un fournisseur nommé « {name} ».',
  bad_config: 'Ces réglages ne conviennent pas : {problems}.',
  bad_field: '{problem}',
  bad_priority: 'La priorité est un nombre entier de 1 (essayé d’abord) à {max}.',
  bad_limit: 'Une limite est un nombre entier de messages de 1 à {max}, ou aucune.',
};
export const providers = { en, fr };
