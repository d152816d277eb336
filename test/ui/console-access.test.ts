import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authorizeUrl, until } from '../headless/harness.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

const account = '111122223333'
const breakGlass = `arn:aws:iam::${account}:role/BreakGlass`
const home = '198.51.100.7'
const hostile = '<img src=x onerror=alert(1)>‮gnp'

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('dev')
  page = await scene.open()
  page.setDefaultTimeout(8000)
  await go(page)
})
afterAll(() => scene.close())

const go = (on: Page) => on.getByRole('navigation').getByText('Console access').click()
const standing = () => ({
  on: scene.scene.standIn.signinControl.enabledTargets(),
  statements: scene.scene.standIn.signinControl.statementsOf(account).length,
})
const apply = () => page.getByRole('button', { name: 'Apply plan' })
const done = () => page.getByRole('button', { name: 'Done', exact: true })
const row = (name: string) => page.getByRole('row').filter({ hasText: name })

/** Whether AWS's own sign-in page lets the developer in from there; break-glass is excepted, so it asks who it is first. */
async function signInPage(sourceIp: string): Promise<'let in' | 'refused'> {
  scene.scene.standIn.network({ sourceIp })
  const login = scene.scene.spawn(['login', '--no-browser', '--profile', 'try'])
  try {
    const url = await authorizeUrl(login)
    return await scene.scene.standIn.approve(url, 'developer').then(
      () => 'let in' as const,
      () => 'refused' as const,
    )
  } finally {
    login.child.kill('SIGINT')
    await login.ended
    scene.scene.standIn.network()
  }
}

describe('console access in the window', () => {
  it('keeps whom a change is tried against, a hostile name among them, as text (T17)', async () => {
    await page.getByRole('button', { name: 'Who is tried' }).click()
    await page.getByLabel('Break-glass principal').fill(breakGlass)
    await page.getByLabel('Your public address').fill('here')
    await page.getByRole('button', { name: 'Add somebody' }).click()
    await page.getByLabel('Name', { exact: true }).fill(hostile)
    await page.getByLabel('ARN', { exact: true }).fill(`arn:aws:iam::${account}:role/CI`)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Your address must be one IPv4 or IPv6 address').waitFor()
    await page.getByLabel('Your public address').fill(home)
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Save' }).click()
    await row(hostile).waitFor()
    expect(await page.locator('img').count()).toBe(0)
  })

  it('says what is wrong with a statement while it is typed, by the agent’s own rules', async () => {
    await page.getByRole('button', { name: 'Add a statement' }).click()
    await page.getByLabel('VPC', { exact: true }).fill('vpc-0a1b2c3d')
    await page.getByText('Name the region that the VPC is in.').waitFor()
    await page.getByLabel('VPC', { exact: true }).fill('')
    await page.getByLabel('Public address or range').fill('203.0.113.0/240')
    await page.getByText('Write one IPv4 or IPv6 address, or one CIDR range').waitFor()
    expect(await page.getByRole('button', { name: 'Add to the plan' }).isDisabled()).toBe(true)
    expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('Public address or range').fill('203.0.113.0/24')
    await page.getByLabel('Who is never refused').fill(breakGlass)
    await page.getByRole('button', { name: 'Add to the plan' }).click()
    await apply().waitFor()
  })

  it('warns of a lock-out, and takes the account’s number and nothing else', async () => {
    await page.getByRole('button', { name: 'Turn on', exact: true }).click()
    const typed = page.getByLabel(`To go on, type ${account}`)
    await typed.waitFor()
    const you = (await row('you, now').textContent()) ?? ''
    const glass = (await row('break-glass, from anywhere').textContent()) ?? ''
    expect({ you: /let in.*locked out/.test(you), glass: glass.includes('locked out') }).toEqual({
      you: true,
      glass: false,
    })
    expect(await apply().isDisabled()).toBe(true)
    await typed.fill('111122223334')
    expect(await apply().isDisabled()).toBe(true)
    expect(await axeFindings(page)).toEqual([])
    expect(standing()).toEqual({ on: [], statements: 0 })
    await typed.fill('1111 2222 3333')
    await apply().click()
    await page.getByText('Applied. AWS shows it.').waitFor()
    expect(standing()).toEqual({ on: [account], statements: 1 })
    expect(await signInPage(home)).toBe('refused')
    expect(await axeFindings(page)).toEqual([])
  })

  it('takes the change back from where it stands, and AWS lets in again', async () => {
    await page.getByRole('button', { name: 'Undo this change' }).click()
    await page.getByText('Takes an earlier change back').waitFor()
    await apply().click()
    await page.getByText('Applied. AWS shows it.').waitFor()
    expect(standing()).toEqual({ on: [], statements: 0 })
    expect(await signInPage(home)).toBe('let in')
    await done().click()
    await page.getByRole('button', { name: 'History', exact: true }).click()
    await page.getByText('taken back', { exact: true }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
  })

  it('plans what an edited JSON wants, marks what is wrong in it, and saves and compares files', async () => {
    await page.getByText('JSON', { exact: true }).click()
    const editor = page.getByRole('textbox', { name: 'Console access as JSON' })
    await editor.waitFor()
    expect(await axeFindings(page)).toEqual([])
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export' }).click()
    const saved = readFileSync(await (await download).path(), 'utf8')
    await editor.fill(saved.replace('"statements": []', '"statements": [{"sourceIP": "203.0.113.7"}]'))
    await page.getByText('Nothing is planned.').waitFor()
    await page.locator('.cm-lintRange-error').first().waitFor()
    const wanted = saved.replace('"statements": []', '"statements": [{"sourceIp": "203.0.113.7"}]')
    await editor.fill(wanted)
    await page.getByText('+statement sourceIp 203.0.113.7').waitFor()
    const file = { name: `${hostile}.json`, mimeType: 'application/json', buffer: Buffer.from(wanted) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByText(/^Differs from/).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
    await page.getByText('Form', { exact: true }).click()
  })

  it('sends nothing when what stands there changed since the plan was looked at', async () => {
    await page.getByRole('button', { name: 'Turn on', exact: true }).click()
    await apply().waitFor()
    const other = [
      'console-access',
      'statements',
      'add',
      '--source-ip',
      '203.0.113.0/24',
      '--confirm',
      account,
    ]
    expect((await scene.scene.run([...other, '--profile', 'dev'])).code).toBe(0)
    if (await apply().isDisabled()) await page.getByLabel(/^To go on/).fill(account)
    await apply().click()
    await page.getByText('Nothing was sent. Plan again, and look at it.').waitFor()
    expect(standing()).toEqual({ on: [], statements: 1 })
    await done().click()
    await page.getByText('Statements are inert until console authorization is on.').waitFor()
  })

  it('says what AWS refuses, and who may look but not change', async () => {
    scene.scene.standIn.faults.set([
      {
        operation: 'delete-permission-statement',
        fault: { kind: 'exception', name: 'AccessDeniedException', reason: 'INSUFFICIENT_PERMISSIONS' },
      },
    ])
    await page.getByRole('button', { name: /^Remove:/ }).click()
    await apply().waitFor()
    if (await apply().isDisabled()) await page.getByLabel(/^To go on/).fill(account)
    await apply().click()
    await page.getByText('You can read this and not change it').waitFor()
    await done().click()
    scene.scene.standIn.faults.clear()
  })

  it('is reached by the palette, in the dark too, with nothing serious to find', async () => {
    const dark = await scene.open({ theme: 'dark', width: 900 })
    await go(dark)
    await dark.getByText('Statements are inert').waitFor()
    await dark.keyboard.press('Control+k')
    await dark.keyboard.type('turn console authorization on')
    await dark.keyboard.press('Enter')
    await dark.getByRole('button', { name: 'Apply plan' }).waitFor()
    expect(await axeFindings(dark)).toEqual([])
    await dark.context().close()
  })

  it('says that AWS cannot be asked, and reads again on a press', async () => {
    scene.scene.standIn.faults.set([
      {
        operation: 'list-permission-statements',
        times: 'always',
        fault: { kind: 'exception', name: 'AccessDeniedException', reason: 'INSUFFICIENT_PERMISSIONS' },
      },
    ])
    const other = await scene.open()
    await go(other)
    await other.getByRole('alert').waitFor()
    expect(await axeFindings(other)).toEqual([])
    scene.scene.standIn.faults.clear()
    await other.getByRole('button', { name: 'Try again' }).click()
    await other.getByText('Who would get in').waitFor()
    await other.context().close()
  })

  it('keeps to the policy of its page: no report, no mistake, no request elsewhere (T17)', async () => {
    await until(() => true, 'everything is done')
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
