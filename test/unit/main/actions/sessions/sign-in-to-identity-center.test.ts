import { describe, expect, it } from 'vitest'
import { awsFiles } from '../../../../../main/actions/config/aws-files.ts'
import {
  type SignInToIdentityCenterRequest,
  signInToIdentityCenter,
} from '../../../../../main/actions/sessions/sign-in-to-identity-center.ts'
import type { RememberedPortal } from '../../../../../main/actions/window/preferences-file.ts'
import { SessionError } from '../../../../../main/kernel/errors.ts'
import type { Prompts } from '../../../../../main/kernel/ports/prompts.ts'
import type {
  IdentityCenterOutcome,
  IdentityCenterRequest,
} from '../../../../../main/sign-in/identity-center-flow.ts'
import type { IdentityCenterSession } from '../../../../../main/vault/session-record.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { openDoor } from '../../../../fakes/open-door.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import { identityCenterSession } from '../../../../fakes/session-records.ts'

const configPath = '/home/alice/.aws/config'
const portal = 'https://corp.awsapps.com/start'
const registration = { clientId: 'i', clientSecret: 's', expiresAt: 9e12 }

const session = (name: string, changes: Partial<IdentityCenterSession> = {}) =>
  identityCenterSession(name, {
    ...{ startUrl: portal, region: 'eu-central-1', accessToken: 'access', accessTokenExpiresAt: 5000 },
    refreshToken: 'refresh',
    registrations: { device: registration, 'authorization-code': registration },
    ...changes,
  })

function scene(
  options: {
    known?: IdentityCenterSession[]
    config?: string
    remembered?: Record<string, RememberedPortal>
    outcome?: (request: IdentityCenterRequest) => Promise<IdentityCenterOutcome>
  } = {},
) {
  const files = new MemoryFiles()
  if (options.config !== undefined) files.put(configPath, new TextEncoder().encode(options.config))
  const vault = new MemoryVault(memoryDisk(options.known ?? []))
  const asked: IdentityCenterRequest[] = []
  const adopted: string[] = []
  const act = signInToIdentityCenter({
    door: openDoor,
    vault,
    broker: { adopt: ({ id }) => adopted.push(id) },
    portals: { all: async () => options.remembered ?? {} },
    awsFiles: awsFiles({
      files,
      lock: { acquire: async () => () => undefined },
      clock: new FakeClock(),
      homeFolder: undefined,
      backupFolder: '/state/backups',
    }),
    async signIn(request) {
      asked.push(request)
      if (options.outcome) return options.outcome(request)
      const { name, startUrl, region } = request
      return {
        kind: 'signed-in',
        session: session(name, { startUrl, region, signedInAt: 2 }),
        movedFrom: undefined,
      }
    },
  })
  const run = (changes: Partial<SignInToIdentityCenterRequest> = {}, prompts: Prompts = {}) =>
    act(
      {
        ...{ session: undefined, startUrl: undefined, region: undefined, flow: 'device', because: 'asked' },
        ...{
          openBrowser: true,
          signal: new AbortController().signal,
          env: { HOME: '/home/alice' },
          cwd: '/',
        },
        ...changes,
      },
      prompts,
      () => undefined,
    )
  const config = () => new TextDecoder().decode(files.bytes(configPath))
  return { run, vault, asked, adopted, config }
}

describe('signInToIdentityCenter', () => {
  it('names a new session by its address, keeps it durably and hands it to the broker', async () => {
    const { run, vault, adopted, asked } = scene()
    expect(await run({ startUrl: portal, region: 'eu-central-1' })).toEqual({
      ...{
        name: 'corp',
        startUrl: portal,
        region: 'eu-central-1',
        expiresAt: 5000,
        renews: true,
        warnings: [],
      },
    })
    expect(asked[0]).toMatchObject({ name: 'corp', startUrl: portal, region: 'eu-central-1', flow: 'device' })
    expect(vault.disk.contents.sessions.map(({ id }) => id)).toEqual(['identity-center:corp'])
    expect(adopted).toEqual(['identity-center:corp'])
  })

  it('signs in by name alone to a session that was signed out of', async () => {
    const remembered = { corp: { startUrl: portal, region: 'eu-central-1', scopes: ['sso:account:access'] } }
    const { run, asked } = scene({ remembered })
    await run({ session: 'corp' })
    await run()
    expect(asked.map(({ name, startUrl, region }) => ({ name, startUrl, region }))).toEqual([
      { name: 'corp', startUrl: portal, region: 'eu-central-1' },
      { name: 'corp', startUrl: portal, region: 'eu-central-1' },
    ])
    // What is signed in or configured goes before what was.
    const other = scene({ remembered, known: [session('other')] })
    await other.run()
    expect(other.asked[0]?.name).toBe('other')
  })

  it('keeps two people of one instance side by side, under two names', async () => {
    const { run, vault } = scene({ known: [session('corp')] })
    await run({ startUrl: portal, region: 'eu-central-1', session: 'corp-admin' })
    expect(vault.contents().sessions.map(({ id }) => id)).toEqual([
      'identity-center:corp',
      'identity-center:corp-admin',
    ])
  })

  it('signs in again to the only session there is, with its registrations, and replaces it', async () => {
    const { run, vault, asked } = scene({ known: [session('corp')] })
    await run()
    expect(asked[0]).toMatchObject({
      name: 'corp',
      startUrl: portal,
      former: { registrations: { device: registration } },
    })
    expect(vault.contents().sessions).toHaveLength(1)
    expect(vault.contents().sessions[0]?.signedInAt).toBe(2)
  })

  it('takes an sso-session of the AWS config by its name, scopes included', async () => {
    const { run, asked } = scene({
      config: `[sso-session team]\nsso_start_url = ${portal}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access, x\n`,
    })
    await run({ session: 'team' })
    expect(asked[0]).toMatchObject({ name: 'team', region: 'eu-west-1', scopes: ['sso:account:access', 'x'] })
  })

  it('writes the region that the portal is in back to the section it came from', async () => {
    const { run, config } = scene({
      config: `# mine\n[sso-session team]\nsso_start_url = ${portal}\nsso_region = eu-west-1\n`,
      outcome: async ({ name }) => ({ kind: 'signed-in', session: session(name), movedFrom: 'eu-west-1' }),
    })
    expect((await run({ session: 'team' }))?.warnings).toHaveLength(1)
    expect(config()).toBe(
      `# mine\n[sso-session team]\nsso_start_url = ${portal}\nsso_region = eu-central-1\n`,
    )
  })

  it('asks for the portal and its region where it can, and turns away with the person', async () => {
    const { run, asked } = scene()
    await run({}, new ScriptedPrompts(portal, ''))
    expect(asked[0]).toMatchObject({ startUrl: portal, region: 'us-east-1' })
    expect(
      await run({ startUrl: 'https://other.awsapps.com/start' }, new ScriptedPrompts(undefined)),
    ).toBeUndefined()
  })

  it.each([
    ['no portal and nobody to ask', {}, {}, /--start-url URL --sso-region REGION/],
    ['no region and nobody to ask', {}, { startUrl: portal }, /Add --sso-region/],
    ['a session that is nowhere', {}, { session: 'none' }, /--session none --start-url URL/],
    ['several sessions', { known: [session('a'), session('b')] }, {}, /--session with one of: a, b/],
    [
      'a section without an address',
      { config: '[sso-session t]\nsso_region = eu-west-1\n' },
      { session: 't' },
      /needs sso_start_url/,
    ],
  ])('says what to add with %s', async (_, options, request, words) => {
    const { run, asked } = scene(options)
    await expect(run(request)).rejects.toThrow(words)
    expect(asked).toEqual([])
  })

  it('refuses a name that could write more than a name into the config (T25)', async () => {
    const { run } = scene()
    await expect(run({ startUrl: portal, region: 'r', session: 'a]\nb' })).rejects.toMatchObject({
      code: 'profile-name-invalid',
    })
  })

  it('drops the registration of a sign-in whose page never came back: AWS may have forgotten it', async () => {
    const { run, vault } = scene({
      known: [session('corp')],
      outcome: async () => {
        throw new SessionError('sign-in-expired', 'Late.')
      },
    })
    await expect(run({ flow: 'authorization-code' })).rejects.toThrow('Late.')
    expect(vault.contents().sessions[0]).toMatchObject({
      accessToken: 'access',
      registrations: { device: registration },
    })
    expect(vault.contents().sessions[0]).not.toHaveProperty('registrations.authorization-code.clientId')
  })

  it('keeps the sign-in in memory when the vault cannot be written, and says so (R4)', async () => {
    const { run, vault } = scene()
    vault.isWritable = false
    expect((await run({ startUrl: portal, region: 'r' }))?.warnings).toHaveLength(1)
    expect(vault.contents().sessions).toHaveLength(1)
  })

  it('changes nothing when the person turns away', async () => {
    const { run, vault, adopted } = scene({ outcome: async () => ({ kind: 'cancelled' }) })
    expect(await run({ startUrl: portal, region: 'r' })).toBeUndefined()
    expect([vault.contents().sessions, adopted]).toEqual([[], []])
  })
})
