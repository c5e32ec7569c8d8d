'use client';

import { type ComponentProps, Fragment, useEffect, useRef } from 'react';
import type { Problem } from '@/lib/contracts/problem';
import { IsoInstant } from '../instant';
import { Callout } from '../words/callout';

type Props = {
  problem: Problem | null;
  attempt?: number;
  place?: ComponentProps<typeof Callout>['place'];
};

/**
 * Shows the problem document of a refused request. The box takes the focus when it appears, since the form's button may be far
 * below.
 */
export function ProblemBox({ problem, attempt = 0, place }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (attempt > 0) box.current?.focus();
  }, [attempt]);
  if (!problem) return null;
  const isOfFields = problem.code === 'invalid_request';
  return (
    <Callout tone="problem" role="alert" ref={box} place={place}>
      <p>
        <b className="font-semibold">{problem.title}</b>
      </p>
      {isOfFields ? (
        <ul>
          {problem.errors.map((error) => (
            <li key={`${error.field} ${error.detail}`}>
              <a href={`#${error.field?.split('.')[0]}`} className="text-inherit">
                {nameOf(error.field)}
              </a>
              : {error.detail}
            </li>
          ))}
        </ul>
      ) : (
        <p>
          <ProblemDetail text={problem.detail} />
        </p>
      )}
    </Callout>
  );
}

/** Labels of form fields whose names in the API differ from these labels. */
const labels: Readonly<Record<string, string>> = {
  slug: 'address',
  opens_at: 'planned opening',
  closes_at: 'planned close',
};

/** The label of a field: `disclosure.links.0.url` becomes "disclosure, links, url". */
const nameOf = (field: string | undefined): string =>
  (field ?? 'form')
    .split('.')
    .filter((name) => !/^\d+$/.test(name))
    .map((name) => labels[name] ?? name)
    .join(', ')
    .replaceAll('_', ' ');

const piece = /(`[^`]+`|\d{4}-\d\d-\d\dT[\d:.]+Z)/;

/** The detail of a problem document; times in it are formatted, and text in backticks is shown as code. */
export function ProblemDetail({ text }: { text: string }) {
  return text.split(piece).map((part, i) => {
    const key = `${i} ${part}`;
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>;
    return piece.test(part) ? <IsoInstant key={key} at={part} /> : <Fragment key={key}>{part}</Fragment>;
  });
}
