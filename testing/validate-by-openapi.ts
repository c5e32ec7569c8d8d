import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { openApiDocument } from '@/lib/contracts/openapi';

type Described = {
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};

const document = openApiDocument('http://localhost:3000');
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'openapi', ...document });

/** All operations of the description, by `METHOD /path`. */
export const describedOperations: ReadonlyMap<string, Described> = new Map(
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]): [string, Described] => [
      `${method.toUpperCase()} ${path}`,
      operation as unknown as Described,
    ]),
  ),
);

/** What a value breaks of the schema at a place of the description. */
function listFaults(pointer: readonly string[], value: unknown): string[] {
  const place = pointer
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = ajv.getSchema(`openapi#/${place}`);
  if (!validate) throw new Error(`the description has nothing at ${place}`);
  return validate(value)
    ? []
    : (validate.errors ?? []).map((fault) => `${fault.instancePath} ${fault.message}`);
}

const splitOperation = (operation: string): [path: string, method: string] => {
  const [method = '', path = ''] = operation.split(' ');
  return [path, method.toLowerCase()];
};

/** @param operation `METHOD /path`, which takes JSON */
export const listFaultsOfBody = (operation: string, body: unknown): string[] =>
  listFaults(
    ['paths', ...splitOperation(operation), 'requestBody', 'content', 'application/json', 'schema'],
    body,
  );

/** @param operation `METHOD /path`, which answers JSON under that status */
export const listFaultsOfAnswer = (operation: string, status: number, answer: unknown): string[] =>
  listFaults(
    [
      'paths',
      ...splitOperation(operation),
      'responses',
      String(status),
      'content',
      'application/json',
      'schema',
    ],
    answer,
  );
