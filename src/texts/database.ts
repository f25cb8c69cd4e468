/** What a person who starts the program reads when its own PostgreSQL or the data folder is the trouble. */
const en = {
  in_use: 'The data folder {folder} is in use by process {pid} ({purpose}); stop that process first, or set IMAS_DATA_DIR to another folder.',
  folder_not_writable: 'The data folder {folder} cannot be written ({why}); make it writable for this user, or set IMAS_DATA_DIR to a folder that is.',
  no_binaries: 'There is no PostgreSQL package for {platform}; run `npm ci` with optional dependencies, or set DATABASE_URL to a PostgreSQL of yours.',
  no_way_to_run: 'PostgreSQL refuses to run as root, and no other user can be given access to {folder} ({why}); start as another user, set IMAS_DATA_DIR to a folder every user may enter, or set DATABASE_URL.',
  cannot_run: 'The PostgreSQL that came with npm does not run on this machine ({why}); set DATABASE_URL to a PostgreSQL of yours.',
  other_version: 'The database in {folder} was made by PostgreSQL {found}, but this release brings {expected}; start the release that made it and export the data first.',
  other_owner: 'The database in {folder} belongs to another user (uid {uid}); start as that user, or give the folder to this one with chown -R.',
  creation_failed: 'The database could not be created in {folder}: {why}.',
  start_failed: 'PostgreSQL did not start: {why} (see {log}).',
  orphan_stays: 'An earlier PostgreSQL (process {pid}) still runs in {folder} and does not stop; stop it by hand, then start again.',
  socket_folder: 'The folder {folder} for the socket of PostgreSQL belongs to someone else; remove it, or set TMPDIR to a folder of your own.',
};
const fr: Record<keyof typeof en, string> = {
  in_use: 'Le dossier de données {folder} est utilisé par le processus {pid} ({purpose}) ; arrêtez d’abord ce processus, ou choisissez un autre dossier avec IMAS_DATA_DIR.',
  folder_not_writable: 'Impossible d’écrire dans le dossier de données {folder} ({why}) ; donnez ce droit à cet utilisateur, ou choisissez un autre dossier avec IMAS_DATA_DIR.',
  no_binaries: 'Il n’existe pas de paquet PostgreSQL pour {platform} ; lancez `npm ci` avec les dépendances optionnelles, ou indiquez votre PostgreSQL dans DATABASE_URL.',
  no_way_to_run: 'PostgreSQL refuse de tourner en root, et aucun autre utilisateur ne peut accéder à {folder} ({why}) ; démarrez avec un autre utilisateur, choisissez avec IMAS_DATA_DIR un dossier accessible à tous, ou indiquez DATABASE_URL.',
  cannot_run: 'Le PostgreSQL venu avec npm ne fonctionne pas sur cette machine ({why}) ; indiquez votre PostgreSQL dans DATABASE_URL.',
  other_version: 'La base de données de {folder} vient de PostgreSQL {found}, mais cette version apporte {expected} ; démarrez la version d’origine et exportez d’abord les données.',
  other_owner: 'La base de données de {folder} appartient à un autre utilisateur (uid {uid}) ; démarrez avec cet utilisateur, ou donnez-lui le dossier avec chown -R.',
  creation_failed: 'La base de données n’a pas pu être créée dans {folder} : {why}.',
  start_failed: 'PostgreSQL n’a pas démarré : {why} (voir {log}).',
  orphan_stays: 'Un PostgreSQL précédent (processus {pid}) tourne encore dans {folder} et ne s’arrête pas ; arrêtez-le à la main, puis recommencez.',
  socket_folder: 'Le dossier {folder} pour le socket de PostgreSQL appartient à quelqu’un d’autre ; supprimez-le, ou choisissez votre propre dossier avec TMPDIR.',
};
export const database = { en, fr };
