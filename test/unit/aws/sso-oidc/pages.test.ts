import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright'
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

const executablePath = '/usr/bin/chromium'
const absent = !existsSync(executablePath)
const reason = absent ? ` (skipped: ${executablePath} is not here)` : ''
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const state = '0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4'
const { codeChallenge } = newVerifier()

let standIn: StandIn
let base: string
let clientId: string
let browser: Browser
let client: Server
let redirectUri: string
const received: URL[] = []

beforeAll(async () => {
  if (absent) return
  standIn = await startStandIn()
  base = standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? ''
  clientId = (await register(base, pkceRegistration(standIn))).clientId
  client = createServer((request, reply) => {
    const url = new URL(request.url ?? '', redirectUri)
    if (url.pathname === '/oauth/callback') received.push(url)
    reply.end('done')
  })
  await new Promise<void>((resolve) => client.listen(0, '127.0.0.1', resolve))
  const address = client.address()
  redirectUri = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/oauth/callback`
  browser = await chromium.launch({ executablePath, args })
})
afterAll(async () => {
  await browser?.close()
  client?.close()
  await standIn?.close()
})

/** Serious and critical findings of axe, by rule. */
async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const found: { id: string; impact: string }[] = await page.evaluate('axe.run().then((r) => r.violations)')
  return found.filter(({ impact }) => ['serious', 'critical'].includes(impact)).map(({ id }) => id)
}

const authorize = () =>
  ssoAuthorizeUrl(base, clientId, codeChallenge, { redirect_uri: redirectUri, state }).href

describe.skipIf(absent)(`the authorize page of IAM Identity Center in a browser${reason}`, () => {
  it('is answered by keyboard alone, and leads to the client that asked', async () => {
    const page = await browser.newPage()
    await page.goto(authorize())
    for (const key of ['Tab', 'ArrowDown']) await page.keyboard.press(key)
    expect(await page.locator(':checked').getAttribute('value')).toBe('bob')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').textContent()).toBe('Allow')
    await page.keyboard.press('Enter')
    await page.waitForURL(/oauth\/callback/)
    expect(
      received.splice(0).map(({ searchParams }) => [[...searchParams.keys()], searchParams.get('state')]),
    ).toEqual([[['code', 'state'], state]])
    await page.close()
  })

  it('tells the client when the person says no', async () => {
    const page = await browser.newPage()
    await page.goto(authorize())
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.waitForURL(/oauth\/callback/)
    expect(received.splice(0).map(({ search }) => search)).toEqual([`?error=access_denied&state=${state}`])
    await page.close()
  })
})

describe.skipIf(absent)(`the device page in a browser${reason}`, () => {
  it('is answered by keyboard alone, from the code on', async () => {
    const device = await startDevice(standIn)
    const page = await browser.newPage()
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
    const page = await browser.newPage()
    await page.goto(device.verificationUriComplete)
    await page.getByRole('button', { name: 'Deny' }).click()
    await page.getByRole('heading', { name: 'You said no' }).waitFor()
    expect((await pollDevice(device)).type).toBe('AccessDeniedException')
    await page.close()
  })
})

describe.skipIf(absent)(`all these pages${reason}`, () => {
  it.each(['light', 'dark'] as const)('have no serious barrier in %s', async (colorScheme) => {
    // Only so that axe itself may run: the pages forbid every script.
    const context = await browser.newContext({ colorScheme, bypassCSP: true })
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
