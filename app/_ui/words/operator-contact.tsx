import type { Operator } from '@/services/publication/find-operator';

/** The operator's name and address, as far as the settings have them. */
export function OperatorContact({ operator: { name, contact } }: { operator: Operator }) {
  const address = contact?.replace(/^mailto:/, '');
  return (
    <>
      {name === null ? 'Who runs this site hasn’t said so here. ' : <>{name} runs this site. </>}
      {contact === null ? (
        'There is no address to write to.'
      ) : (
        <>
          Write to <a href={contact}>{address}</a>.
        </>
      )}
    </>
  );
}
