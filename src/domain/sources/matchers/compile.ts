import { BadPattern, parsePattern, type Node } from './pattern.ts';

/** One step of the automaton. `one` eats a character; the others only lead on. */
type Step =
  | { kind: 'one'; test: (point: number) => boolean }
  | { kind: 'fork'; first: number; second: number }
  | { kind: 'begin' | 'end' | 'match' };

/** Repeats are written out, `a{3}` as `aaa`: this bounds what one character of a value can cost. */
const mostSteps = 600;
/** Values come again and again; longer ones are not worth keeping. */
const memory = { values: 500, length: 128 };

/** Thompson's construction: steps are written in order, and lead to the next unless they fork. */
function program(tree: Node): Step[] {
  const steps: Step[] = [];
  const emit = (step: Step): number => {
    if (steps.length >= mostSteps) throw new BadPattern('it is too large once its repeats are written out');
    return steps.push(step) - 1;
  };
  const fork = () => emit({ kind: 'fork', first: steps.length + 1, second: steps.length + 1 });
  const join = (at: number, to: number) => { (steps[at] as { second: number }).second = to; };
  const jump = (to: number) => emit({ kind: 'fork', first: to, second: to });

  function write(node: Node): void {
    switch (node.kind) {
      case 'all': return node.parts.forEach(write);
      case 'any': {
        const ends: number[] = [];
        node.parts.forEach((part, i) => {
          const start = i < node.parts.length - 1 ? fork() : undefined;
          write(part);
          if (start === undefined) return;
          ends.push(jump(0));
          join(start, steps.length);
        });
        for (const end of ends) steps[end] = { kind: 'fork', first: steps.length, second: steps.length };
        return;
      }
      case 'repeat': {
        for (let i = 0; i < node.min; i++) write(node.part);
        if (node.max === Infinity) {
          const loop = fork();
          write(node.part);
          jump(loop);
          return join(loop, steps.length);
        }
        const optional = [];
        for (let i = node.min; i < node.max; i++) { optional.push(fork()); write(node.part); }
        for (const start of optional) join(start, steps.length);
        return;
      }
      default: emit(node);
    }
  }
  write(tree);
  emit({ kind: 'match' });
  return steps;
}

/** All states at once, one character after the other: at most steps × characters. */
function runs(steps: readonly Step[], value: string): boolean {
  const seen = new Int32Array(steps.length).fill(-1);
  let now: number[] = [];
  let next: number[] = [];
  let isOver = false;

  const follow = (into: number[], from: number, at: number): void => {
    const open = [from];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      if (seen[state] === at) continue;
      seen[state] = at;
      const step = steps[state]!;
      if (step.kind === 'one') into.push(state);
      else if (step.kind === 'fork') open.push(step.second, step.first);
      else if (step.kind === 'begin') { if (at === 0) open.push(state + 1); }
      else if (step.kind === 'end') { if (at === value.length) open.push(state + 1); }
      else if (at === value.length) isOver = true;
    }
  };
  follow(now, 0, 0);
  for (let at = 0; at < value.length && now.length > 0;) {
    const point = value.codePointAt(at)!;
    at += point > 0xffff ? 2 : 1;
    for (const state of now) {
      const step = steps[state]!;
      if (step.kind === 'one' && step.test(point)) follow(next, state + 1, at);
    }
    [now, next] = [next, now];
    next.length = 0;
  }
  return isOver;
}

/**
 * A test of whole values (`^…$`, as Alertmanager anchors them). `a|b|c` without anything special,
 * the common case, is a look-up in a set.
 * @throws BadPattern
 */
export function compilePattern(source: string): (value: string) => boolean {
  const steps = program(parsePattern(source));
  if (/^[\w:/ |-]+$/.test(source)) {
    const words = new Set(source.split('|'));
    return (value) => words.has(value);
  }
  const known = new Map<string, boolean>();
  return (value) => {
    if (value.length > memory.length) return runs(steps, value);
    const before = known.get(value);
    if (before !== undefined) return before;
    if (known.size >= memory.values) known.clear();
    const matches = runs(steps, value);
    known.set(value, matches);
    return matches;
  };
}
