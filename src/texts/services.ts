/** Services: what can break, who owns it, the words that mean it. */
const en = {
  bad_name: 'A name has 1 to {max} characters on one line.',
  bad_url: '“{field}” must be an address that begins with http:// or https://.',
  not_one_of: '“{value}” is not one of: {values}.',
  name_taken: '“{name}” already means the service “{service}”. Choose another word, or remove that alias first.',
  name_is_no_alias: '“{name}” is the name of the service itself. Rename the service instead.',
  unknown_alias: '“{alias}” is not an alias of “{service}”.',
  triage_stays: '“{name}” takes in what no other service claims, so it cannot be deleted or made inactive.',
  has_incidents: '“{name}” has incidents and stays on record.',
  make_inactive: 'Make it inactive instead: /service edit {name} active:no',
  has_rules: '{count} {count|rule targets|rules target} “{name}”. Remove or redirect {count|it|them} first.',
};
const fr: Record<keyof typeof en, string> = {
  bad_name: 'Un nom compte de 1 à {max} caractères, sur une seule ligne.',
  bad_url: '« {field} » doit être une adresse qui commence par http:// ou https://.',
  not_one_of: '« {value} » ne fait pas partie de : {values}.',
  name_taken: '« {name} » désigne déjà le service « {service} ». Choisissez un autre mot, ou retirez d’abord cet alias.',
  name_is_no_alias: '« {name} » est le nom même du service. Renommez plutôt le service.',
  unknown_alias: '« {alias} » n’est pas un alias de « {service} ».',
  triage_stays: '« {name} » recueille ce qu’aucun autre service ne réclame : il ne peut être ni supprimé ni désactivé.',
  has_incidents: '« {name} » a des incidents et reste dans l’historique.',
  make_inactive: 'Désactivez-le plutôt : /service edit {name} active:no',
  has_rules: '{count} {count|règle vise|règles visent} « {name} ». {count|Supprimez-la ou redirigez-la|Supprimez-les ou redirigez-les} d’abord.',
};
export const services = { en, fr };
