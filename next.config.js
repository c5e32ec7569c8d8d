/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  compress: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are checked by `tsc` in `npm test`; a second check here would only make the build slower.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['postgres', 'pino', 'nodemailer', 'yauzl', '@fastify/busboy'],
};

export default config;
