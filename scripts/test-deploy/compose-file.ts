import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

export const deployFolder = fileURLToPath(new URL('../../deploy/', import.meta.url));

/** Parses the documents of a YAML file in `deploy`, with merge keys. */
export const parseRecipe = (path: string) =>
  parseAllDocuments(readFileSync(`${deployFolder}${path}`, 'utf8'), { merge: true, uniqueKeys: true });

const serviceSchema = z.object({
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
  secrets: z.array(z.string()).default([]),
  /** A list of network names, or settings by network name. */
  networks: z
    .union([z.array(z.string()), z.record(z.string(), z.unknown()).transform((map) => Object.keys(map))])
    .default([]),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  tmpfs: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});

const networkSchema = z.object({
  internal: z.boolean().default(false),
  ipam: z.object({ config: z.array(z.object({ subnet: z.string() })) }).optional(),
});

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), networkSchema),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

export type ComposeService = z.output<typeof serviceSchema>;

/** Reads `deploy/compose.yaml` without substituting variables. */
export const readCompose = (): z.output<typeof composeSchema> =>
  composeSchema.parse(parseRecipe('compose.yaml')[0]?.toJS());
