// Lays Swagger UI into dist/, for the page /docs: without it the page would ask another machine for it.
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = ['swagger-ui-bundle.js', 'swagger-ui.css'];

const from = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const to = fileURLToPath(new URL('../dist/api-docs', import.meta.url));
mkdirSync(to, { recursive: true });
for (const name of FILES) copyFileSync(join(from, name), join(to, name));
