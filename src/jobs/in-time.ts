import { Undeliverable } from '../delivery/provider.ts';

/** The answer, or after so many milliseconds a fault that may pass: whatever hangs holds nobody up. @throws Undeliverable */
export async function inTime<T>(milliseconds: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Undeliverable(`${what} gave no answer within ${milliseconds / 1000} s`, { retry: true })), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
