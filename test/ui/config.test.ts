import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
let credentialsPath: string

/** Made up for this test; no AWS knows it. */
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

beforeAll(async () => {
  scene = await WindowScene.start()
  mkdirSync(dirname(scene.scene.configPath), { recursive: true })
  credentialsPath = join(dirname(scene.scene.configPath), 'credentials')
  writeFileSync(scene.scene.configPath, '[profile mine]\nregion = eu-west-1\n')
  writeFileSync(
    credentialsPath,
    `[legacy]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secret}\n`,
  )
  await signInToCenter(scene.scene)
  await generateProfiles(scene.scene, ['--filter', 'role:Developer'])
})
afterAll(() => scene.close())

const dialog = (page: Page) => page.getByRole('dialog')
const config = () => readFileSync(scene.scene.configPath, 'utf8')

async function openConfig(options = {}): Promise<Page> {
  const page = await scene.open(options)
  await page.getByRole('navigation').getByRole('button', { name: 'Config' }).click()
  return page
}

describe('the AWS files in the window', () => {
  it.each(['light', 'dark'] as const)('are within reach of everybody, %s', async (theme) => {
    const page = await openConfig({ theme })
    await page.getByRole('figure').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page
      .getByText(/^To mend/)
      .last()
      .click()
    expect(await axeFindings(page)).toEqual([])
    await page.getByText('Take over', { exact: true }).click()
    await page.getByText('AKIAIOSFODNN7EXAMPLE', { exact: false }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.context().close()
  })

  it('show what Signet changed; going back is seen before, done, and undone again', async () => {
    const changed = config()
    const page = await openConfig()
    const sheet = page.getByRole('complementary', { name: 'The change' })
    await sheet.getByText('+[profile acme-dev-Developer]').waitFor()
    await sheet.getByRole('button', { name: 'Go back to before this…' }).click()
    await dialog(page).getByText('-[profile acme-dev-Developer]').waitFor()
    await dialog(page).getByText('acme-dev-Developer is no longer served').waitFor()
    expect(config()).toBe(changed)
    await dialog(page).getByRole('button', { name: 'Go back to this' }).click()
    await page.getByText('is as it was.').waitFor()
    expect(config()).toBe('[profile mine]\nregion = eu-west-1\n')
    expect((await scene.scene.run(['credential-process', '--profile', 'acme-dev-Developer'])).code).not.toBe(
      0,
    )
    await page.getByRole('button', { name: 'Undo…' }).click()
    await dialog(page).getByText('signet config undo --to 1').waitFor()
    await dialog(page).getByRole('button', { name: 'Go back to this' }).click()
    await page.getByText('is as it was.').first().waitFor()
    await expect.poll(config).toBe(changed)
    expect((await scene.scene.credentials('acme-dev-Developer')).Version).toBe(1)
    await page.context().close()
  })

  it('say what is to be mended as soon as it is, and no more when it is mended', async () => {
    const good = config()
    const page = await openConfig()
    const count = page.getByRole('navigation').getByText('2 to mend')
    await count.waitFor({ state: 'detached' })
    appendFileSync(scene.scene.configPath, '\n[old-team]\nregion = eu-west-1\n')
    await page.getByRole('navigation').getByText('1 to mend').waitFor()
    await page.getByText('To mend · 1').click()
    await page.getByText('The section [old-team] is no profile.').waitFor()
    await page.getByRole('button', { name: 'Check everything' }).click()
    await page.getByText('All checked just now').waitFor()
    await page.getByText('access portal').waitFor()
    writeFileSync(scene.scene.configPath, good)
    await page.getByText('The section [old-team] is no profile.').waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('offer to move keys into the vault, for a typed word only; no secret comes to the window (T15)', async () => {
    const page = await openConfig()
    const received: string[] = []
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => received.push(String(payload))),
    )
    await page.reload()
    await page.getByRole('navigation').getByRole('button', { name: 'Config' }).click()
    await page.getByText('Take over', { exact: true }).click()
    await page.getByRole('button', { name: 'Move into the vault…' }).click()
    const submit = dialog(page).getByRole('button', { name: 'Move into the vault' })
    await dialog(page).getByText('-aws_access_key_id').first().waitFor()
    expect(await submit.isDisabled()).toBe(true)
    await dialog(page).getByLabel('Type yes to go on').fill('yes')
    expect(await submit.isDisabled()).toBe(false)
    expect(readFileSync(credentialsPath, 'utf8')).toContain(secret)
    expect(received.length).toBeGreaterThan(0)
    expect(received.join('\n')).not.toContain(secret)
    await page.context().close()
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
