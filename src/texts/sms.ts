export const sms = {
  en: {},
  fr: {},
};
