/** SMS and calls: what they say, what their vendors refuse, and what is asked for to set them up. */
const en = {
  how_to_reply: 'Reply 4{code} to acknowledge, 6{code} to pass it on.',
};
const fr: Record<keyof typeof en, string> = {
  how_to_reply: 'Répondez 4{code} pour prendre en charge, 6{code} pour passer.',
};
export const sms = { en, fr };
