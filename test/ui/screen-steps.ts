/**
 * What a person does on the way to a picture.
 *
 * @module
 */
import type { Locator, Page } from 'playwright'

export const place = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('button', { name }).click()
export const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()
export const row = (page: Page, name: RegExp): Locator => page.getByRole('row', { name }).first()
export const dialog = (page: Page): Locator => page.getByRole('dialog')

/** Once there is something to hear it. */
export async function stroke(page: Page, keys: string): Promise<void> {
  await page.getByRole('banner').waitFor()
  await page.keyboard.press(keys)
}
