export const calendars = {
  en: {},
  fr: {},
};
