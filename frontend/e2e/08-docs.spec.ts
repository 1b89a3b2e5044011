import { expect, SUPER_ADMIN, signIn, test } from './support/app';
import { keepPicture } from './support/looks';

test('the documentation of the API shows and tries every route, from this server alone', async ({
  page,
  baseURL,
}) => {
  await signIn(page, SUPER_ADMIN);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/docs');
  const operation = page.locator('.opblock-get', { has: page.locator('[data-path="/api/categories"]') });
  await expect(operation).toBeVisible();
  await keepPicture(page, 'docs');
  await operation.locator('button').first().click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  await expect(page.locator('.live-responses-table .response .response-col_status')).toContainText('200');
  await keepPicture(page, 'docs-tried');
  const own = new URL(baseURL ?? '').origin;
  expect(asked.filter((url) => !url.startsWith(own) && !url.startsWith('data:'))).toEqual([]);
});
