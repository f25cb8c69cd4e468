export const oncallCheck = {
  en: {},
  fr: {},
};
