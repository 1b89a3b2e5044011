import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './support/app';

test('no process has logged an error in all of this', ({ stack }) => {
  const folder = join(stack.folder, 'data', 'logs');
  const names = readdirSync(folder).filter((name) => name.endsWith('.log'));
  expect(names).toEqual(expect.arrayContaining(['api.log', 'sender.log', 'worker.log', 'beat.log']));
  const errors = names.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => /"level": ?"(error|critical)"|\b(ERROR|CRITICAL|FATAL|PANIC)\b|Traceback/.test(line))
      .map((line) => `${name}: ${line}`),
  );
  expect(errors).toEqual([]);
});
