/** SMS and calls: what they say, what their vendors refuse, and what is asked for to set them up. */
const en = {
  how_to_reply: 'Reply 4{code} to acknowledge, 6{code} to pass it on.',
  phone_invalid: 'That is no telephone number with its country code, such as +33612345678.',
  unreadable: '{host} answered something that is not what it promised (a web page instead of data, most often). It is tried again.',
  receiver_refused: '{vendor} refused the number: it does not exist, or no SMS can be sent to it.',
  nothing_taken: '{vendor} answered without a fault but took no message. Are there credits left?',
  ovh_keys: 'OVH refuses the keys: “{why}”. Check the application key, its secret and the consumer key, and that the consumer key may do GET and POST on /sms/*.',
  ovh_took: 'OVH took it for {n} {n|credit|credits}',
  ovh_took_left: 'OVH took it for {n} {n|credit|credits}; {left} left',
  low_credit: 'The SMS account {service} at OVH has {left} {left|credit|credits} left. Without credits nobody is paged by SMS: buy more in OVH’s control panel.',
  twilio_keys: 'Twilio refuses the account: “{why}”. Check the account SID and its auth token.',
  call_about: 'IMAS. Severity {severity}. Service {service}. {title}. Incident {number}.',
  call_about_confidential: 'IMAS. Severity {severity}. A confidential incident, number {number}.',
  call_keys: 'Press 4 to acknowledge, 6 to pass it on.',
  call_unanswered: 'No key was pressed. Goodbye.',
};
const fr: Record<keyof typeof en, string> = {
  how_to_reply: 'Répondez 4{code} pour prendre en charge, 6{code} pour passer.',
  phone_invalid: 'Ce n’est pas un numéro de téléphone avec son indicatif de pays, comme +33612345678.',
  unreadable: '{host} a répondu autre chose que ce qui était promis (une page web au lieu de données, le plus souvent). Nouvel essai.',
  receiver_refused: '{vendor} a refusé le numéro : il n’existe pas, ou ne peut recevoir de SMS.',
  nothing_taken: '{vendor} a répondu sans erreur mais n’a pris aucun message. Reste-t-il des crédits ?',
  ovh_keys: 'OVH refuse les clés : « {why} ». Vérifiez la clé d’application, son secret et la clé de consommateur, et que celle-ci peut faire GET et POST sur /sms/*.',
  ovh_took: 'OVH l’a pris pour {n} {n|crédit|crédits}',
  ovh_took_left: 'OVH l’a pris pour {n} {n|crédit|crédits} ; il en reste {left}',
  low_credit: 'Le compte SMS {service} chez OVH n’a plus que {left} {left|crédit|crédits}. Sans crédit, personne n’est appelé par SMS : rachetez-en dans l’espace client d’OVH.',
  twilio_keys: 'Twilio refuse le compte : « {why} ». Vérifiez l’identifiant du compte (account SID) et son jeton (auth token).',
  call_about: 'IMAS. Sévérité {severity}. Service {service}. {title}. Incident {number}.',
  call_about_confidential: 'IMAS. Sévérité {severity}. Un incident confidentiel, numéro {number}.',
  call_keys: 'Appuyez sur 4 pour prendre en charge, sur 6 pour passer.',
  call_unanswered: 'Aucune touche. Au revoir.',
};
export const sms = { en, fr };
