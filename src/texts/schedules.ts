export const schedules = {
  en: {},
  fr: {},
};
