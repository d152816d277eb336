import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crossDevice } from '../../../aws/signin/authorize-request.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { authorizeUrl, newVerifier } from '../../../aws/test-client.ts'
import { chromiumAbsence } from '../../../fakes/chromium.ts'
import { barriers, type PageScene, pageScene } from '../page-scene.ts'

const reason = chromiumAbsence ? ` (skipped: ${chromiumAbsence})` : ''
const state = '0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4'
const { codeChallenge } = newVerifier()

let standIn: StandIn
let base: string
let scene: PageScene

beforeAll(async () => {
  if (chromiumAbsence) return
  standIn = await startStandIn()
  base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
  scene = await pageScene()
})
afterAll(async () => {
  await scene?.close()
  await standIn?.close()
})

const sameDeviceUrl = () => authorizeUrl(base, codeChallenge, { redirect_uri: scene.redirectUri, state }).href
const crossDeviceUrl = () =>
  authorizeUrl(base, codeChallenge, {
    client_id: crossDevice,
    redirect_uri: `${base}/v1/sessions/confirmation`,
    state,
  }).href

describe.skipIf(chromiumAbsence)(`the authorize page in a browser${reason}`, () => {
  it('is answered by keyboard alone, and leads to the client that asked', async () => {
    const page = await scene.browser.newPage()
    await page.goto(sameDeviceUrl())
    await page.keyboard.press('Tab')
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
    expect(await page.locator(':checked').getAttribute('value')).toBe('bob')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('Allow')
    await page.keyboard.press('Enter')
    await page.waitForURL(/oauth\/callback/)
    const asked = scene.received.splice(0)
    expect(asked.map(({ searchParams }) => [[...searchParams.keys()], searchParams.get('state')])).toEqual([
      [['code', 'state'], state],
    ])
    await page.close()
  })

  it('tells the client when the person says no', async () => {
    const page = await scene.browser.newPage()
    await page.goto(sameDeviceUrl())
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.waitForURL(/oauth\/callback/)
    expect(scene.received.splice(0).map(({ search }) => search)).toEqual([
      `?error=access_denied&state=${state}`,
    ])
    await page.close()
  })

  it('shows the text to paste so that all of it can be selected by keyboard', async () => {
    const page = await scene.browser.newPage()
    await page.goto(crossDeviceUrl())
    await page.getByRole('radio', { name: /Root user/ }).check()
    await page.getByRole('button', { name: 'Allow' }).click()
    const box = page.getByRole('textbox', { name: 'Authorization code' })
    const text = await box.inputValue()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Control+a')
    expect(await page.evaluate('String(getSelection())')).toBe(text)
    expect(Buffer.from(text, 'base64').toString()).toMatch(`state=${state}&code=CNRY`)
    await page.close()
  })

  it.each(['light', 'dark'] as const)('has no serious barrier in %s', async (colorScheme) => {
    // Only so that axe itself may run: the page forbids every script.
    const context = await scene.browser.newContext({ colorScheme, bypassCSP: true })
    const page = await context.newPage()
    await page.goto(crossDeviceUrl())
    const found = [await barriers(page)]
    await page.getByRole('button', { name: 'Allow' }).click()
    found.push(await barriers(page))
    await page.goto(`${base}/v1/authorize`)
    found.push(await barriers(page))
    await context.close()
    expect(found).toEqual([[], [], []])
  })
})
