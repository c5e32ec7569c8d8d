import { Fragment } from 'react';
import type { SchemaUse } from './list-calls';

/** What is sent or answered, by the names under which the page tells of each once. */
export function SchemaLinks({ schemas }: { schemas: readonly SchemaUse[] }) {
  return schemas.map(({ name, isList }, i) => (
    <Fragment key={name}>
      {i > 0 && ' or '}
      {isList && 'A page with items of '}
      <a href={`#${name}`}>{name}</a>
    </Fragment>
  ));
}
