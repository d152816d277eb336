import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'
import { refresh, signIn } from '../aws/test-client.ts'
import { type LoginHome, writeLoginHome } from './login-session-files.ts'
import { runProgram } from './outside-program.ts'

let standIn: StandIn
let home: LoginHome | undefined
beforeEach(async () => {
  standIn = await startStandIn()
})
afterEach(async () => {
  await standIn.close()
  await home?.remove()
})

const arn = 'arn:aws:sts::111122223333:assumed-role/Developer/alice'
const client = (env: Readonly<Record<string, string>>) =>
  runProgram(process.execPath, ['test/interop/clients/js-login.ts'], { ...standIn.env, ...env })

describe("the AWS SDK for JavaScript's login provider, unmodified", () => {
  it.each([
    ['same-device', false],
    ['cross-device', true],
  ] as const)(
    'renews a %s session with its own DPoP proof, twice, and is known to STS (T13)',
    async (_flow, remote) => {
      const session = await signIn(standIn, { remote })
      home = await writeLoginHome(session, arn, 60)
      const first = await client(home.env)
      const { accessToken, refreshToken } = JSON.parse(await readFile(home.cacheFile, 'utf8'))
      expect([first.stderr, first.code, JSON.parse(first.stdout)]).toEqual([
        '',
        0,
        expect.objectContaining({ accessKeyId: accessToken.accessKeyId, accountId: '111122223333', arn }),
      ])
      expect(accessToken.accessKeyId).not.toBe(session.accessToken.accessKeyId)
      expect(refreshToken).not.toBe(session.refreshToken)

      await home.remove()
      home = await writeLoginHome({ ...session, accessToken, refreshToken }, arn, 60)
      const second = await client(home.env)
      expect([second.code, standIn.counters.snapshot()]).toEqual([
        0,
        expect.objectContaining({
          token: { calls: 3, outcomes: { 'ok:authorization_code': 1, 'ok:refresh_token': 2 } },
          sts: { calls: 2, outcomes: { ok: 2 } },
        }),
      ])
    },
  )

  it('does not ask while the credentials last', async () => {
    home = await writeLoginHome(await signIn(standIn), arn, 600)
    const { code } = await client(home.env)
    expect([code, standIn.counters.calls('token')]).toEqual([0, 1])
  })

  it('is refused when its proof is spoilt on the way, and the session stays as it was (T13)', async () => {
    const session = await signIn(standIn)
    home = await writeLoginHome(session, arn, -60)
    const { code, stderr } = await client({ ...home.env, SPOIL_PROOF: '1' })
    expect([code, stderr, standIn.counters.refusals()]).toEqual([
      1,
      expect.stringContaining('Failed to refresh token: ValidationException'),
      [
        {
          operation: 'token',
          outcome: 'ValidationException/INVALID_REQUEST',
          reason: "The DPoP proof's signature does not verify.",
        },
      ],
    ])
    expect((await refresh(standIn, session)).status).toBe(200)
  })

  it.each([
    ['ended', 'Your session has expired. Please reauthenticate.'],
    ['credentials-changed', 'Unable to refresh credentials because of a change in your password.'],
    ['revoked', 'ValidationException'],
  ] as const)('understands that sessions are %s (R20)', async (how, words) => {
    home = await writeLoginHome(await signIn(standIn), arn, -60)
    standIn.endSessions(how)
    const { code, stderr } = await client(home.env)
    expect([code, stderr]).toEqual([1, expect.stringContaining(words)])
  })

  it('gets the same credentials again when the reply was lost (R21)', async () => {
    home = await writeLoginHome(await signIn(standIn), arn, -60)
    standIn.faults.add({ operation: 'token', fault: { kind: 'drop-after' } })
    const { code } = await client(home.env)
    const { 'ok:refresh_token-repeated': repeated } = standIn.counters.snapshot().token?.outcomes ?? {}
    expect([code, repeated]).toEqual([0, 1])
  })
})
