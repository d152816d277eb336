import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { execOverlay } from '../../../../../main/actions/credentials/exec-overlay.ts'
import { cliProfiles, readAsAwsCli } from '../../../../../main/config/cli-view.ts'
import { credentialKeys, staticSecretKeys } from '../../../../../main/config/credential-source.ts'
import { readSharedConfig } from '../../../../../main/config/profiles.ts'
import { InputError } from '../../../../../main/kernel/errors.ts'
import { Botocore, type BotocoreReading, botocoreAbsence } from '../../../../fakes/botocore.ts'
import { configText } from '../../../../fakes/config-text.ts'

function overlayOf(
  config: string,
  credentials = '',
  profile = 'p',
  way: 'endpoint' | 'variables' = 'endpoint',
) {
  const text = (value: string) => ({ text: value, encoding: 'utf-8' as const })
  const files = {
    config: text(config),
    credentials: text(credentials),
    shared: readSharedConfig(config, credentials),
  }
  return execOverlay(files, profile, way)
}

const settingsOf = (config: string, name = 'default') =>
  Object.fromEntries(
    [...(readSharedConfig(config, '').profiles.get(name)?.settings ?? [])].map(([key, { value }]) => [
      key,
      value,
    ]),
  )

/** Any file, as a rule with credentials in default. */
const misleading = fc
  .tuple(
    fc.constantFrom('', '[default]\nlogin_session = x\n', '[default]\naws_access_key_id = A\n'),
    configText,
  )
  .map((parts) => parts.join(''))

const p = '[profile p]\nregion = eu-west-1\ncredential_process = signet credential-process --profile p\n'

describe('execOverlay', () => {
  it.each([
    ['there is no default', p],
    ['default has a region and an output', `[default]\nregion = us-east-1\noutput = table\n${p}`],
    ['there are no files', ''],
  ])('makes no copy where %s', (_name, config) => {
    expect(overlayOf(config)).toBeUndefined()
  })

  const sources = [
    'credential_process = x',
    'role_arn = arn:aws:iam::1:role/x',
    'sso_session = s',
    'sso_start_url = https://x',
    'login_session = arn',
    'web_identity_token_file = /x',
    'aws_access_key_id = AKIA',
    'aws_secret_access_key = x',
    'credential_source = EcsContainer',
    'AWS_ACCESS_KEY_ID = AKIA',
  ]
  const forms = ['[default]', '[profile default]', '[profile "default"]', '[DEFAULT]\nx = y\n[default]']
  it.each(
    sources.flatMap((source) => forms.map((form) => [form.replaceAll('\n', ' '), source, form] as const)),
  )('takes %s %s away, and keeps its other settings to those of the profile', (_form, source, form) => {
    const overlay = overlayOf(`${form}\n${source}\nregion = us-east-1\noutput = table\n${p}`)
    expect(settingsOf(overlay?.config ?? '')).toEqual({ region: 'eu-west-1' })
    expect(overlay?.hidesSource).toBe(true)
  })

  it('sees what only the AWS CLI takes for keys of default', () => {
    const overlay = overlayOf(
      `[DEFAULT]\naws_access_key_id = AKIA\naws_secret_access_key = s3cr3t\n[default]\nregion = x\n${p}`,
    )
    expect(overlay?.hidesSource).toBe(true)
    expect(overlay?.config).not.toMatch(/AKIA|s3cr3t/)
  })

  it('is needed for other settings, too: a program must not send keys to an endpoint of another profile', () => {
    const overlay = overlayOf(`[default]\nendpoint_url = http://localhost:4566\n${p}`)
    expect([settingsOf(overlay?.config ?? ''), overlay?.hidesSource]).toEqual([
      { region: 'eu-west-1' },
      false,
    ])
    const own = overlayOf(
      `${p}endpoint_url = http://localhost:4566\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\n`,
    )
    expect(settingsOf(own?.config ?? '')).toEqual({
      region: 'eu-west-1',
      endpoint_url: 'http://localhost:4566',
      s3: '\nmax_concurrent_requests = 20\naddressing_style = path',
    })
  })

  it('is needed for settings alone when the credentials are in variables', () => {
    expect(
      overlayOf(`[default]\naws_access_key_id = A\naws_secret_access_key = b\n${p}`, '', 'p', 'variables'),
    ).toBeUndefined()
    expect(overlayOf(`[default]\nca_bundle = /x\n${p}`, '', 'p', 'variables')?.hidesSource).toBe(false)
  })

  it('keeps other profiles, sessions and services, and leaves those with access keys out', () => {
    const config = `[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = defaultSecret
# old: aws_secret_access_key = commentSecret
${p}
[profile keys]
aws_access_key_id = AKIAKEYS
aws_secret_access_key = keysSecret
[profile role]
role_arn = arn:aws:iam::1:role/x
source_profile = p
[sso-session s]
sso_start_url = https://x.awsapps.com/start
sso_region = us-east-1
[services v]
s3 =
  endpoint_url = http://localhost:1
[not a section]
aws_secret_access_key = lostSecret
`
    const overlay = overlayOf(config)
    expect(overlay?.leftOut).toEqual(['keys'])
    expect(
      overlay?.config,
    ).toBe(`# A copy that "signet exec" made for one program. What is changed here is lost with it.

[default]
region = eu-west-1

[profile p]
region = eu-west-1
credential_process = signet credential-process --profile p

[profile role]
role_arn = arn:aws:iam::1:role/x
source_profile = p

[sso-session s]
sso_start_url = https://x.awsapps.com/start
sso_region = us-east-1

[services v]
s3 =
    endpoint_url = http://localhost:1
`)
  })

  it("leaves the credentials file alone unless default is in it, and then no profile's keys are anywhere", () => {
    const keys = '[a]\naws_access_key_id = AKIAA\naws_secret_access_key = secretA\n'
    const config = `[default]\ncredential_process = x\n${p}[profile a]\nregion = us-east-1\n`
    expect(overlayOf(config, keys)).toMatchObject({ credentials: undefined, leftOut: [] })
    expect(settingsOf(overlayOf(config, keys)?.config ?? '', 'a')).toEqual({ region: 'us-east-1' })
    const both = overlayOf(
      config,
      `${keys}[default]\naws_access_key_id = AKIAD\naws_secret_access_key = secretD\n`,
    )
    expect(both).toMatchObject({ credentials: expect.stringMatching(/^#[^\n]*\n$/), leftOut: ['a'] })
    // Found without keys, a program that names it would silently run as somebody else.
    expect(readSharedConfig(both?.config ?? '', '').profiles.has('a')).toBe(false)
    expect(both?.config).not.toMatch(/AKIA|secret/)
  })

  it('makes default of the profile default, too', () => {
    const config =
      '[default]\nregion = us-east-1\noutput = text\ncredential_process = signet credential-process --profile default\n'
    expect(settingsOf(overlayOf(config, '', 'default')?.config ?? '')).toEqual({
      region: 'us-east-1',
      output: 'text',
    })
  })

  it('refuses a value that another parser reads as lines of its own', () => {
    const config = `[default]\ncredential_process = x\n[profile p]\noutput = a\raws_access_key_id = AKIA\raws_secret_access_key = b\n`
    expect(() => overlayOf(config)).toThrow(InputError)
  })

  it('of 2,000 files of any kind, gives nobody credentials of default and nobody an access key', () => {
    let [copies, refused] = [0, 0]
    fc.assert(
      fc.property(
        misleading,
        configText,
        fc.constantFrom('a', 'b', 'default', 'p'),
        (config, credentials, profile) => {
          let overlay: ReturnType<typeof overlayOf>
          try {
            overlay = overlayOf(config, credentials, profile)
          } catch (error) {
            expect(error).toBeInstanceOf(InputError)
            return
          }
          if (!overlay) return
          copies += 1
          const view = readAsAwsCli({ text: overlay.config, encoding: 'utf-8' })
          const names = [
            ...Object.keys(settingsOf(overlay.config)),
            ...(cliProfiles(view).get('default')?.keys() ?? []),
          ]
          expect(names.filter((name) => credentialKeys.has(name))).toEqual([])
          const all = [...view.sections.values()].flatMap((section) => [...section.keys()])
          expect([view.rejections, all.filter((name) => staticSecretKeys.has(name))]).toEqual([[], []])
        },
      ),
      { numRuns: 2000, seed: 11 },
    )
    expect(copies).toBeGreaterThan(800)
    expect(refused).toBeLessThan(copies / 4)
  })
})

const absence = botocoreAbsence()
describe.skipIf(absence)(
  `copies in the eyes of the real botocore${absence ? ` (skipped: ${absence})` : ''}`,
  () => {
    const none: BotocoreReading = { profiles: {}, ssoSessions: {}, sections: {} }
    const botocore = absence ? undefined : new Botocore()
    afterAll(() => botocore?.close())

    it('have no credentials in default, and the settings of the profile', async () => {
      const texts = fc.sample(misleading, { numRuns: 300, seed: 5 })
      const read: string[] = []
      let copies = 0
      for (const text of texts) {
        const overlay = (() => {
          try {
            return overlayOf(text, '', 'a')
          } catch {
            return undefined
          }
        })()
        if (!overlay) continue
        copies += 1
        const { refused, profiles } = (await botocore?.read(new TextEncoder().encode(overlay.config))) ?? none
        expect(refused).toBeUndefined()
        read.push(...Object.keys(profiles.default ?? {}).filter((name) => credentialKeys.has(name)))
      }
      expect(read).toEqual([])
      expect(copies).toBeGreaterThan(100)
    })
  },
)
