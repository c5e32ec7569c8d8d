import type { Problem } from '@/lib/contracts/problem';
import type { Answer } from './send-multipart';

/** The problem an upload ended in, also where the answer is none of ours. */
export function problemOfAnswer(answer: Answer): Problem {
  if (answer === null)
    return problem(
      0,
      'no_answer',
      'No response',
      'The connection was cut. Try again: the same file is never taken twice.',
    );
  return isProblem(answer.body)
    ? answer.body
    : problem(
        answer.status,
        'unexpected_answer',
        'The server sent an unexpected response',
        `It said ${answer.status}. Try again in a moment.`,
      );
}

const problem = (status: number, code: string, title: string, detail: string): Problem => ({
  type: 'about:blank',
  status,
  code,
  title,
  detail,
  errors: [],
});

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    'errors' in body &&
    Array.isArray(body.errors)
  );
}
