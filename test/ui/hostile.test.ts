import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { organisation } from '../aws/identity-center/organisation.ts'
import { seedActivity } from '../fakes/seeded-activity.ts'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { axeFindings } from './axe-findings.ts'
import { WindowScene } from './window-scene.ts'

/** What a name can be at its worst. Each sets a mark if it ever runs. */
const hostile: readonly string[] = [
  '<script>window.ran=1</script>',
  '<img src=x onerror=window.ran=1>',
  '<svg onload=window.ran=1>',
  'javascript:window.ran=1',
  '<iframe srcdoc="<script>parent.ran=1</script>">',
  '<style>*{display:none}</style>',
  '<a href=http://elsewhere.invalid/x>click</a><base href=http://elsewhere.invalid/>',
  '{{constructor.constructor("window.ran=1")()}}',
  '\u202Eevil \u2066isolate \u200F right to left שלום عليكم',
  '👩‍👩‍👧‍👦🏳️‍🌈 é́́́́́́́́ Z̸̢͓a̵l̷g̶o̴',
  'bell\u0007 escape\u001b[31mred\u001b[0m zero\u200Bwidth\uFEFF',
  'W'.repeat(10_000),
  `<b>${'word '.repeat(2_000)}</b>`,
]
const places = ['Profiles', 'Accounts', 'Console access', 'Activity', 'Config', 'Settings'] as const

let scene: WindowScene
let ran = 0

beforeAll(async () => {
  const accounts = organisation({ accounts: 24, roles: 3 }).map((account, index) => ({
    ...account,
    accountName: hostile[index] ?? account.accountName,
    roles: account.roles.map((role, at) => ({
      ...role,
      roleName: at === 2 ? (hostile[index % 8] ?? role.roleName) : role.roleName,
    })),
  }))
  scene = await WindowScene.start({ standIn: { identityCenter: { accounts } } })
  const { scene: product } = scene
  mkdirSync(dirname(product.configPath), { recursive: true })
  const sections = hostile.flatMap((name) => [
    `[profile "${name}"]\nregion = ${name}\nrole_arn = ${name}\nsource_profile = ${name}\nsso_account_id = ${name}\n`,
    `[sso-session "${name}"]\nsso_start_url = ${name}\nsso_region = ${name}\n`,
  ])
  writeFileSync(product.configPath, sections.join('\n'))
  const marks = Object.fromEntries(
    hostile.map((name) => [name, { isPinned: true, tags: [name, 'team'], score: 5, usedAt: 1 }]),
  )
  writeFileSync(
    join(product.stateDir, 'preferences.json'),
    JSON.stringify({ version: 1, profiles: marks, portals: {} }),
  )
  const consumer = (name: string) => ({
    how: 'claimed' as const,
    program: { pid: 1, exe: `/${name}`, script: name },
    tty: name,
  })
  await seedActivity(
    product.stateDir,
    hostile.map((name, index) => ({
      ...{
        time: Date.now() - (hostile.length - index) * 60_000,
        event: 'failed',
        profile: name,
        channel: name,
      },
      ...{ accountId: name, principal: name, code: 'access-denied', note: name, consumer: consumer(name) },
    })),
  )
  await product.signIn('shop-dev')
  await signInToCenter(product)
  await generateProfiles(product)
})
afterAll(() => scene?.close())

async function look(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: place, exact: false }).first().click()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForTimeout(400)
}

/** What is wider than the window. */
function tooWide(page: Page): Promise<number> {
  return page.evaluate(() => {
    const root = document.scrollingElement
    return root === null ? 0 : Math.max(0, root.scrollWidth - window.innerWidth)
  })
}

async function harm(page: Page): Promise<object> {
  const marks = await page.evaluate(() => ({
    ran: 'ran' in window,
    made: document.querySelectorAll(
      '#root iframe, #root script, #root style, #root base, #root a[href^=http]',
    ).length,
    title: document.title,
  }))
  if (marks.ran) ran += 1
  return { ...marks, tooWide: await tooWide(page) }
}
const none = { ran: false, made: 0, title: expect.stringContaining('Signet'), tooWide: 0 }

describe.each(['light', 'dark'] as const)('hostile names, %s', (theme) => {
  it.each([1440, 900])('run nothing and break nothing at any place, %s wide (T15)', async (width) => {
    const page = await scene.open({ theme, width })
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    const seen: Record<string, object> = {}
    for (const place of places) {
      await look(page, place)
      seen[place] = await harm(page)
    }
    expect(seen).toEqual(Object.fromEntries(places.map((place) => [place, none])))
    await page.context().close()
  })

  it('leave nothing that axe finds serious or critical, at any place', async () => {
    const page = await scene.open({ theme })
    const found: Record<string, readonly string[]> = {}
    for (const place of places) {
      await look(page, place)
      found[place] = await axeFindings(page)
    }
    expect(found).toEqual(Object.fromEntries(places.map((place) => [place, []])))
    await page.context().close()
  })
})

describe('hostile names', () => {
  it('are shown as they are in the list, its sheet, the palette and the switch (T15)', async () => {
    const page = await scene.open({ width: 900 })
    await look(page, 'Profiles')
    for (const name of hostile.slice(0, 8)) {
      const field = page
        .getByRole('searchbox')
        .or(page.getByRole('textbox', { name: 'Filter profiles' }))
        .first()
      await field.fill(name)
      await page.getByRole('gridcell').getByText(name, { exact: false }).first().waitFor()
      await page.getByRole('gridcell').first().dblclick()
      expect(await harm(page)).toEqual(none)
      await page.keyboard.press('Escape')
      await field.fill('')
    }
    for (const name of hostile) {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Search and commands' }).fill(name.slice(0, 40))
      await page.waitForTimeout(100)
      expect(await harm(page)).toEqual(none)
      await page.keyboard.press('Escape')
    }
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^Default/ })
      .click()
    await page.getByRole('menu').waitFor()
    expect(await harm(page)).toEqual(none)
    await page.context().close()
  })

  it('are selected all at once, named in the bar, tagged and almost removed (T15)', async () => {
    const page = await scene.open({ width: 900 })
    await look(page, 'Profiles')
    await page.getByRole('row').nth(1).click()
    await page.keyboard.press('Control+a')
    const bar = page.getByRole('group', { name: 'What can be done with the selection' })
    await bar.waitFor()
    expect([await harm(page), await axeFindings(page)]).toEqual([none, []])
    for (const action of ['Tags…', 'Policy…', 'Remove…']) {
      await bar.getByRole('button', { name: action }).click()
      await page.getByRole('dialog').waitFor()
      await page.waitForTimeout(300)
      expect([await harm(page), await axeFindings(page)]).toEqual([none, []])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.context().close()
  })

  it('ran no script, broke no rule, left for nowhere (T15, T22)', () => {
    console.log(
      `hostile names: ${hostile.length} at ${places.length} places; scripts run ${ran}, policy reports ${scene.faults.policy.length}, requests elsewhere ${scene.faults.offOrigin.length}`,
    )
    expect({ ran, ...scene.faults }).toEqual({ ran: 0, policy: [], errors: [], offOrigin: [] })
  })
})
