export const turns = {
  en: {},
  fr: {},
};
