import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { german } from '../../renderer/texts/de/german.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

const account = '111122223333'
const management = '222233334444'
const organization = 'o-acme123456'
const root = 'r-acme12345678'
const kindOfRoot = 'Root of the organization'

let scene: WindowScene

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('dev')
  await scene.scene.signIn('boss', { principal: 'management' })
})
afterAll(() => scene?.close())

const on = () => scene.scene.standIn.signinControl.enabledTargets()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function open(place: string, language = 'en-GB'): Promise<Page> {
  const page = await scene.open({ language })
  page.setDefaultTimeout(8000)
  await page.getByRole('navigation').getByText(place).click()
  return page
}

describe('where [default] follows a profile', () => {
  it('looks with that profile’s keys, and writes no failure down', async () => {
    expect((await scene.scene.run(['use', 'dev', '--yes'])).code).toBe(0)
    const page = await open('Console access')
    await page.getByText('Who would get in').waitFor()
    const offered = await page.getByLabel('Profile', { exact: true }).locator('option').allTextContents()
    const { stdout } = await scene.scene.run(['activity', '--json'])
    const events = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { event: string }).event)
    expect({ offered, failed: events.filter((event) => event === 'failed') }).toEqual({
      offered: ['dev', 'boss'],
      failed: [],
    })
    await page.context().close()
  })
})

describe('a target that is more than the account', () => {
  let page: Page
  beforeAll(async () => {
    page = await open('Console access')
    // What an organization is told, its management account has to say.
    await page.getByLabel('Profile', { exact: true }).selectOption('boss')
    await page.getByText('Who would get in').waitFor()
  })
  afterAll(() => page.context().close())

  const aim = async (target: string) => {
    await page.getByRole('textbox', { name: 'Target' }).fill(target)
    await page.keyboard.press('Enter')
  }

  it('is explained where it is typed, with an example of each', async () => {
    await page.getByText('Empty: this account.').waitFor()
    expect(await page.getByText('Empty: this account.').textContent()).toMatch(
      /organization: o-[a-z0-9]{10}, its root: r-[a-z0-9]{10}/,
    )
  })

  it('is refused when it is none, before anything is asked of AWS', async () => {
    await aim('o-acme')
    await page.getByRole('alert').getByText('A target is an account').waitFor()
    expect(await button(page, 'Try again').count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
  })

  it.each([
    ['Organization', organization],
    [kindOfRoot, root],
  ])('takes the id of the %s, and not the account’s, and goes back (T16)', async (kind, target) => {
    await aim(target)
    await page.getByText(kind, { exact: true }).waitFor()
    await button(page, 'Turn on').click()
    const typed = page.getByLabel(`To go on, type ${target}`)
    const apply = button(page, 'Apply plan')
    await typed.fill(management)
    expect(await apply.isDisabled()).toBe(true)
    expect(
      await page.getByText(`signet console-access disable --profile boss --target ${target}`).count(),
    ).toBe(1)
    await typed.fill(target)
    await apply.click()
    await page.getByText('Applied. AWS shows it.').waitFor()
    expect(on()).toEqual([target])
    await button(page, 'Undo this change').click()
    await page.getByText('Takes an earlier change back').waitFor()
    await apply.click()
    await page.getByText('Applied. AWS shows it.').waitFor()
    expect(on()).toEqual([])
    await button(page, 'Done').click()
  })

  it('is not shown to another account of the organization, and nothing is sent', async () => {
    await page.getByLabel('Profile', { exact: true }).selectOption('dev')
    await aim(organization)
    await page.getByRole('alert').getByText('insufficient-permissions').waitFor()
    await page.getByText('management account only').waitFor()
    expect([await button(page, 'Turn on').count(), on()]).toEqual([0, []])
  })

  it('is left again by an empty field', async () => {
    await aim('')
    await page.getByText('Organization', { exact: true }).waitFor({ state: 'detached' })
    await button(page, 'Turn on').waitFor()
  })
})
describe('in German', () => {
  const words = german.consoleAccess

  it('warns, takes the account’s number and nothing else, applies, and takes back', async () => {
    const page = await open(german.frame.places['console-access'], 'de-DE')
    await page.getByText(words.lockOut.title).waitFor()
    await button(page, words.statements.add).click()
    await page.getByLabel(words.form.members.sourceIp).fill('203.0.113.0/24')
    await page.getByText(words.form.noGlass).waitFor()
    await button(page, words.form.add).click()
    await button(page, words.authorization.turnOn).click()
    const typed = page.getByLabel(words.plan.typed(account))
    const apply = button(page, words.plan.apply)
    await typed.waitFor()
    await page.getByText(words.authorization.willBeOn).waitFor()
    await page.getByRole('list', { name: words.plan.warnings }).waitFor()
    await typed.fill('111122223334')
    expect(await apply.isDisabled()).toBe(true)
    expect(await axeFindings(page)).toEqual([])
    await typed.fill('1111 2222 3333')
    await apply.click()
    await page.getByText(words.run.applied).waitFor()
    expect(on()).toEqual([account])
    await page.getByText(words.binding).waitFor()
    await button(page, words.run.undo).click()
    await page.getByText(words.plan.undoing).waitFor()
    await apply.click()
    await page.getByText(words.run.applied).waitFor()
    expect([on(), scene.scene.standIn.signinControl.statementsOf(account).length]).toEqual([[], 0])
    await button(page, words.run.close).click()
    await button(page, words.history.open).click()
    await page.getByText(words.history.undone, { exact: true }).waitFor()
    await page.context().close()
  })

  it('broke no rule of the page on the way (T17)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
