export const reach = {
  en: {},
  fr: {},
};
