/**
 * Which source of a profile the real botocore and the real SDK for JavaScript take, for every set of sources, held against
 * what `signet profiles explain` says.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromIni } from '@aws-sdk/credential-providers'
import { afterAll, describe, expect, it } from 'vitest'
import type { CredentialSourceKind } from '../../main/config/credential-source.ts'
import { explainProfile } from '../../main/config/explain-profile.ts'
import { botocoreAbsence } from '../fakes/botocore.ts'

const folder = mkdtempSync(join(tmpdir(), 'signet-precedence-'))
afterAll(() => rmSync(folder, { recursive: true }))

const tokenPath = join(folder, 'token')
writeFileSync(tokenPath, 'a-token')
const process_ = join(folder, 'process')
writeFileSync(
  process_,
  '#!/bin/sh\necho \'{"Version": 1, "AccessKeyId": "credential-process", "SecretAccessKey": "s"}\'\n',
  { mode: 0o755 },
)

/** The keys of each source; of `assume-role` with a token file beside, the role is that of the token file. */
const sources: Readonly<Record<CredentialSourceKind, string>> = {
  'assume-role': 'role_arn = arn:aws:iam::111122223333:role/R\nsource_profile = base\n',
  'web-identity': `role_arn = arn:aws:iam::111122223333:role/R\nweb_identity_token_file = ${tokenPath}\n`,
  sso: 'sso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = us-east-1\nsso_account_id = 111122223333\nsso_role_name = R\n',
  'static-in-credentials': 'aws_access_key_id = static-in-credentials\naws_secret_access_key = s\n',
  'static-in-config': 'aws_access_key_id = static-in-config\naws_secret_access_key = s\n',
  'login-session': 'login_session = arn:aws:iam::111122223333:user/u\n',
  'credential-process': `credential_process = ${process_}\n`,
}
const kinds = Object.keys(sources) as CredentialSourceKind[]

interface Case {
  readonly kinds: readonly CredentialSourceKind[]
  readonly config: string
  readonly credentials: string
}

/** All 127 sets that are not empty. */
const cases: readonly Case[] = Array.from({ length: 2 ** kinds.length - 1 }, (_, index) => {
  const chosen = kinds.filter((_kind, at) => ((index + 1) >> at) & 1)
  const lines = chosen.filter((kind) => kind !== 'static-in-credentials').map((kind) => sources[kind])
  const unique = [...new Set(lines.join('').split('\n'))].join('\n')
  return {
    kinds: chosen,
    config: `[profile p]\nregion = us-east-1\n${unique}`,
    credentials: `[base]\naws_access_key_id = base\naws_secret_access_key = s\n${
      chosen.includes('static-in-credentials') ? `[p]\n${sources['static-in-credentials']}` : ''
    }`,
  }
})

function winnersOf({ config, credentials }: Case) {
  const text = (content: string) => ({ text: content, encoding: 'utf-8' }) as const
  const explained = explainProfile('p', { config: text(config), credentials: text(credentials) })
  if (!explained) throw new TypeError('no such profile')
  return explained.winners
}

const absence = botocoreAbsence()
const why = absence ? ` (skipped: ${absence})` : ''

describe('the source that wins in a profile', () => {
  // This botocore knows no login sessions.
  const known = cases.filter((each) => !each.kinds.includes('login-session'))

  it.skipIf(absence)(
    `is the one we say, for the real botocore, in ${known.length} sets of sources${why}`,
    () => {
      const taken = byBotocore(known)
      const said = known.map((each) => [each.kinds.join(' '), winnersOf(each)['aws-cli']])
      console.log(`botocore: ${taken.length} sets`)
      expect(known.map((each, index) => [each.kinds.join(' '), taken[index]])).toEqual(said)
    },
  )

  it(`is the one we say, for the real SDK for JavaScript, in ${cases.length} sets of sources`, async () => {
    const taken: unknown[] = []
    for (const each of cases) taken.push([each.kinds.join(' '), await byJavaScript(each)])
    console.log(`JavaScript: ${taken.length} sets`)
    expect(taken).toEqual(cases.map((each) => [each.kinds.join(' '), winnersOf(each).javascript]))
  })
})

const script = `
import json, os, sys
import botocore.session
names = {
  'assume-role': 'assume-role', 'assume-role-with-web-identity': 'web-identity', 'sso': 'sso',
  'shared-credentials-file': 'static-in-credentials', 'config-file': 'static-in-config',
  'custom-process': 'credential-process',
}
taken = []
for config, credentials in json.load(sys.stdin):
    os.environ['AWS_CONFIG_FILE'] = config
    os.environ['AWS_SHARED_CREDENTIALS_FILE'] = credentials
    taken.append(names[botocore.session.Session(profile='p').get_credentials().method])
print(json.dumps(taken))
`

/** All in one Python process. */
function byBotocore(all: readonly Case[]): readonly string[] {
  const paths = all.map(({ config, credentials }, index) => {
    const own = join(folder, String(index))
    mkdirSync(own)
    const written = [join(own, 'config'), join(own, 'credentials')] as const
    writeFileSync(written[0], config)
    writeFileSync(written[1], credentials)
    return written
  })
  const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', script], {
    input: JSON.stringify(paths),
    encoding: 'utf8',
    env: { HOME: folder, PATH: '/usr/bin:/bin', AWS_EC2_METADATA_DISABLED: 'true' },
  })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout)
}

/** By the key that comes, the role that is assumed, or what is missing. Nothing is asked of AWS. */
async function byJavaScript({ config, credentials }: Case): Promise<string> {
  const [configFilepath, filepath] = [join(folder, 'js-config'), join(folder, 'js-credentials')]
  writeFileSync(configFilepath, config)
  writeFileSync(filepath, credentials)
  const marker = (accessKeyId: string) => async () => ({ accessKeyId, secretAccessKey: 's' })
  try {
    const provider = fromIni({
      ...{ profile: 'p', configFilepath, filepath, ignoreCache: true },
      roleAssumer: marker('assume-role'),
      roleAssumerWithWebIdentity: marker('web-identity'),
    })
    return (await provider()).accessKeyId
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : ''
    if (/login/i.test(message)) return 'login-session'
    // The SSO provider looks for the profile in the usual files once more.
    return /sso|Profile p was not found/i.test(message) ? 'sso' : message
  }
}
