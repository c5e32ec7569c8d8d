import { join, relative } from 'node:path';

// The bench is run where the packages lie.
const root = process.cwd();

/** @type {import('next').NextConfig} */
export default {
  typescript: {
    ignoreBuildErrors: true,
    tsconfigPath: relative(import.meta.dirname, join(root, 'tsconfig.json')),
  },
  turbopack: { root },
};
