import { pino } from 'pino';

/** Tests say nothing unless asked: `TEST_LOG=debug npm test`. */
export const silent = pino({ level: process.env.TEST_LOG ?? 'silent' });
