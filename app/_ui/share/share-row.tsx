'use client';

import type { ReactNode } from 'react';
import { CodeBlock } from '../controls/code-block';
import { CopyButton } from '../forms/copy-and-save-buttons';

type Props = {
  shown: ReactNode;
  text: string;
  button: string;
  isPicture?: boolean;
};

/**
 * A text to be pasted into other sites, with its preview or purpose and a button that copies the text.
 * @param isPicture true to show the preview above the text in its natural size
 */
export function ShareRow({ shown, text, button, isPicture = false }: Props) {
  return (
    <div className={isPicture ? 'share-row is-picture' : 'share-row'}>
      <div>{shown}</div>
      <CodeBlock>{text}</CodeBlock>
      <CopyButton text={text}>{button}</CopyButton>
    </div>
  );
}
