import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActivityView } from '../../preload/contract/activity-views.ts'
import { until } from '../headless/harness.ts'
import { rawCalls } from './raw-calls.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('shop-dev')
  await scene.scene.signIn('shop-prod', { principal: 'administrator' })
  page = await scene.open()
})
afterAll(() => scene?.close())

const events = async () =>
  (await scene.scene.run(['activity', '--json'])).stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ActivityView)
const banner = () => page.getByRole('alert').filter({ hasText: 'shop-prod' })

describe('a profile that asks first', () => {
  it('is asked for in the window, and a yes there serves the tool', async () => {
    await scene.scene.run(['profiles', 'policy', 'shop-prod', '--use', 'ask'])
    const asked = scene.scene.ask('shop-prod')
    await banner().waitFor()
    const facts = Object.fromEntries(
      await banner()
        .locator('dl > div')
        .evaluateAll((all) =>
          all.map((row) => [...row.children].map(({ textContent }) => textContent) as [string, string]),
        ),
    )
    // This process is the one that asks, through the relay: who it is was checked.
    expect(facts).toMatchObject({
      Program: expect.stringMatching(/^\/.*node/),
      Account: '444455556666',
      As: 'AdministratorAccess/alice@example.com',
      'By way of': expect.stringContaining('credential-process'),
    })
    await banner().getByText('verified', { exact: true }).waitFor()
    await banner().getByRole('button').last().click()
    const { code, stdout } = await asked
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ Version: 1 })])
    await banner().waitFor({ state: 'detached' })
    await until(async () => (await events()).some(({ event }) => event === 'approved'), 'it is written down')
  })

  it('gets nothing after a no, and says so to the tool', async () => {
    const asked = scene.scene.ask('shop-prod')
    await banner().waitFor()
    await banner().getByRole('button').first().click()
    expect(await asked).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'signet: Profile "shop-prod" asks first, and the answer was no.\n',
    })
    await scene.scene.run(['profiles', 'policy', 'shop-prod', '--use', 'allow'])
  })
})

const search = async (name: string) => {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Profiles/ })
    .click()
  await page.getByRole('gridcell').getByText(name, { exact: true }).first().click()
}
const identity = async () => {
  const { code, stdout } = await scene.scene.run(['credential-process', '--default'])
  return { code, key: code === 0 ? (JSON.parse(stdout) as { AccessKeyId: string }).AccessKeyId : '' }
}
const aws = '/usr/bin/aws'

describe('switching the default in the window', () => {
  it('is seen by every tool: the first time with a look at what changes, then with one press', async () => {
    await search('shop-dev')
    await page.getByRole('button', { name: 'Use as default' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('credential_process').first().waitFor()
    await dialog.getByRole('button', { name: 'Use as default' }).click()
    await page.getByText('Default is shop-dev, in every terminal.').waitFor()
    const first = await identity()
    expect([first.code, readFileSync(scene.scene.configPath, 'utf8')]).toEqual([
      0,
      expect.stringMatching(/^\[default\]$[^[]*^credential_process = .*credential-process --default/m),
    ])
    const config = readFileSync(scene.scene.configPath, 'utf8')
    await search('shop-prod')
    await page.getByRole('button', { name: 'Use as default' }).first().click()
    await page.getByText('Default is shop-prod, in every terminal.').waitFor()
    const second = await identity()
    expect([second.code, second.key === first.key]).toEqual([0, false])
    expect(readFileSync(scene.scene.configPath, 'utf8')).toBe(config)
  })

  const why = existsSync(aws) ? '' : 'there is no aws command'
  it.skipIf(why)(`the aws command follows it${why && ` (skipped: ${why})`}`, () => {
    const query = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text']
    const urls = ['--endpoint-url', scene.scene.standIn.urls.sts]
    const said = scene.scene.program(aws, [...query, ...urls])
    return said.ended.then(({ code, stdout }) => {
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^arn:aws:sts::/)])
    })
  })
})

describe('a production profile', () => {
  it('asks for its name before use, and takes no other', async () => {
    expect((await scene.scene.run(['profiles', 'policy', 'shop-dev', '--production'])).code).toBe(0)
    const before = await identity()
    await page.getByRole('gridcell').getByText('production', { exact: true }).first().waitFor()
    await search('shop-dev')
    await page.getByRole('button', { name: 'Use as default' }).first().click()
    const dialog = page.getByRole('dialog')
    const [word, go] = [dialog.getByRole('textbox'), dialog.getByRole('button', { name: 'Use as default' })]
    await word.waitFor()
    await word.fill('shop-prod')
    if (await go.isEnabled()) await go.click()
    expect(await identity()).toEqual(before)
    await word.fill('shop-dev')
    await go.click()
    // The words of the switch before may still stand: the dialog closes when this one is done.
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('Default is shop-dev, in every terminal.').last().waitFor()
    const after = await identity()
    expect([after.code, after.key === before.key]).toEqual([0, false])
  })

  it('is refused by the agent without its name, whatever a window believes (T16)', async () => {
    expect((await scene.scene.run(['use', 'shop-prod'])).code).toBe(0)
    const refused = await rawCalls(page, [
      { name: 'profiles.use', request: { profile: 'shop-dev', dryRun: false, typed: null } },
      { name: 'profiles.use', request: { profile: 'shop-dev', dryRun: false, typed: 'shop-prod' } },
      { name: 'profiles.setPolicy', request: { profile: 'shop-dev', isProduction: false, typed: null } },
      { name: 'profiles.remove', request: { profile: 'shop-dev', dryRun: false, typed: null } },
    ])
    expect(refused).toEqual(['refusal', 'refusal', 'refusal', 'refusal'])
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
