import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  pkceRegistration,
  pollDevice,
  register,
  ssoAuthorizeUrl,
  startDevice,
} from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { newVerifier } from '../../../aws/test-client.ts'
import { chromiumAbsence } from '../../../fakes/chromium.ts'
import { barriers, type PageScene, pageScene } from '../page-scene.ts'

const reason = chromiumAbsence ? ` (skipped: ${chromiumAbsence})` : ''
const state = '0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4'
const { codeChallenge } = newVerifier()

let standIn: StandIn
let base: string
let clientId: string
let scene: PageScene

beforeAll(async () => {
  if (chromiumAbsence) return
  standIn = await startStandIn()
  base = standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? ''
  clientId = (await register(base, pkceRegistration(standIn))).clientId
  scene = await pageScene()
})
afterAll(async () => {
  await scene?.close()
  await standIn?.close()
})

const authorize = () =>
  ssoAuthorizeUrl(base, clientId, codeChallenge, { redirect_uri: scene.redirectUri, state }).href

describe.skipIf(chromiumAbsence)(`the authorize page of IAM Identity Center in a browser${reason}`, () => {
  it('is answered by keyboard alone, and leads to the client that asked', async () => {
    const page = await scene.browser.newPage()
    await page.goto(authorize())
    for (const key of ['Tab', 'ArrowDown']) await page.keyboard.press(key)
    expect(await page.locator(':checked').getAttribute('value')).toBe('bob')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('Allow')
    await page.keyboard.press('Enter')
    await page.waitForURL(/oauth\/callback/)
    expect(
      scene.received
        .splice(0)
        .map(({ searchParams }) => [[...searchParams.keys()], searchParams.get('state')]),
    ).toEqual([[['code', 'state'], state]])
    await page.close()
  })

  it('tells the client when the person says no', async () => {
    const page = await scene.browser.newPage()
    await page.goto(authorize())
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.waitForURL(/oauth\/callback/)
    expect(scene.received.splice(0).map(({ search }) => search)).toEqual([
      `?error=access_denied&state=${state}`,
    ])
    await page.close()
  })
})

describe.skipIf(chromiumAbsence)(`the device page in a browser${reason}`, () => {
  it('is answered by keyboard alone, from the code on', async () => {
    const device = await startDevice(standIn)
    const page = await scene.browser.newPage()
    await page.goto(device.verificationUri)
    await page.keyboard.press('Tab')
    await page.keyboard.type(device.userCode.toLowerCase())
    await page.keyboard.press('Enter')
    await page.waitForURL(/user_code=/)
    expect(await page.locator('.code').textContent()).toBe(device.userCode)
    for (const key of ['Tab', 'ArrowDown', 'ArrowDown', 'Tab', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('heading', { name: 'You said yes' }).waitFor()
    expect((await pollDevice(device)).status).toBe(200)
    await page.close()
  })

  it('has the code filled in, and takes a no', async () => {
    const device = await startDevice(standIn)
    const page = await scene.browser.newPage()
    await page.goto(device.verificationUriComplete)
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.getByRole('heading', { name: 'You said no' }).waitFor()
    expect((await pollDevice(device)).type).toBe('AccessDeniedException')
    await page.close()
  })
})

describe.skipIf(chromiumAbsence)(`all these pages${reason}`, () => {
  it.each(['light', 'dark'] as const)('have no serious barrier in %s', async (colorScheme) => {
    // Only so that axe itself may run: the pages forbid every script.
    const context = await scene.browser.newContext({ colorScheme, bypassCSP: true })
    const page = await context.newPage()
    const device = await startDevice(standIn)
    const found: (readonly string[])[] = []
    for (const url of [authorize(), `${base}/authorize`, `${base}/device`, device.verificationUriComplete]) {
      await page.goto(url)
      found.push(await barriers(page))
    }
    await page.getByRole('button', { name: 'Allow' }).click()
    found.push(await barriers(page))
    await context.close()
    expect(found).toEqual([[], [], [], [], []])
  })
})
