/**
 * The same machine on a bad day.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { organisation } from '../aws/identity-center/organisation.ts'
import { signInToCenter } from '../headless/identity-center-scene.ts'
import { hostileScene } from './hostile-scene.ts'
import { working } from './screens-stages-work.ts'
import { WindowScene } from './window-scene.ts'

export const failingStages = {
  /** AWS is out of reach, and a renewal has been tried. */
  async offline(): Promise<WindowScene> {
    // Keys that last as long as it takes to get here.
    const window = await working({ expiresInSeconds: 2 })
    const { scene } = window
    await wait(2_500)
    scene.standIn.faults.set([{ operation: 'any', times: 'always', fault: { kind: 'drop' } }])
    await scene.ask('shop-dev')
    return window
  },
  /** AWS has ended both sessions, and the agent has learnt it. */
  async ended(): Promise<WindowScene> {
    const window = await working({ expiresInSeconds: 2 })
    const { scene } = window
    scene.standIn.endSsoSessions()
    scene.standIn.endSessions('ended')
    await scene.run(['accounts', '--refresh'])
    await wait(2_500)
    await scene.ask('shop-dev')
    return window
  },
  /** Profiles that ask first. */
  async asking(): Promise<WindowScene> {
    const window = await working()
    for (const profile of ['acme-dev-Developer', 'acme-prod-AdministratorAccess'])
      await window.scene.run(['profiles', 'policy', profile, '--use', 'ask'])
    return window
  },
  /** A portal that takes its time with forty accounts. */
  async slowOrganisation(): Promise<WindowScene> {
    const accounts = organisation({ accounts: 40, roles: 3 })
    const window = await WindowScene.start({ standIn: { identityCenter: { accounts, portalRate: 0 } } })
    await signInToCenter(window.scene)
    window.scene.standIn.faults.set([
      { operation: 'list-account-roles', times: 'always', delayInMilliseconds: 1_500 },
    ])
    return window
  },
  /** No file can become longer for the agent, as on a disk that is full. */
  async diskFull(): Promise<WindowScene> {
    const window = await working()
    const { scene } = window
    execFileSync('prlimit', ['--pid', String(scene.agentPid()), '--fsize=64'])
    await scene.run(['profiles', 'policy', 'shop-dev', '--use', 'notify'])
    await scene.ask('acme-dev-Developer')
    return window
  },
  /** Somebody has changed a line of the activity log. */
  async altered(): Promise<WindowScene> {
    const window = await working()
    const path = join(window.scene.stateDir, 'activity.log')
    writeFileSync(path, readFileSync(path, 'utf8').replace('terraform', 'innocents'))
    return window
  },
  /** Where the AWS config should be there is a folder. */
  async unreadable(): Promise<WindowScene> {
    const window = await working()
    rmSync(window.scene.configPath)
    mkdirSync(window.scene.configPath)
    return window
  },
  hostile: () => hostileScene(),
} as const satisfies Readonly<Record<string, () => Promise<WindowScene>>>
