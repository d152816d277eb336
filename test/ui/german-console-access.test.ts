import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChangePlanView, ConsoleAccessView } from '../../preload/contract/console-access-views.ts'
import { german } from '../../renderer/texts/de/german.ts'
import { planSayings } from '../../renderer/texts/de/sayings-console-access.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

const account = '111122223333'
const breakGlass = `arn:aws:iam::${account}:role/BreakGlass`
const here = '198.51.100.7'
const words = german.consoleAccess

let scene: WindowScene
let page: Page

beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('dev')
  page = await scene.open({ language: 'de-DE' })
  page.setDefaultTimeout(8000)
  await page.getByRole('navigation').getByText(german.frame.places['console-access']).click()
})
afterAll(() => scene?.close())

const button = (name: string) => page.getByRole('button', { name, exact: true })

/** What the terminal prints of the same account and people, in English. */
async function terminalSays(...wish: readonly string[]): Promise<readonly string[]> {
  const people = ['--break-glass', breakGlass, '--my-ip', here]
  const run = async (...argv: readonly string[]) => {
    const { stdout } = await scene.scene.run([
      'console-access',
      ...argv,
      '--profile',
      'dev',
      '--json',
      ...people,
    ])
    return JSON.parse(stdout) as unknown
  }
  const { words: now, notes, rows, statements } = (await run('status')) as ConsoleAccessView
  const { plan } = (await run('plan', ...wish)) as { readonly plan: ChangePlanView }
  return [
    ...[...now, ...notes, ...plan.wordsAfterwards, plan.confirmation.reason],
    ...[...rows, ...plan.rows].flatMap(({ name, reasons }) =>
      name === 'root' ? reasons : [name, ...reasons],
    ),
    ...statements.map((statement) => statement.words),
    ...plan.warnings.map(({ text }) => text),
    ...plan.steps.flatMap(({ text, undo }) => (undo === null ? [text] : [text, undo])),
    ...plan.wayBack.map(({ text }) => text),
  ]
}

/** Everything that can be read, with all that opens opened, and what is only a title. */
async function shown(): Promise<string> {
  for (const closed of ['details:not([open]) > summary', 'table button[aria-expanded=false]']) {
    const all = page.locator(`#content :is(${closed})`)
    while ((await all.count()) > 0) await all.first().click()
  }
  const titles = await page
    .locator('#content [title]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('title')))
  return [await page.locator('#content').innerText(), ...titles].join('\n')
}

describe('console access in German', () => {
  it('says of a statement what is wrong with it, in German', async () => {
    await button(words.lockOut.edit).click()
    await page.getByLabel(words.viewpoint.breakGlass).fill(breakGlass)
    await page.getByLabel(words.viewpoint.myIp).fill(here)
    await button(words.viewpoint.save).click()
    await button(words.statements.add).click()
    await page.getByLabel(words.form.members.sourceVpc, { exact: true }).fill('vpc-0a1b2c3d')
    await page.getByText('Nennen Sie die Region, in der das VPC ist.').waitFor()
    await page.getByLabel(words.form.members.sourceVpc, { exact: true }).fill('')
    await page.getByLabel(words.form.members.sourceIp).fill('203.0.113.0/24')
    await page.getByLabel(words.form.members.excludedPrincipal).fill(breakGlass)
    await button(words.form.add).click()
    await button(words.plan.apply).waitFor()
  })

  it('warns of a lock-out without one of the terminal’s English sentences', async () => {
    await button(words.authorization.turnOn).click()
    const typed = page.getByLabel(words.plan.typed(account))
    await typed.waitFor()
    const english = await terminalSays(
      '--enable',
      '--source-ip',
      '203.0.113.0/24',
      '--excluded-principal',
      breakGlass,
    )
    const text = await shown()
    expect(english.length).toBeGreaterThan(20)
    expect(english.filter((sentence) => text.includes(sentence))).toEqual([])
    for (const sentence of [
      'Die Anmeldung wird abgewiesen, außer wenn die Anfrage von 203.0.113.0/24 kommt; ausgenommen: Rolle BreakGlass.',
      'Sie, jetzt',
      'Abgewiesen vor und nach der Anmeldung: die Identität ist',
      `; die Adresse ist ${here}, nicht 203.0.113.0/24.`,
      'Das sperrt aus: Sie, jetzt',
      planSayings['warning-portal-kept-out']({}, String),
      planSayings['warning-renewal']({ profile: 'dev' }, String),
    ]) {
      expect(text).toContain(sentence)
    }
    expect(await axeFindings(page)).toEqual([])
    await typed.fill(account)
  })

  it('applies, and tells in German what was done', async () => {
    await button(words.plan.apply).click()
    await page.getByText(words.run.applied).waitFor()
    const english = await terminalSays('--disable')
    expect(english.length).toBeGreaterThan(10)
    const text = await shown()
    expect(english.filter((sentence) => text.includes(sentence))).toEqual([])
    await button(words.run.close).click()
    await button(words.history.open).click()
    await page.getByRole('dialog').getByText('einschalten').first().waitFor()
    const history = await page.getByRole('dialog').innerText()
    expect(history).toContain(`Konsolenberechtigung für ${account} einschalten`)
    expect(history).not.toMatch(/turn console|\badd\b/)
    expect(await axeFindings(page)).toEqual([])
  })
})
