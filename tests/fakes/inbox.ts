/** What a fake server received, and who waits for more of it. */
export class Inbox<T> {
  /** Everything, in order of arrival. */
  readonly all: T[] = [];
  readonly #untaken: T[] = [];
  readonly #waiting: { wanted: (one: T) => boolean; take: (one: T) => void }[] = [];
  readonly #describe: (one: T) => string;

  constructor(describe: (one: T) => string) {
    this.#describe = describe;
  }

  add(one: T): void {
    this.all.push(one);
    const index = this.#waiting.findIndex(({ wanted }) => wanted(one));
    const [waiter] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (waiter) waiter.take(one);
    else this.#untaken.push(one);
  }

  /**
   * The first one wanted that nobody took yet, or the next that arrives.
   * @param within milliseconds before it fails, saying what arrived instead
   */
  next(wanted: (one: T) => boolean = () => true, within = 5_000): Promise<T> {
    const index = this.#untaken.findIndex(wanted);
    const [found] = index < 0 ? [] : this.#untaken.splice(index, 1);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      const waiter = { wanted, take: (one: T) => (clearTimeout(deadline), resolve(one)) };
      const deadline = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(new Error(`Waited ${within} ms in vain. Arrived so far: ${this.all.map(this.#describe).join('; ') || 'nothing'}`));
      }, within);
      this.#waiting.push(waiter);
    });
  }
}
