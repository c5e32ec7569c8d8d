import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { commandSettings, fileSettings } from '@/adapters/environment';
import { makeKeys } from '../start/make-keys';
import { deployFolder, parseRecipe, readCompose } from '../test-deploy/compose-file';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(deployFolder, path), 'utf8');

type CommandName = keyof typeof commandSettings;

/**
 * One process of a deployment recipe: its command, its variables, and the files with secrets that it can
 * read.
 */
type Part = {
  readonly recipe: string;
  readonly command: CommandName;
  readonly variables: Readonly<Record<string, string>>;
  readonly secretFiles: readonly string[];
};

const isCommand = (word: string): word is CommandName => Object.hasOwn(commandSettings, word);

const compose = readCompose();

function listComposeParts(): Part[] {
  return Object.values(compose.services).flatMap(({ command, environment, secrets }): Part[] => {
    const [name = ''] = command;
    if (!isCommand(name)) return [];
    return [
      {
        recipe: 'compose.yaml',
        command: name,
        variables: environment,
        secretFiles: secrets.map((secret) => `/run/secrets/${secret}`),
      },
    ];
  });
}

const units = readdirSync(join(deployFolder, 'systemd')).filter((name) => name.endsWith('.service'));

/** Lists the values of a directive in a systemd unit; `%d` stands for the folder of its credentials. */
const listDirectives = (unit: string, directive: string): string[] =>
  [...read(`systemd/${unit}`).matchAll(new RegExp(`^${directive}=(.*)$`, 'gm'))].map(
    ([, value = '']) => value,
  );

function listUnitParts(): Part[] {
  return units.flatMap((unit): Part[] => {
    const name = /scripts\/part\.ts (\w+)$/.exec(listDirectives(unit, 'ExecStart')[0] ?? '')?.[1] ?? '';
    if (!isCommand(name)) return [];
    const words = listDirectives(unit, 'Environment').flatMap((value) => value.split(' '));
    return [
      {
        recipe: unit,
        command: name,
        variables: Object.fromEntries(words.map((word) => [word.split('=')[0], word.replace(/^[^=]+=/, '')])),
        secretFiles: listDirectives(unit, 'LoadCredential').map((value) => `%d/${value.split(':')[0]}`),
      },
    ];
  });
}

const probeSchema = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) }).optional();
const podSchema = z.object({
  automountServiceAccountToken: z.boolean().optional(),
  securityContext: z.object({ runAsNonRoot: z.boolean() }),
  containers: z.array(
    z.object({
      args: z.array(z.string()).optional(),
      env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
      envFrom: z.array(z.object({ configMapRef: z.object({ name: z.string() }) })).default([]),
      ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
      startupProbe: probeSchema,
      livenessProbe: probeSchema,
      readinessProbe: probeSchema,
      volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
      securityContext: z.object({
        allowPrivilegeEscalation: z.boolean(),
        readOnlyRootFilesystem: z.boolean(),
        capabilities: z.object({ drop: z.array(z.string()) }),
      }),
    }),
  ),
  volumes: z.array(z.object({ name: z.string(), secret: z.object({ secretName: z.string() }).optional() })),
});
type Pod = z.output<typeof podSchema>;
const withTemplate = z.object({ spec: z.object({ template: z.object({ spec: podSchema }) }) });
const podHolders = z.union([
  withTemplate.transform(({ spec }) => spec.template.spec),
  z
    .object({ spec: z.object({ jobTemplate: withTemplate }) })
    .transform(({ spec }) => spec.jobTemplate.spec.template.spec),
]);
const kustomizationSchema = z.object({
  resources: z.array(z.string()),
  configMapGenerator: z.array(z.object({ name: z.string(), literals: z.array(z.string()) })),
});
const kustomization = kustomizationSchema.parse(parseRecipe('kubernetes/kustomization.yaml')[0]?.toJS());
const pods: readonly Pod[] = kustomization.resources
  .flatMap((file) => parseRecipe(`kubernetes/${file}`))
  .flatMap((document) => podHolders.safeParse(document.toJS()).data ?? []);

/** Lists the keys of the Kubernetes secret that docs/operating.md makes for each command. */
function listSecretKeys(secretName: string): string[] {
  const text = readFileSync(join(root, 'docs/operating.md'), 'utf8');
  const command = new RegExp(`create secret generic ${secretName} (.*)$`, 'm').exec(text)?.[1] ?? '';
  return [...command.matchAll(/--from-file=(\S+)/g)].map(([, path = '']) => basename(path));
}

function listPodParts(): Part[] {
  return pods.flatMap(({ containers, volumes }) =>
    containers.flatMap(({ args, env, envFrom, volumeMounts }): Part[] => {
      const [name = ''] = args ?? [];
      if (!isCommand(name)) return [];
      const literals = kustomization.configMapGenerator
        .filter((map) => envFrom.some(({ configMapRef }) => configMapRef.name === map.name))
        .flatMap((map) => map.literals);
      return [
        {
          recipe: 'kubernetes',
          command: name,
          variables: Object.fromEntries([
            ...literals.map((word) => [word.split('=')[0], word.replace(/^[^=]+=/, '')]),
            ...env.map((variable) => [variable.name, variable.value]),
          ]),
          secretFiles: volumes.flatMap((volume) => {
            const mount = volumeMounts.find((candidate) => candidate.name === volume.name);
            const keys = volume.secret && mount ? listSecretKeys(volume.secret.secretName) : [];
            return keys.map((key) => `${mount?.mountPath}/${key}`);
          }),
        },
      ];
    }),
  );
}

const parts = [...listComposeParts(), ...listUnitParts(), ...listPodParts()];
const named = parts.map((part) => [`${part.recipe}, ${part.command}`, part] as const);

/** Returns the setting behind a variable: for `X_FILE`, which names a file, the setting X. */
const settingOf = (variable: string): string =>
  fileSettings.find((name) => variable === `${name}_FILE`) ?? variable;

describe('deployment recipes', () => {
  it.each(
    readdirSync(deployFolder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.ya?ml$/.test(path)),
  )('%s parses as YAML without a warning or a repeated key', (path) => {
    const faults = parseRecipe(path).flatMap(({ errors, warnings }) => [...errors, ...warnings]);
    expect(faults.map(({ message }) => message)).toEqual([]);
  });

  it('run each of the four commands in Compose, systemd and Kubernetes', () => {
    expect(parts.map(({ command }) => command).sort()).toEqual(
      ['migrate', 'web', 'scorer', 'runner'].flatMap((name) => [name, name, name]).sort(),
    );
  });

  it.each(named)('%s: sets no variable that the command doesn’t read', (_, { command, variables }) => {
    const known = Object.keys(commandSettings[command]);
    expect(Object.keys(variables).filter((name) => !known.includes(settingOf(name)))).toEqual([]);
  });

  it.each(named)('%s: sets every variable that has no default', (_, { command, variables }) => {
    const set = Object.keys(variables).map(settingOf);
    const required = Object.entries(commandSettings[command])
      .filter(([, schema]) => !schema.safeParse(undefined).success)
      .map(([name]) => name);
    expect(required.filter((name) => !set.includes(name))).toEqual([]);
  });

  it.each(named)('%s: sets values that the command accepts', (_, { command, variables }) => {
    const shape: Readonly<Record<string, z.ZodType>> = commandSettings[command];
    const refused = Object.entries(variables).filter(
      ([name, value]) => !value.includes('${') && shape[name]?.safeParse(value).success === false,
    );
    expect(refused).toEqual([]);
  });

  it.each(named)('%s: reads exactly the secrets that it names', (_, { variables, secretFiles }) => {
    const files = Object.entries(variables).flatMap(([name, value]) =>
      name.endsWith('_FILE') ? [value] : [],
    );
    expect([...secretFiles].sort()).toEqual(files.sort());
  });

  it.each(named.filter(([, { command }]) => command === 'web'))(
    '%s: can read neither the scorer’s identity nor another database role’s address',
    (_, { secretFiles }) => {
      expect(secretFiles.filter((path) => /identity|database-url(?!-web)/.test(path))).toEqual([]);
    },
  );

  it.each(named.filter(([, { command }]) => command === 'runner'))(
    '%s: can read nothing but the runner’s own token and identity',
    (_, { secretFiles }) => {
      expect(secretFiles.map((path) => basename(path)).sort()).toEqual(['runner.identity', 'runner.token']);
    },
  );

  it('name the files that make-keys writes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recipes-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await makeKeys(folder, 'postgres://owner@db/tidemark');
    const made = Object.values(compose.secrets)
      .map(({ file }) => file)
      .filter((file) => file.startsWith('./secrets/site/'));
    expect(made.map((file) => basename(file)).sort()).toEqual(readdirSync(folder).sort());
  });
});

describe('recipes’ probes', () => {
  const probed = pods
    .flatMap(({ containers }) => containers)
    .flatMap(({ ports, startupProbe, livenessProbe, readinessProbe }) =>
      [startupProbe, livenessProbe, readinessProbe].flatMap((probe) =>
        probe ? [{ ...probe.httpGet, ports }] : [],
      ),
    );
  const listening = String(commandSettings.web.PORT.parse(undefined));

  it('request, in Kubernetes, a route of the site on the web process’s port', () => {
    expect(probed.map(({ path }) => path)).toEqual(['/healthz', '/healthz', '/readyz']);
    for (const { path, port, ports } of probed) {
      expect(existsSync(join(root, 'app', path, 'route.ts')), path).toBe(true);
      expect(ports).toEqual([{ name: port, containerPort: Number(listening) }]);
    }
  });

  it('request, in Compose, /readyz on the web process’s port', () => {
    expect(compose.services.web?.healthcheck?.test.join(' ')).toContain(
      `http://127.0.0.1:${listening}/readyz`,
    );
    expect(compose.services.web?.environment?.PORT).toBe(listening);
  });

  it('use the same port as nginx’s upstream, the image and systemd’s unit', () => {
    expect(read('nginx/tidemark.conf')).toContain(`server 127.0.0.1:${listening};`);
    expect(read('Containerfile')).toContain(`EXPOSE ${listening}\n`);
    expect(listDirectives('tidemark-web.service', 'Environment')[0]).toContain(`PORT=${listening}`);
  });

  it('reach Compose’s web process from nginx’s network, the only network whose proxies it trusts', () => {
    expect(compose.services.web?.environment?.TRUSTED_PROXIES).toBe(
      compose.networks.front?.ipam?.config[0]?.subnet,
    );
  });
});

describe('recipes’ isolation', () => {
  it.each(Object.entries(compose.services))(
    'gives compose’s %s a read-only root, no new privileges and no capability by default',
    (_, service) => {
      expect(service.read_only).toBe(true);
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.security_opt).toContain('no-new-privileges:true');
    },
  );

  it('gives each pod a non-root user, no Kubernetes token, a read-only root and no capability', () => {
    expect(pods.length).toBe(5);
    for (const { automountServiceAccountToken, securityContext, containers } of pods) {
      expect(automountServiceAccountToken).toBe(false);
      expect(securityContext.runAsNonRoot).toBe(true);
      for (const container of containers)
        expect(container.securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
    }
  });

  it.each(units)(
    'gives %s an account of its own, which can read keys only as systemd credentials',
    (unit) => {
      const users = units.flatMap((name) => listDirectives(name, 'User'));
      expect(new Set(users).size).toBe(units.length);
      expect(listDirectives(unit, 'InaccessiblePaths')).toEqual(['/etc/tidemark/keys']);
      expect(listDirectives(unit, 'NoNewPrivileges')).toEqual(['yes']);
    },
  );

  it('allows only the runner namespaces, mounts and a writable /proc/sys/user, which bubblewrap needs', () => {
    const widened = Object.entries(compose.services).filter(([, service]) => service.security_opt.length > 1);
    expect(widened.map(([name]) => name)).toEqual(['runner']);
    expect(compose.services.runner?.security_opt).toEqual(
      expect.arrayContaining(['seccomp:./runner-seccomp.json', 'systempaths=unconfined']),
    );
    const refused = z
      .object({ syscalls: z.array(z.object({ names: z.array(z.string()) })) })
      .parse(JSON.parse(read('runner-seccomp.json')))
      .syscalls.flatMap(({ names }) => names);
    const needed = ['clone', 'clone3', 'mount', 'pivot_root', 'prctl', 'seccomp', 'umount2', 'unshare'];
    expect(needed.filter((name) => refused.includes(name))).toEqual([]);
    expect(read('kubernetes/runner.yaml')).toMatch(/hostUsers: false[\s\S]*procMount: Unmasked/);
    expect(read('kubernetes/scorer.yaml')).not.toMatch(/Unconfined|Unmasked/);
    const unit = read('systemd/tidemark-runner.service');
    expect(unit).not.toMatch(
      /^(RestrictNamespaces|RestrictSUIDSGID|Protect(KernelTunables|ControlGroups|Hostname))=/m,
    );
    expect(unit).toMatch(/^SystemCallFilter=@system-service @mount @sandbox sethostname$/m);
  });

  it('gives the runner no network route to the database', () => {
    expect(compose.services.runner?.networks).toEqual(['models']);
    expect(compose.services.postgres?.networks).toEqual(['back']);
    expect(compose.networks.models?.internal).toBe(true);
    expect(listDirectives('tidemark-runner.service', 'IPAddressDeny')).toEqual(['any']);
    const policies = parseRecipe('kubernetes/network-policies.yaml').map((document) => document.toJS());
    const database = policies.find(({ metadata }) => metadata.name === 'database');
    expect(database.spec.podSelector.matchExpressions).toEqual([
      { key: 'app.kubernetes.io/name', operator: 'NotIn', values: ['tidemark-runner'] },
    ]);
    const toDatabase = policies.filter(({ spec }) => JSON.stringify(spec).includes('5432'));
    expect(toDatabase).toEqual([database]);
  });

  it('excludes each file at the repository’s root from the image unless it is listed', () => {
    const lines = read('Containerfile.dockerignore')
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(lines[0]).toBe('*');
    expect(lines.filter((line) => /\.data|deploy|secrets/.test(line))).toEqual([]);
  });
});
