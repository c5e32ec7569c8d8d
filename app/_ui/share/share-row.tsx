import type { ReactNode } from 'react';
import { CodeBlock } from '../controls/code-block';
import { CopyButton } from '../forms/copy-button';

/**
 * Something to put elsewhere: what it looks like or what it is for, its text, and a button that copies it.
 * @param isPicture what is shown stands above, as large as it is
 */
export function ShareRow({
  shown,
  text,
  button,
  isPicture = false,
}: {
  shown: ReactNode;
  text: string;
  button: string;
  isPicture?: boolean;
}) {
  const columns = isPicture ? 'grid-cols-[minmax(0,1fr)_auto]' : 'grid-cols-[300px_minmax(0,1fr)_auto]';
  return (
    <div
      className={`grid items-center gap-s4 border-t border-rule py-s3 first:border-t-0 max-wide:grid-cols-1 max-wide:gap-s2 ${columns}`}
    >
      <div className={`text-small text-ink-2 ${isPicture ? 'col-span-full' : ''}`}>{shown}</div>
      <CodeBlock>{text}</CodeBlock>
      <CopyButton text={text}>{button}</CopyButton>
    </div>
  );
}
