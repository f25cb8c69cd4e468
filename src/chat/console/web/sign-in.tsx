import { useSignal } from '@preact/signals';
import type { Problem } from '../contract.ts';
import { problemOf } from './api.ts';
import { Code } from './block.tsx';
import { ProblemNote } from './problem.tsx';
import { signIn } from './session.ts';
import { t } from './words.ts';

/** The code of a link such as /sign-in#code=…; opening the link must not use it up, pressing the button does. */
const codeOfLink = (): string | undefined => (location.pathname === '/sign-in' ? (new URLSearchParams(location.hash.slice(1)).get('code') ?? undefined) : undefined);

/** Shown while nobody is signed in. */
export function SignIn() {
  const token = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<Problem | undefined>(undefined);
  const code = codeOfLink();
  const enter = async (proof: { code: string } | { token: string }) => {
    if (busy.peek()) return;
    busy.value = true;
    problem.value = undefined;
    await signIn(proof).catch((error: unknown) => { problem.value = problemOf(error); });
    busy.value = false;
  };
  return (
    <main class="sign-in">
      <h1>{t('sign_in_title')}</h1>
      {problem.value && <ProblemNote problem={problem.value} />}
      {code && (
        <section>
          <p>{t('sign_in_link')}</p>
          <button type="button" class="button primary" aria-disabled={busy.value} onClick={() => void enter({ code })}>{t('sign_in_with_link')}</button>
        </section>
      )}
      <form onSubmit={(event) => { event.preventDefault(); if (token.peek().trim()) void enter({ token: token.peek().trim() }); }}>
        <label for="token">{t('token')}</label>
        <input id="token" type="password" autocomplete="off" required value={token.value} onInput={(event) => { token.value = event.currentTarget.value; }} />
        <button type="submit" class={`button ${code ? '' : 'primary'}`} aria-disabled={busy.value}>{t('sign_in_with_token')}</button>
      </form>
      <section>
        <p>{t('how_to_link')}</p>
        <Code code="npm run imas -- link-code NAME" />
      </section>
    </main>
  );
}
