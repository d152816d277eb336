/**
 * What stands on the machine when a screen is looked at: nothing yet, or an organisation with all that goes wrong in one.
 *
 * @module
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { organisation } from '../aws/identity-center/organisation.ts'
import { testAuthority } from '../fakes/certificates.ts'
import { SessionBrowsersScene } from '../fakes/session-browsers-scene.ts'
import { generateProfiles, signInToCenter } from '../headless/identity-center-scene.ts'
import { failingStages } from './screens-stages-failing.ts'
import { workStages } from './screens-stages-work.ts'
import { WindowScene } from './window-scene.ts'

export type Stage = keyof typeof stages

export const stages = {
  ...workStages,
  ...failingStages,
  /** Nobody has signed in. */
  nothing: () => WindowScene.start(),
  /** Accounts with names that are written to do harm too, some profiles, changes, mistakes in the config, a key. */
  async organisation(): Promise<WindowScene> {
    const accounts = organisation({ accounts: 60, roles: 3 })
    const window = await WindowScene.start({ standIn: { identityCenter: { accounts, portalRate: 0 } } })
    const { scene } = window
    mkdirSync(dirname(scene.configPath), { recursive: true })
    writeFileSync(
      join(dirname(scene.configPath), 'credentials'),
      '[legacy]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
    )
    await signInToCenter(scene)
    await generateProfiles(scene, ['--filter', 'payments'])
    await generateProfiles(scene, ['--filter', 'search'])
    appendFileSync(
      scene.configPath,
      '\n[old-team]\nregion = eu-west-1\n\n[profile half\nregion = eu-west-1\n',
    )
    return window
  },
  /** A vault that waits for its passphrase. */
  locked: () => WindowScene.start({ env: { SIGNET_PASSPHRASE_FILE: undefined } }),
  /** A proxy and an authority that were set in a terminal. */
  async network(): Promise<WindowScene> {
    const window = await WindowScene.start()
    const { scene } = window
    const pem = join(scene.folder, 'company-root.pem')
    writeFileSync(pem, testAuthority('Example Corp inspection root').cert)
    await scene.run(['settings', 'ca-file', pem, '--yes'])
    await scene.run(['settings', 'proxy', 'http://gateway.example.com:3128', '--except', '.internal'])
    return window
  },
  /** A portal and the default profile that were signed out of, and a session that goes on. */
  async signedOut(): Promise<WindowScene> {
    const window = await WindowScene.start()
    const { scene } = window
    await scene.signIn('shop-dev')
    for (const session of ['acme', 'lab']) await signInToCenter(scene, { session })
    await scene.run(['use', 'shop-dev', '--yes'])
    await scene.ask('shop-dev')
    await scene.run(['logout', '--session', 'lab'])
    await scene.run(['logout', '--profile', 'shop-dev'])
    return window
  },
  /** Sessions that open in browsers of their own, and one whose browser profile is gone. */
  async browsers(): Promise<WindowScene> {
    const window = await WindowScene.start()
    const { scene } = window
    const browsers = new SessionBrowsersScene(scene.folder)
    browsers.writeChrome({ Default: 'Private', 'Profile 1': 'Work', 'Profile 2': 'Client A' })
    // It starts the agent, in whose own environment the folder must stand.
    await scene.signIn('shop-dev', { env: { SIGNET_BROWSER_FOLDERS: browsers.folder } })
    for (const session of ['acme', 'client-a', 'client-b']) await signInToCenter(scene, { session })
    await scene.run(['sessions', 'browser', 'acme', 'google-chrome:Profile 1'])
    await scene.run(['sessions', 'browser', 'client-a', 'google-chrome:Profile 2'])
    await scene.run(['sessions', 'browser', 'client-b', 'firefox:client-b'])
    browsers.writeChrome({ Default: 'Private', 'Profile 1': 'Work' })
    return window
  },
  /** One account with two statements that do not bind yet, and people to try them against. */
  statements: () => statements(),
  /** The same, and AWS lets nobody look. */
  async refused(): Promise<WindowScene> {
    const window = await statements()
    const reason = 'INSUFFICIENT_PERMISSIONS'
    const fault = { kind: 'exception', name: 'AccessDeniedException', reason } as const
    window.scene.standIn.faults.set([{ operation: 'list-permission-statements', times: 'always', fault }])
    return window
  },
} as const satisfies Readonly<Record<string, () => Promise<WindowScene>>>

async function statements(): Promise<WindowScene> {
  const window = await WindowScene.start()
  const { scene } = window
  const arn = (name: string) => `arn:aws:iam::111122223333:role/${name}`
  const situations = [{ name: 'build server', principal: arn('Build'), sourceVpc: 'vpc-0a1b2c3d' }]
  const root = { breakGlass: arn('BreakGlass'), myIp: '203.0.113.17', situations }
  await scene.signIn('root-audit')
  writeFileSync(
    join(scene.stateDir, 'console-access-viewpoints.json'),
    JSON.stringify({ version: 1, profiles: { 'root-audit': root } }),
  )
  for (const network of [
    ['--source-ip', '203.0.113.0/24'],
    ['--source-vpc', 'vpc-0a1b2c3d', '--requested-region', 'eu-central-1'],
  ]) {
    const words = [
      'console-access',
      'statements',
      'add',
      '--excluded-principal',
      arn('BreakGlass'),
      ...network,
    ]
    await scene.run([...words, '--confirm', '111122223333', '--profile', 'root-audit'])
  }
  return window
}
