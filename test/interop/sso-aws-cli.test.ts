import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callPortal, ssoSignIn } from '../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'
import { installed, type Outcome, runProgram } from './outside-program.ts'
import { makeSsoHome, type SsoHome } from './sso-home.ts'

const found = installed('/usr/bin/aws')
const aws = found ?? ''
const reason = found ? '' : ' (skipped: /usr/bin/aws is not here)'
const role = { accountId: '111122223333', roleName: 'Developer' }

let standIn: StandIn
let home: SsoHome
beforeEach(async () => {
  standIn = await startStandIn()
  home = await makeSsoHome(standIn, role)
})
afterEach(async () => {
  await standIn.close()
  await home.remove()
})

const whoAmI = () => runProgram(aws, ['sts', 'get-caller-identity', '--output', 'json'], home.env)

/** Runs `aws sso login` and gives the code it shows to whoever answers it. */
async function login(answer: (userCode: string) => Promise<void>): Promise<Outcome> {
  const child = spawn(aws, ['sso', 'login', '--no-browser'], {
    env: { PATH: '/usr/bin:/bin', PYTHONUNBUFFERED: '1', ...home.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  let answered: Promise<void> | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    const userCode = /user_code=([A-Z-]{9})\n/.exec(stdout)?.[1]
    if (userCode) answered ??= answer(userCode)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  await answered
  return { code, stdout, stderr }
}

describe.skipIf(!found)(`Debian's AWS CLI, unmodified${reason}`, () => {
  it('signs in by the device flow, and its token gives credentials that STS knows', async () => {
    const { code, stderr, stdout } = await login((userCode) => standIn.approveDevice(userCode, 'bob'))
    expect([stderr, code, stdout]).toEqual([
      '',
      0,
      expect.stringContaining('Successfully logged into Start URL'),
    ])
    const { accessToken, expiresAt, refreshToken, registrationExpiresAt } = await home.readToken()
    expect([accessToken, refreshToken]).toEqual([
      expect.stringMatching(/^CNRY/),
      expect.stringMatching(/^CNRY/),
    ])
    const hours = [expiresAt, registrationExpiresAt].map((time) =>
      Math.round((Date.parse(time ?? '') - Date.now()) / 3_600_000),
    )
    expect(hours).toEqual([1, 90 * 24])
    // Bob may not be a developer.
    const refused = await whoAmI()
    expect([refused.code === 0, refused.stderr]).toEqual([
      false,
      expect.stringContaining('ForbiddenException'),
    ])
  })

  it('is told that the person said no, and writes no token (T12)', async () => {
    const { code, stderr } = await login((userCode) => standIn.denyDevice(userCode))
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining('AccessDeniedException')])
    // Only its registration is there.
    expect(await readdir(dirname(home.tokenFile))).toHaveLength(1)
  })

  it('waits longer when it is told to, and gets its token', async () => {
    standIn.identityCenter.change({ deviceFreePolls: 1, deviceIntervalSeconds: 0 })
    standIn.faults.add({
      operation: 'create-token',
      after: 1,
      fault: { kind: 'exception', name: 'SlowDownException' },
    })
    const { code } = await login((userCode) => standIn.approveDevice(userCode))
    expect([code, standIn.counters.calls('create-token')]).toEqual([0, 3])
  })

  it('gets credentials, renews a token of which little is left, and signs out', async () => {
    const session = await ssoSignIn(standIn)
    await home.writeToken(session, 300)
    const { code, stderr, stdout } = await whoAmI()
    expect([stderr, code, code === 0 && JSON.parse(stdout).Arn]).toEqual([
      '',
      0,
      expect.stringMatching(
        /^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Developer_[0-9a-f]{16}\/alice@example\.com$/,
      ),
    ])
    const renewed = await home.readToken()
    expect([
      renewed.accessToken === session.accessToken,
      renewed.refreshToken === session.refreshToken,
    ]).toEqual([false, false])
    const out = await runProgram(aws, ['sso', 'logout'], home.env)
    expect([out.stderr, out.code, standIn.counters.calls('logout', 'ok')]).toEqual(['', 0, 1])
    const accessToken = renewed.accessToken ?? ''
    expect((await callPortal({ accessToken, portal: session.portal }, '/assignment/accounts')).status).toBe(
      401,
    )
  })

  it('lists all accounts and roles over short and empty pages', async () => {
    standIn.identityCenter.change({ emptyPageRate: 0.5, shortPageRate: 0.5, pageSize: 2 })
    const { accessToken } = await ssoSignIn(standIn)
    const list = async (...args: string[]) => {
      const run = await runProgram(
        aws,
        ['sso', ...args, '--access-token', accessToken, '--output', 'json'],
        home.env,
      )
      return [run.stderr, JSON.parse(run.stdout)]
    }
    expect([
      await list('list-accounts', '--query', 'accountList[].accountName'),
      await list('list-account-roles', '--account-id', '111122223333', '--query', 'roleList[].roleName'),
    ]).toEqual([
      ['', ['acme-dev', 'acme-prod', 'acme-sandbox']],
      ['', ['AdministratorAccess', 'ReadOnlyAccess', 'Developer']],
    ])
  })
})
