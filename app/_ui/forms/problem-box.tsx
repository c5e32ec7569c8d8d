'use client';

import { useEffect, useRef } from 'react';
import type { Problem } from '@/lib/contracts/problem';
import { ProblemDetail } from './problem-detail';

/**
 * Why a request was refused, in the words of the API's problem document. It takes the focus when it comes, since the
 * button that led to it may stand far below.
 */
export function ProblemBox({ problem, attempt = 0 }: { problem: Problem | null; attempt?: number }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (!problem) return null;
  const isOfFields = problem.code === 'invalid_request';
  return (
    <div ref={box} className="problem" role="alert" tabIndex={-1}>
      <p>
        <b>{problem.title}</b>
        {!isOfFields && <span className="problem-code"> {problem.code}</span>}
      </p>
      {isOfFields ? (
        <ul>
          {problem.errors.map((error) => (
            <li key={`${error.field} ${error.detail}`}>
              <a href={`#${error.field?.split('.')[0]}`}>{nameOf(error.field)}</a>: {error.detail}
            </li>
          ))}
        </ul>
      ) : (
        <p>
          <ProblemDetail text={problem.detail} />
        </p>
      )}
    </div>
  );
}

const nameOf = (field: string | undefined): string => (field ?? 'form').split('.')[0]!.replaceAll('_', ' ');
