import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { rawCalls } from './raw-calls.ts'
import { WindowScene } from './window-scene.ts'

let window: WindowScene
let page: Page

beforeAll(async () => {
  window = await WindowScene.start()
  for (const profile of ['shop-dev', 'shop-live', 'shop-prod']) await window.scene.signIn(profile)
  for (const profile of ['shop-live', 'shop-prod'])
    await window.scene.run(['profiles', 'policy', profile, '--production', '--use', 'ask'])
  const sections = ['raw-1', 'raw-2', 'raw-3'].map((name) => `\n[profile ${name}]\nregion = eu-west-1\n`)
  appendFileSync(
    window.scene.configPath,
    `${sections.join('')}\n[profile raw-keys]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n`,
  )
  page = await window.open()
  await page.getByRole('navigation').getByRole('button', { name: 'Profiles' }).click()
  await row('raw-keys').waitFor()
})
afterAll(() => window?.close())

const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })
const bar = () => page.getByRole('group', { name: 'What can be done with the selection' })
const dialog = () => page.getByRole('dialog')
const config = () => readFileSync(window.scene.configPath, 'utf8')
const backups = () =>
  readdirSync(join(window.scene.stateDir, 'backups')).filter((name) => /^config/.test(name))
const list = async (...words: string[]) =>
  JSON.parse((await window.scene.run(['profiles', 'list', ...words, '--json'])).stdout) as {
    readonly name: string
    readonly tags: readonly string[]
    readonly isPinned: boolean
  }[]
const named = async (...words: string[]) => (await list(...words)).map(({ name }) => name).sort()
const policyOf = async (name: string) =>
  (JSON.parse((await window.scene.run(['profiles', 'policy', name, '--json'])).stdout) as { use: string }).use

/** The first by a press, the others with Ctrl. */
async function select(first: string, ...others: string[]): Promise<void> {
  await row(first).click()
  for (const name of others) await row(name).click({ modifiers: ['Control'] })
  await bar().waitFor()
}

const selected = async () =>
  (await page.locator('[role=row][aria-selected=true] bdi:first-of-type').allTextContents()).filter((text) =>
    /^(raw|shop)/.test(text),
  )

async function closed(): Promise<void> {
  await dialog().waitFor({ state: 'detached' })
}

describe('several profiles by keyboard', () => {
  it('are selected with Shift, have one menu by `.`, and Escape leaves the active one alone', async () => {
    await row('raw-1').click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.getByText('3 selected').waitFor()
    await page.keyboard.press('.')
    const items = await page.getByRole('menuitem').allTextContents()
    expect(items).toEqual(['Renew now', 'Copy names', 'Add to favourites', 'Tags…', 'Policy…', 'Remove…'])
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await page.getByText('3 selected').waitFor()
    await page.keyboard.press('Escape')
    await bar().waitFor({ state: 'detached' })
    expect(await row('raw-3').getAttribute('aria-selected')).toBe('true')
  })

  it('become favourites by the menu, and are found in the palette', async () => {
    await row('raw-1').click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('.')
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('a')
    await page.locator('[role=menuitem][data-highlighted]', { hasText: 'Add to favourites' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('2 profiles changed.').waitFor()
    expect(await named('--favourites')).toEqual(['raw-1', 'raw-2'])
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('remove from favourites 2 selected')
    await page.keyboard.press('Enter')
    await expect.poll(() => named('--favourites')).toEqual([])
    await page.keyboard.press('Escape')
  })
})

describe('the menu of a row', () => {
  it('keeps its keys to itself: the list neither moves nor filters meanwhile', async () => {
    await row('raw-1').click()
    await page.keyboard.press('.')
    await page.getByRole('menu').waitFor()
    for (const key of ['ArrowDown', 'ArrowDown', 'r']) await page.keyboard.press(key)
    await page.locator('[role=menuitem][data-highlighted]', { hasText: /^Re/ }).waitFor()
    expect([await page.getByRole('searchbox').inputValue(), await selected()]).toEqual(['', ['raw-1']])
    await page.keyboard.press('Escape')
  })

  it('opens by its button, and is chosen from, without a selection of several being lost', async () => {
    await select('raw-1', 'raw-3')
    await page.getByRole('grid').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Add to favourites' }).click()
    await expect.poll(() => named('--favourites')).toEqual(['raw-1', 'raw-3'])
    await expect.poll(selected).toEqual(['raw-1', 'raw-3'])
    await bar().getByRole('button', { name: 'More for the selection' }).click()
    await page.getByRole('menuitem', { name: 'Remove from favourites' }).click()
    await expect.poll(() => named('--favourites')).toEqual([])
  })
})

describe('several profiles by mouse', () => {
  it('have their own menu on the right button, another row keeps its own', async () => {
    await select('raw-1', 'raw-3')
    await row('raw-3').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Copy names' }).waitFor()
    await page.keyboard.press('Escape')
    await row('raw-2').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Rename…' }).waitFor()
    await page.keyboard.press('Escape')
  })

  it('count only what a filter leaves in sight', async () => {
    await select('raw-1', 'raw-3', 'shop-dev')
    await page.getByRole('searchbox').fill('raw')
    await page.getByText('2 selected').waitFor()
    await page.getByRole('searchbox').fill('')
    await page.getByText('3 selected').waitFor()
    await bar().getByRole('button', { name: 'Clear' }).click()
    await bar().waitFor({ state: 'detached' })
  })

  it('get tags and lose them', async () => {
    await select('raw-1', 'raw-3')
    await bar().getByRole('button', { name: 'Tags…' }).click()
    await page.getByLabel('Add tags').fill('#team old')
    await dialog().getByRole('button', { name: 'Save' }).click()
    await closed()
    expect(await named('--tag', 'team')).toEqual(['raw-1', 'raw-3'])
    await bar().getByRole('button', { name: 'Tags…' }).click()
    await dialog().getByLabel('#old (2)').check()
    await dialog().getByRole('button', { name: 'Save' }).click()
    await closed()
    expect([await named('--tag', 'old'), await named('--tag', 'team')]).toEqual([[], ['raw-1', 'raw-3']])
  })

  it('renew their session, once', async () => {
    await select('shop-dev', 'shop-live')
    await bar().getByRole('button', { name: 'More for the selection' }).click()
    await page.getByRole('menuitem', { name: 'Renew now' }).click()
    await page.getByText('Renewed 1 session.').waitFor()
  })
})

describe('the guard of production profiles', () => {
  it('stays until each name is typed, when the policy of several is to be less strict', async () => {
    await select('shop-dev', 'shop-live', 'shop-prod', 'raw-1')
    await bar().getByText('2 are production').waitFor()
    await bar().getByRole('button', { name: 'Policy…' }).click()
    await dialog().getByLabel('Policy', { exact: true }).selectOption('deny')
    await dialog().getByText('Changes 3 of 3 profiles.').waitFor()
    expect(await dialog().getByRole('textbox').count()).toBe(0)
    await dialog().getByLabel('Policy', { exact: true }).selectOption('notify')
    const save = dialog().getByRole('button', { name: 'Save' })
    const live = dialog().getByLabel('shop-live is marked as production')
    await live.fill('shop-live')
    expect(await save.isDisabled()).toBe(true)
    await dialog().getByLabel('shop-prod is marked as production').fill('shop-prod')
    await save.click()
    await closed()
    expect(await Promise.all(['shop-dev', 'shop-live', 'shop-prod'].map(policyOf))).toEqual([
      ...['notify', 'notify', 'notify'],
    ])
  })

  it('can be left alone: the others change', async () => {
    await bar().getByRole('button', { name: 'Policy…' }).click()
    await dialog().getByLabel('Leave the 2 production profiles out').check()
    await dialog().getByLabel('Policy', { exact: true }).selectOption('allow')
    await dialog().getByText('Changes 1 of 1 profiles.').waitFor()
    await dialog().getByRole('button', { name: 'Save' }).click()
    await closed()
    expect([await policyOf('shop-dev'), await policyOf('shop-live')]).toEqual(['allow', 'notify'])
  })

  it('is kept by the agent, whatever a window believes (T16)', async () => {
    const both = ['shop-live', 'shop-prod']
    const remove = (typed: string[]) => ({
      name: 'profiles.removeSeveral',
      request: { profiles: both, dryRun: false, typed },
    })
    const allow = (typed: string[]) => ({
      name: 'profiles.setPolicies',
      request: { profiles: both, use: 'allow', dryRun: false, typed },
    })
    const words = [[], ['shop-live'], ['shop-prod', 'shop-live'], ['shop-live', 'shop-live']]
    const refused = await rawCalls(
      page,
      words.flatMap((typed) => [remove(typed), allow(typed)]),
    )
    expect(new Set(refused)).toEqual(new Set(['refusal']))
    expect([await policyOf('shop-live'), config().includes('[profile shop-prod]')]).toEqual(['notify', true])
  })
})

describe('the removal of several', () => {
  it('shows one diff, is one change with one copy, and one undo brings all back', async () => {
    const [before, copies] = [config(), backups().length]
    await select('raw-1', 'raw-3', 'raw-keys', 'shop-prod')
    await bar().getByRole('button', { name: 'Remove…' }).click()
    await dialog().getByText('-[profile raw-3]').waitFor()
    await dialog().getByText('1 has access keys and stays').waitFor()
    const go = dialog().getByRole('button', { name: 'Remove 3 profiles' })
    expect([await go.isDisabled(), await axeFindings(page)]).toEqual([true, []])
    await dialog().getByLabel('shop-prod is marked as production').fill('shop-prod')
    await go.click()
    await closed()
    await page.getByText('3 profiles are removed.').waitFor()
    expect(config().match(/\[profile .*\]/g)).toEqual(
      ['shop-dev', 'shop-live', 'raw-2', 'raw-keys'].map((name) => `[profile ${name}]`),
    )
    expect(backups().filter((name) => !name.endsWith('.json')).length - copies).toBeLessThanOrEqual(1)
    await page.getByRole('log').getByRole('button', { name: 'Undo…' }).click()
    await dialog().getByText('+[profile raw-3]').waitFor()
    await dialog().getByRole('button').last().click()
    await closed()
    expect(config()).toBe(before)
    expect(await named()).toContain('shop-prod')
  })

  it.each(['light', 'dark'] as const)(
    'leaves nothing that axe finds in the bar and its menu, %s',
    async (theme) => {
      const other = await window.open({ theme, width: 900 })
      await other.getByRole('navigation').getByRole('button', { name: 'Profiles' }).click()
      await other.getByRole('row').nth(1).click()
      await other.keyboard.press('Control+a')
      await other.getByRole('group', { name: 'What can be done with the selection' }).waitFor()
      const bare = await axeFindings(other)
      await other.keyboard.press('.')
      await other.getByRole('menu').waitFor()
      expect([bare, await axeFindings(other)]).toEqual([[], []])
      await other.context().close()
    },
  )

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(window.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
