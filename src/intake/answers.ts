import type { Answer, BadPost, Outcome } from './source.ts';

/** The success answer of tools that only look at the status code: what was taken, and what was not and why. */
export const accepted = (outcome: Outcome): Answer => ({
  status: 202,
  body: { accepted: outcome.accepted, rejected: outcome.rejected, request_id: outcome.requestId },
});

/** Problem details (RFC 9457) that name the field at fault; served as `application/problem+json`. */
export const problem = (error: BadPost): Answer => ({
  status: 400,
  body: {
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    detail: `${error.field} ${error.message}`,
    field: error.field,
    errors: { [error.field]: [error.message] },
  },
});
