// Writes src/lib/api/schema.d.ts from the API's own OpenAPI. With --check: exit 1 when the file is out of date.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const backend = fileURLToPath(new URL('../../backend', import.meta.url));
const python = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
const target = fileURLToPath(new URL('../src/lib/api/schema.d.ts', import.meta.url));

const openapi = JSON.parse(
  execFileSync(python, ['-m', 'relance', 'openapi'], {
    cwd: backend,
    maxBuffer: 64 * 1024 * 1024,
  }).toString(),
);
// The example of an error says the same at every route; in the types it would be thousands of comments.
for (const operations of Object.values(openapi.paths)) {
  for (const operation of Object.values(operations)) {
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      for (const content of Object.values(response.content ?? {})) {
        if (Number(status) >= 400) delete content.example;
      }
    }
  }
}
const head = '// Generated from the OpenAPI of the API by `npm run types`. Do not edit.\n';
const types = head + astToString(await openapiTS(openapi));

if (process.argv.includes('--check')) {
  let found = '';
  try {
    found = readFileSync(target, 'utf8');
  } catch {}
  if (found !== types) {
    console.error('src/lib/api/schema.d.ts is out of date with the API: run `npm run types` in frontend/.');
    process.exit(1);
  }
} else {
  writeFileSync(target, types);
}
