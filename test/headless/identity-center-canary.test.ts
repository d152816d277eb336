/**
 * Everything that IAM Identity Center lets a person do is done once, and then every byte that was left behind or said is
 * looked through for client secrets, device codes, access and refresh tokens, and role credentials (T1, T23).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../aws/faults.ts'
import { ssoSignIn } from '../aws/sso-test-client.ts'
import { makeSsoHome, type SsoHome } from '../interop/sso-home.ts'
import { CanaryScan, type Secret } from './canary-scan.ts'
import { nodeRelay, Scene } from './harness.ts'
import {
  codeOf,
  generateProfiles,
  opensPages,
  outcomes,
  pageOf,
  signInToCenter,
  sleepPastToken,
  startLogin,
} from './identity-center-scene.ts'

const planted = {
  inErrorText: 'CNRYerror-text-of-aws-00000000',
  inCallback: 'CNRYcode-of-a-stranger-00000000',
}
const [developer, reader] = ['acme-dev-Developer', 'acme-prod-ReadOnlyAccess']

let scene: Scene
/** The AWS CLI's own home: its cache is in the clear, and not ours. */
let cliHome: SsoHome
let secrets: readonly Secret[]
let scan: CanaryScan
const seen: { where: string; bytes: Buffer }[] = []
const pages: string[] = []

beforeAll(async () => {
  scene = await Scene.start()
  cliHome = await makeSsoHome(scene.standIn, { accountId: '111122223333', roleName: 'Developer' })
  await signInsThatFail()
  await signInToCenter(scene)
  await signInToCenter(scene, { session: 'spare', user: 'bob', args: ['--use-device-code', '--json'] })
  await useIt()
  await failures()
  await takeOver()
  await scene.run(['logout', '--session', 'spare'])
  scene.standIn.endSsoSessions()
  await scene.ask('acme-sandbox-PowerUserAccess')
  await scene.run(['logout', '--all', '--json'])
  secrets = [
    ...scene.standIn.mintedSecrets().map(({ kind, value }, index) => ({ name: `${kind} ${index}`, value })),
    ...Object.entries(planted).map(([name, value]) => ({ name: `planted ${name}`, value })),
  ]
  scan = new CanaryScan(secrets)
})
afterAll(async () => {
  await scene.close()
  await cliHome.remove()
})

async function signInsThatFail(): Promise<void> {
  const device = startLogin(scene, { args: ['--use-device-code'] })
  const code = await codeOf(device)
  look()
  await scene.standIn.denyDevice(code)
  await device.ended
  const cancelled = startLogin(scene, { args: ['--use-device-code'] })
  await codeOf(cancelled)
  cancelled.child.kill('SIGINT')
  await cancelled.ended
  if (!opensPages) return
  const login = startLogin(scene)
  const address = await pageOf(login)
  look()
  const callback = await scene.standIn.approveSso(address)
  const strange = new URL(callback)
  strange.search = new URLSearchParams({ code: planted.inCallback, state: 'of nobody' }).toString()
  const fault = {
    kind: 'exception',
    name: 'InvalidRequestException',
    description: planted.inErrorText,
  } as const
  scene.standIn.faults.set([{ operation: 'create-token', times: 'always', fault }])
  for (const url of [strange, callback]) {
    const reply = await fetch(url)
    pages.push(JSON.stringify([...reply.headers]), await reply.text())
  }
  await login.ended
  scene.standIn.faults.clear()
}

async function useIt(): Promise<void> {
  for (const verb of ['accounts', 'roles']) {
    await scene.run([verb, '--session', 'work'])
    await scene.run([verb, '--session', 'work', '--refresh', '--json'])
  }
  await generateProfiles(scene, ['--session', 'work', '--json'])
  await scene.ask(developer)
  await scene.ask(developer, { relay: nodeRelay })
  for (const verb of ['sessions', 'status', 'profiles', 'doctor']) {
    await scene.run([verb])
    await scene.run([verb, '--json'])
  }
  await scene.run(['config', 'undo', '--yes'])
  await generateProfiles(scene, ['--session', 'work'])
  look()
}

async function failures(): Promise<void> {
  await sleepPastToken(scene)
  const body = JSON.stringify({ error: planted.inErrorText, message: planted.inErrorText })
  const faults: readonly Fault[] = [
    { kind: 'drop-after' },
    { kind: 'reply', status: 400, body, headers: { 'content-type': 'application/json' } },
    { kind: 'garbage', form: 'json' },
  ]
  scene.standIn.identityCenter.change({ reuse: { toleratedForSeconds: 3600 } })
  for (const fault of faults) {
    scene.standIn.faults.set([
      { operation: 'create-token', fault },
      { operation: 'get-role-credentials', fault },
    ])
    await scene.ask(reader)
    await scene.run(['status', '--json'])
    await scene.endAgent('SIGKILL')
  }
  scene.standIn.faults.clear()
  await scene.ask(reader)
  look()
}

async function takeOver(): Promise<void> {
  const home = cliHome.env.HOME ?? ''
  await cliHome.writeToken(await ssoSignIn(scene.standIn), 3600)
  const [config, credentials] = ['config', 'credentials'].map((name) => join(home, '.aws', name))
  const env = { HOME: home, AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials }
  await scene.run(['import', '--dry-run'], { env })
  await scene.run(['import', '--yes', '--json'], { env })
  await scene.ask('work', { env })
  await scene.run(['doctor'], { env })
}

/** Processes as they are now, and account lists, which go with a sign-out. */
function look(): void {
  const lists = join(scene.stateDir, 'accounts')
  for (const name of existsSync(lists) ? readdirSync(lists) : []) {
    seen.push({ where: name, bytes: readFileSync(join(lists, name)) })
  }
  for (const pid of scene.processes()) {
    for (const file of ['environ', 'cmdline']) {
      try {
        seen.push({ where: `${file} of ${pid}`, bytes: readFileSync(`/proc/${pid}/${file}`) })
      } catch {
        // It has just ended.
      }
    }
  }
}

describe('after everything was done once with IAM Identity Center', () => {
  it('there were secrets of every kind to be found, and all was done', () => {
    const kinds = new Set(secrets.map(({ name }) => name.replace(/ .*$/, '')))
    expect([...kinds].toSorted()).toEqual([
      'access-token',
      'authorization-code',
      'client-secret',
      'device-code',
      'planted',
      'refresh-token',
      'secret-access-key',
      'session-token',
    ])
    const { 'ok:refresh_token': refreshed } = outcomes(scene, 'create-token')
    const given = scene.ran.filter(
      ({ args, running }) => args.includes('work') && running.child.exitCode === 0,
    )
    expect([(refreshed ?? 0) > 0, given.length > 0]).toEqual([true, true])
  })

  it('none stands in any file of the home: vault, account lists, log, backups, AWS config (T1)', () => {
    expect(existsSync(scene.configPath)).toBe(true)
    expect(readdirSync(scene.stateDir)).toEqual(
      expect.arrayContaining(['accounts', 'agent.log', 'backups', 'vault']),
    )
    expect(scan.folder(scene.folder, [scene.passphrasePath])).toEqual([])
  })

  it('none was said, but for credentials on the stdout of credential-process (T23)', () => {
    expect(scan.said(scene.ran)).toEqual([])
    const found = scene.ran
      .filter(({ args }) => args.includes('credential-process'))
      .flatMap(({ running }) => scan.bytes('stdout', running.stdout))
      .map(({ secret }) => secret.replace(/ \d+$/, ''))
    expect([...new Set(found)].toSorted()).toEqual(['secret-access-key', 'session-token'])
  })

  it('none stood in an account list, in the environment or the arguments of a process, or in a page (T1, T23)', () => {
    expect(seen.filter(({ where }) => where.endsWith('.json')).length).toBeGreaterThan(1)
    expect(seen.length).toBeGreaterThan(5)
    expect(seen.flatMap(({ where, bytes }) => scan.bytes(where, bytes))).toEqual([])
    expect(pages.flatMap((page) => scan.bytes('a page', page))).toEqual([])
  })
})
