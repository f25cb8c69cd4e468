export const outgoing = {
  en: {},
  fr: {},
};
