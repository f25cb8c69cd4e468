/** Does something at once when it is asked for, but again only after a pause: many wishes meanwhile become one. */
export function atMostEvery(milliseconds: number, work: () => void): { soon(): void; stop(): void } {
  let pause: NodeJS.Timeout | undefined;
  let again = false;
  const run = () => {
    again = false;
    pause = setTimeout(() => {
      pause = undefined;
      if (again) run();
    }, milliseconds);
    pause.unref();
    work();
  };
  return {
    soon: () => { if (pause) again = true; else run(); },
    stop: () => clearTimeout(pause),
  };
}
