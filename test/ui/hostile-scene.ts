/**
 * A machine on which everything that has a name is called the worst.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { organisation } from '../aws/identity-center/organisation.ts'
import { seedActivity } from '../fakes/seeded-activity.ts'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { WindowScene } from './window-scene.ts'

/** What a name can be at its worst. Each sets a mark if it ever runs. */
export const hostile: readonly string[] = [
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

export async function hostileScene(): Promise<WindowScene> {
  const accounts = organisation({ accounts: 24, roles: 3 }).map((account, index) => ({
    ...account,
    accountName: hostile[index] ?? account.accountName,
    roles: account.roles.map((role, at) => ({
      ...role,
      roleName: at === 2 ? (hostile[index % 8] ?? role.roleName) : role.roleName,
    })),
  }))
  const window = await WindowScene.start({ standIn: { identityCenter: { accounts } } })
  const { scene: product } = window
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
  return window
}
