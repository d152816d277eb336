import { describe, expect, it } from 'vitest'
import { explainProfile } from '../../../../../../main/actions/profiles/explain-profile.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { profilesExplain } from '../../../../../../main/serve/terminal/verbs/profiles-explain.ts'
import { configPath, credentialsPath, profileScene } from '../../../../../fakes/profile-scene.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const config = `[default]
credential_process = /opt/signet credential-process --default
[profile dev]
credential_process = /opt/signet credential-process --profile dev
region = eu-central-1
services = local

[services local]
s3 =
  endpoint_url = http://me:CANARY@127.0.0.1:9000/x
[profile deploy]
role_arn = arn:aws:iam::444455556666:role/Deploy
source_profile = dev
[profile loop]
role_arn = arn:aws:iam::444455556666:role/A
source_profile = pool
[profile pool]
role_arn = arn:aws:iam::444455556666:role/B
source_profile = loop
[profile two]
sso_session = gone
sso_account_id = 111122223333
`
const credentials = '[two]\naws_access_key_id = AKIACANARY\naws_secret_access_key = CANARY\n'

function scene(names?: readonly string[]) {
  const rooms = profileScene({ config, credentials })
  const variableNames = names && ((pid: number) => (pid === 7 ? names : undefined))
  const act = explainProfile({ ...rooms.rooms, variableNames })
  const run = async (...words: string[]) => {
    const io = new FakeTerminal()
    const handle = terminal({
      ...{ verbs: [profilesExplain(act)], version: '1', now: () => 0 },
      log: { note: () => undefined },
    })
    const changes = { process: { pid: 7, parentPid: 6 }, env: { AWS_PROFILE: 'x', TERM: '' } }
    const code = await handle(terminalRequest(['profiles explain', ...words], changes), io)
    return { code, text: io.stdout, error: io.stderr }
  }
  return { run, rooms }
}

describe('signet profiles explain', () => {
  it('shows where a profile stands, who takes what, and what Signet would serve', async () => {
    const { text, code } = await scene([]).run('dev')
    expect(code).toBe(0)
    expect(text).toBe(`dev

Stands in ${configPath}:3–6

Every tool takes a credential process (Signet).
  a credential process (Signet)  taken by every tool
    credential_process  ${configPath}:4

Requests of s3 go to http://127.0.0.1:9000/x  ${configPath}:9

Signet would serve: the session arn:aws:iam::111122223333:user/developer

No variable of this terminal goes before the profile.
`)
  })

  it('shows roles to their beginning, and names circles', async () => {
    const { run } = scene([])
    expect((await run('deploy')).text).toContain(
      '  It begins with the credentials of profile dev: a credential process.\n',
    )
    expect((await run('deploy')).text).toContain(
      'Signet would serve: arn:aws:iam::444455556666:role/Deploy, assumed with profile dev, as the AWS config has it\n',
    )
    const { text } = await run('loop')
    expect(text).toContain('  It leads in a circle: loop → pool → loop. Every tool fails over it.\n')
    expect(text).toContain(
      'Signet would serve: nothing. The role chain goes in a circle: loop → pool → loop.',
    )
  })

  it('says why tools do not agree, and what is wrong, without a secret (T23)', async () => {
    const { text } = await scene([]).run('two')
    expect(text).toContain(`Tools do not agree. Leave one source in the profile, so that all take the same.
  IAM Identity Center settings  taken by the AWS CLI and Python, Java, Rust
    sso_session  ${configPath}:21
    sso_account_id  ${configPath}:22
  access keys in the credentials file  taken by JavaScript, Go
    aws_access_key_id  ${credentialsPath}:2
    aws_secret_access_key  ${credentialsPath}:3

For the AWS CLI and Python, Java, Rust: first IAM Identity Center settings, before access keys in the credentials file.
For JavaScript, Go: first access keys in the credentials file, before IAM Identity Center settings.
`)
    expect(text).toContain(`Identity Center session [sso-session gone] which is nowhere  ${configPath}:21`)
    expect(text).toContain('Profile two names an sso-session that is not in the file.')
    expect(text).not.toContain('CANARY')
  })

  it('looks at the names of the asker’s variables', async () => {
    const { text } = await scene(['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION']).run('dev')
    expect(text).toContain(
      'Variables of this terminal\n  AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY: credentials that go',
    )
    expect(text).toContain('  AWS_REGION: goes before region.')
  })

  it('goes by what signet is told where the system tells no more', async () => {
    const { text } = await scene().run('dev')
    expect(text).toContain('Variables of this terminal (of those that signet looks at;')
    expect(text).toContain('  AWS_PROFILE: chooses the profile')
  })

  it('follows the default profile to the one behind it', async () => {
    const { run, rooms } = scene([])
    await rooms.preferences.update((contents) => ({ ...contents, default: { profile: 'dev', since: 1 } }))
    expect(JSON.parse((await run('default', '--json')).text)).toMatchObject({
      name: 'default',
      signet: { how: 'session', profile: 'dev' },
      config: { isSure: true, sources: [{ kind: 'credential-process', isOurs: true }] },
      ...{ configPath, credentialsPath },
    })
  })

  it('knows a profile that is in the vault alone, and none that nobody knows', async () => {
    const { run } = scene([])
    expect((await run('prod')).text).toContain('No AWS file has this profile; Signet alone knows it.')
    expect(await run('dve')).toMatchObject({
      code: 1,
      error: expect.stringContaining('There is no profile "dve"'),
    })
    expect(await run()).toMatchObject({ code: 2, error: expect.stringContaining('Usage:') })
  })
})
