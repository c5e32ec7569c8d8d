'use client';

import type { ReactNode } from 'react';
import { CodeBlock } from '../controls/code-block';
import { CopyButton } from '../forms/copy-and-save-buttons';

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
  return (
    <div className={isPicture ? 'share-row is-picture' : 'share-row'}>
      <div>{shown}</div>
      <CodeBlock>{text}</CodeBlock>
      <CopyButton text={text}>{button}</CopyButton>
    </div>
  );
}
