import type { Problem } from '../contract.ts';
import { t } from './words.ts';

/** What went wrong and what to do now. */
export function ProblemNote({ problem }: { problem: Problem }) {
  return (
    <div class="problem" role="alert">
      <p><span aria-hidden="true">✕ </span><strong dir="auto">{problem.detail}</strong></p>
      {problem.hint && <p dir="auto">{problem.hint}</p>}
      {problem.request_id && <small>{t('request_id', { id: problem.request_id })}</small>}
    </div>
  );
}
